/// The control API over HTTP: who may ask, what was asked, and what is answered; decides nothing else.
@NullMarked
package tegum.coordinator.http;

import org.jspecify.annotations.NullMarked;

/// Trains offers on the devices of one machine.
@NullMarked
package tegum.worker;

import org.jspecify.annotations.NullMarked;

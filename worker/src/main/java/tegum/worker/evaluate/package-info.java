/// Trains an offer on one device and measures what comes out of it.
@NullMarked
package tegum.worker.evaluate;

import org.jspecify.annotations.NullMarked;

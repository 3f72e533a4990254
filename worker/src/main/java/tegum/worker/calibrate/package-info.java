/// How fast a device trains each kernel, measured in advance, and what a plan takes at that speed.
@NullMarked
package tegum.worker.calibrate;

import org.jspecify.annotations.NullMarked;

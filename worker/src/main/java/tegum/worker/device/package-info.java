/// The devices of one machine that can train: processors and accelerators.
@NullMarked
package tegum.worker.device;

import org.jspecify.annotations.NullMarked;

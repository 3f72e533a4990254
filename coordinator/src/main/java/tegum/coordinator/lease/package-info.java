/// Who trains what until when: plain decisions, driven by events and a clock that the caller reads.
@NullMarked
package tegum.coordinator.lease;

import org.jspecify.annotations.NullMarked;

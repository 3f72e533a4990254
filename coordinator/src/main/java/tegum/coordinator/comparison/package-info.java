/// Two sweeps cell by cell: which differences exceed what chance allows.
@NullMarked
package tegum.coordinator.comparison;

import org.jspecify.annotations.NullMarked;

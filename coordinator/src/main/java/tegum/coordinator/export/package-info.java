/// A sweep's results for other programs: tables, arrays with coordinates, kept weights.
@NullMarked
package tegum.coordinator.export;

import org.jspecify.annotations.NullMarked;

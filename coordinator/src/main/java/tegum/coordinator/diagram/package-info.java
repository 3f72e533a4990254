/// From a sweep's rows to the diagrams that pictures draw: which axes span them, which slices, which lines of theory.
@NullMarked
package tegum.coordinator.diagram;

import org.jspecify.annotations.NullMarked;

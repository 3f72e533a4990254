/// What people ask of a running coordinator: the port that HTTP and the command line speak to, and its records.
@NullMarked
package tegum.coordinator.control;

import org.jspecify.annotations.NullMarked;

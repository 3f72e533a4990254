/// Read-only SQL over a store's data set, also from other processes while a sweep runs.
@NullMarked
package tegum.coordinator.query;

import org.jspecify.annotations.NullMarked;

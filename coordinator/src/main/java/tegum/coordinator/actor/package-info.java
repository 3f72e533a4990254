/// The coordinator as actors: reports become offers, results become commits. The decisions are the lease book's.
@NullMarked
package tegum.coordinator.actor;

import org.jspecify.annotations.NullMarked;

/// Turns reports into stored results: validates, shares between sweeps, commits, and answers each part once.
@NullMarked
package tegum.coordinator.collect;

import org.jspecify.annotations.NullMarked;

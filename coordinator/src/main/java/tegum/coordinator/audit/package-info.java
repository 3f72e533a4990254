/// Audits stored results: draws a sample, compares every stored fact with the ones it follows from, and trains again.
@NullMarked
package tegum.coordinator.audit;

import org.jspecify.annotations.NullMarked;

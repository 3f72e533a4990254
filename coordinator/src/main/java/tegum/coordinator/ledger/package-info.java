/// What was asked, what is done, who holds the store and which segments count: the one home of these facts.
@NullMarked
package tegum.coordinator.ledger;

import org.jspecify.annotations.NullMarked;

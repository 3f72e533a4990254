/// The ledger as one SQLite file inside the store's folder, for one writer.
@NullMarked
package tegum.coordinator.ledger.sqlite;

import org.jspecify.annotations.NullMarked;

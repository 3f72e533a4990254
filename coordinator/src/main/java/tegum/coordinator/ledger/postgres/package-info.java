/// The ledger on a PostgreSQL server, which several coordinators can reach.
@NullMarked
package tegum.coordinator.ledger.postgres;

import org.jspecify.annotations.NullMarked;

/// What the ledgers kept in SQL databases have in common: tables, statements, fencing, and what to do when a connection
/// is lost.
@NullMarked
package tegum.coordinator.ledger.sql;

import org.jspecify.annotations.NullMarked;

package tegum.coordinator.ledger.sqlite;

import java.nio.file.Path;
import java.time.Clock;
import tegum.coordinator.ledger.LedgerPlace;
import tegum.coordinator.ledger.LedgerSource;
import tegum.coordinator.ledger.StoreLock;
import tegum.coordinator.ledger.sql.SqlLedger;

/// The ledger as a file in the store's folder. One process alone has it open, whoever asks: the operating system takes
/// the file back from a process that ends.
public record SqliteSource() implements LedgerSource {

    @Override
    public SqlLedger open(Path folder, Access access, Clock clock) {
        LedgerPlace.requireInFolder(folder);
        return SqlLedger.open(new SqliteDatabase(folder, StoreLock.take(folder)), clock);
    }
}

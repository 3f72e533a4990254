package tegum.coordinator.ledger.sqlite;

import java.nio.file.Path;
import java.time.Clock;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerSource;

/// The ledger as a file in the store's folder. One process alone has it open, whoever asks: the operating system takes
/// the file back from a process that ends.
public record SqliteSource() implements LedgerSource {

    @Override
    public boolean exists(Path folder) {
        return SqliteLedger.exists(folder);
    }

    @Override
    public Ledger open(Path folder, Access access, Clock clock) {
        return SqliteLedger.open(folder, clock);
    }
}

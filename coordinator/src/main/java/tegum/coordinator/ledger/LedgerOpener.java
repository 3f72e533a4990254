package tegum.coordinator.ledger;

import java.nio.file.Path;
import java.time.Clock;

/// Opens the ledger of a store; which kind of ledger that is, the settings decide.
@FunctionalInterface
public interface LedgerOpener {

    /// Opens the ledger, making it if there is none, and claims the next epoch.
    ///
    /// @param folder the store's folder
    /// @throws StoreException if it cannot be opened
    Ledger open(Path folder, Clock clock);
}

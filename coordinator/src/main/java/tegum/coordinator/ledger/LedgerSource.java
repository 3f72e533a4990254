package tegum.coordinator.ledger;

import java.nio.file.Path;
import java.time.Clock;

/// Where the ledger of a store is kept, and how it is opened.
@FunctionalInterface
public interface LedgerSource {

    /// What opening does about another process that has the store open.
    enum Access {
        /// Refuses: the store is for one process alone.
        ALONE,
        /// Fences it, where the ledger can be shared, and refuses where it cannot: a coordinator takes over from
        /// another
        /// that may be dead, paused or cut off.
        TAKE_OVER
    }

    /// Opens the ledger of a store, making it if there is none, and claims the next epoch.
    ///
    /// @throws StoreException if the store is in use, another kind of ledger belongs to it, or the ledger cannot be
    ///     reached, read or written
    Ledger open(Path folder, Access access, Clock clock);
}

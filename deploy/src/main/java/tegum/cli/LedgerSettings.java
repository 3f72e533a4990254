package tegum.cli;

import tegum.cli.config.Settings;
import tegum.coordinator.ledger.LedgerSource;
import tegum.coordinator.ledger.sqlite.SqliteSource;

/// Where the settings say that ledgers are.
final class LedgerSettings {
    private LedgerSettings() {}

    static LedgerSource source(Settings settings) {
        return new SqliteSource();
    }
}

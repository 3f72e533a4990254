package tegum.coordinator.ledger.postgres;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerPlace;
import tegum.coordinator.ledger.LedgerSource;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.sql.SqlLedger;

/// The ledger in a PostgreSQL database; the data set stays in the store's folder, which all coordinators share.
///
/// One schema of a database holds the ledger of one store; the folder names it in `ledger.elsewhere`.
///
/// @param password empty if the server asks for none
/// @param patience how long a lost server is waited for
public record PostgresSource(PostgresAddress address, Optional<String> password, Duration patience)
        implements LedgerSource {

    @Override
    public Ledger open(Path folder, Access access, Clock clock) {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException("the store %s is not a folder: choose another with --store".formatted(folder), e);
        } catch (IOException e) {
            throw StoreException.of(folder, "open", e);
        }
        LedgerPlace.requireElsewhere(folder);
        return SqlLedger.open(new PostgresDatabase(this, folder, access, clock), clock);
    }

    /// Without the password.
    @Override
    public String toString() {
        return "PostgresSource[" + address + "]";
    }
}

package tegum.coordinator.ledger.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import tegum.coordinator.ledger.StoreException;

/// A database that holds a ledger: what differs from one kind to the other. The statements themselves are common.
public interface SqlDatabase extends AutoCloseable {

    /// Opens a connection that does not commit by itself.
    Connection connect() throws SQLException;

    /// Latest schema: number of the last migration.
    int schema();

    /// Schema that the database has; 0 if it has no ledger yet. Nobody else migrates it before the next commit.
    ///
    /// @throws StoreException if what is there is not a ledger
    int schemaOf(Connection connection) throws SQLException;

    /// Statements that lead from the schema before to the given one, each ended by a semicolon at the end of its line.
    String migration(int schema);

    /// Makes sure that the ledger is that of the store, before it is claimed.
    ///
    /// @throws StoreException if it is not
    void verify(Connection connection) throws SQLException;

    /// Whether the same may succeed on a new connection after a while.
    boolean mayPass(SQLException failure);

    /// How long to go on trying what may pass.
    Duration patience();

    /// What a failure means for the user.
    ///
    /// @param act what was tried, as in "cannot `act` the ledger"
    StoreException failure(String act, SQLException cause);

    /// One sentence for each thing that is wrong with the database itself.
    List<String> check(Connection connection) throws SQLException;

    /// Writes the whole ledger into another folder.
    void copy(Connection connection, Path other) throws SQLException;

    /// Makes the database number rows after those that were written with their numbers.
    void renumber(Connection connection) throws SQLException;

    @Override
    void close();
}

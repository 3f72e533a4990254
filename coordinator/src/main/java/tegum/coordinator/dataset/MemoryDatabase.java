package tegum.coordinator.dataset;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import tegum.coordinator.ledger.StoreException;

/// Opens and closes DuckDBs in memory, one for each that works on a store's files.
final class MemoryDatabase {

    /// What is to be set and made before a database is used.
    interface Setup {
        void run(Statement statement) throws SQLException;
    }

    private MemoryDatabase() {}

    /// Opens a database; it is closed again if its setup fails.
    static DuckDBConnection open(Setup setup) throws SQLException {
        DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            setup.run(statement);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// @param folder the store's
    /// @throws StoreException if that fails
    static void close(Path folder, DuckDBConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw StoreException.of(folder, "close", e);
        }
    }
}

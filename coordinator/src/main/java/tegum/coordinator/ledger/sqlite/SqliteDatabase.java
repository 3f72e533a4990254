package tegum.coordinator.ledger.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.StoreLock;
import tegum.coordinator.ledger.sql.Migrations;
import tegum.coordinator.ledger.sql.SqlDatabase;

/// The file `ledger.db` in the store's folder, opened by one writer alone.
///
/// The connection locks the file for itself before it turns to write-ahead logging, so there is no shared memory file
/// and no other process can open it; each commit is forced to disk.
class SqliteDatabase implements SqlDatabase {
    /// Latest schema: number of the last migration.
    static final int SCHEMA = 2;

    static final String FILE = "ledger.db";

    /// Marks the file as a ledger of Tegum in SQLite's header: "TGUM". The first migration writes it.
    private static final int APPLICATION_ID = 0x5447554D;

    private final Path folder;
    private final StoreLock lock;

    /// @param lock given back when the database is closed
    SqliteDatabase(Path folder, StoreLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(FILE));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE"); // before WAL: then there is no shared-memory file
            statement.execute("PRAGMA busy_timeout = 0");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA foreign_keys = ON");
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public int schema() {
        return SCHEMA;
    }

    @Override
    public int schemaOf(Connection connection) throws SQLException {
        if (number(connection, "SELECT count(*) FROM sqlite_schema") == 0) {
            return 0;
        }
        if (number(connection, "PRAGMA application_id") != APPLICATION_ID) {
            throw new StoreException("%s is a database of another program: choose another folder with --store"
                    .formatted(folder.resolve(FILE)));
        }
        return number(connection, "SELECT schema FROM meta");
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    @Override
    public String migration(int schema) {
        return Migrations.text(SqliteDatabase.class, schema);
    }

    @Override
    public void verify(Connection connection) {
        // The file lies in the store's folder: it is the store's.
    }

    @Override
    public boolean mayPass(SQLException failure) {
        return false;
    }

    @Override
    public Duration patience() {
        return Duration.ZERO;
    }

    @Override
    public StoreException failure(String act, SQLException cause) {
        return StoreException.of(folder, act, cause);
    }

    @Override
    public List<String> check(Connection connection) throws SQLException {
        List<String> problems = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
            while (rows.next()) {
                if (!rows.getString(1).equals("ok")) {
                    problems.add("%s is damaged: %s".formatted(FILE, rows.getString(1)));
                }
            }
        }
        return problems;
    }

    @Override
    public void copy(Connection connection, Path other) throws SQLException {
        connection.setAutoCommit(true); // a copy cannot be made inside a transaction
        try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, other.resolve(FILE).toString());
            copy.execute();
        } finally {
            connection.setAutoCommit(false);
        }
    }

    @Override
    public void renumber(Connection connection) {
        // SQLite numbers after the greatest by itself.
    }

    @Override
    public void close() {
        lock.close();
    }

    @Override
    public String toString() {
        return folder.resolve(FILE).toString();
    }
}

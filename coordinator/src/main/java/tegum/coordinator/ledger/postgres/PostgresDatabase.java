package tegum.coordinator.ledger.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import tegum.coordinator.ledger.LedgerPlace;
import tegum.coordinator.ledger.LedgerSource.Access;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.sql.LedgerRows;
import tegum.coordinator.ledger.sql.Migrations;
import tegum.coordinator.ledger.sql.SqlDatabase;
import tegum.coordinator.ledger.sql.SqlLedger;
import tegum.coordinator.ledger.sqlite.SqliteSource;

/// A schema of a PostgreSQL database.
///
/// Each session holds an advisory lock: coordinators share it, what wants the store for itself takes it alone. A
/// process
/// that dies gives it back with its connection; one that is paused or cut off loses an open transaction after a while,
/// so that it cannot keep others from claiming the epoch.
final class PostgresDatabase implements SqlDatabase {
    /// Latest schema: number of the last migration.
    static final int SCHEMA = 1;

    /// Oldest version of the server: `gen_random_uuid` is built in since then.
    static final int OLDEST_SERVER = 13;

    /// First key of the advisory locks: "TGUM". The second is the schema's name.
    private static final int LOCK = 0x5447554D;

    private static final int CONNECT_SECONDS = 10;
    private static final int ANSWER_SECONDS = 60;

    /// How long what wants the store for itself waits for a process that has just died.
    private static final Duration DYING = Duration.ofSeconds(2);

    /// A transaction whose process says nothing for so long is ended by the server.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final PostgresSource source;
    private final Path folder;
    private final Access access;
    private final Clock clock;
    private boolean connected;

    PostgresDatabase(PostgresSource source, Path folder, Access access, Clock clock) {
        this.source = source;
        this.folder = folder;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(source.address().jdbcUrl(), properties());
        try {
            requireVersion(connection.getMetaData().getDatabaseMajorVersion());
            try (Statement statement = connection.createStatement()) {
                statement.execute(session());
            }
            requireSetting(connection, "server_encoding", "UTF8");
            if (setting(connection, "synchronous_commit").equals("off")) {
                // What was acknowledged must survive a crash of the server.
                set(connection, "SET synchronous_commit = on");
            }
            lock(connection);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            connected = true;
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        source.address().user().ifPresent(user -> properties.setProperty("user", user));
        source.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("ApplicationName", "tegum");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("targetServerType", "primary");
        return properties;
    }

    /// Others who wait for the epoch wait longer than a silent transaction lasts, else a paused process would keep them
    /// out.
    private String session() {
        long silence = Math.min(
                LONGEST_SILENCE.toMillis(), Math.max(1_000, source.patience().toMillis() / 3));
        return """
                SET lock_timeout = %d;
                SET idle_in_transaction_session_timeout = %d;
                SET tcp_keepalives_idle = 10;
                SET tcp_keepalives_interval = 5;
                SET tcp_keepalives_count = 3;
                SET client_min_messages = 'warning'
                """.formatted(silence / 2, silence);
    }

    private void requireVersion(int major) {
        if (major < OLDEST_SERVER) {
            throw new StoreException("the server at %s is PostgreSQL %d: Tegum needs %d or later"
                    .formatted(source.address().hosts(), major, OLDEST_SERVER));
        }
    }

    private void requireSetting(Connection connection, String name, String value) throws SQLException {
        String found = setting(connection, name);
        if (!found.equals(value)) {
            throw new StoreException(
                    "the database %s has %s %s: make one with %s".formatted(source.address(), name, found, value));
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        return text(connection, "SHOW " + name);
    }

    private static void set(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    /// Takes the session's lock, or says who is in the way.
    private void lock(Connection connection) throws SQLException {
        String function = access == Access.ALONE ? "pg_try_advisory_lock" : "pg_try_advisory_lock_shared";
        Duration patience = access == Access.ALONE ? DYING : source.patience();
        long began = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT %s(%d, hashtext(coalesce(current_schema(), '')))".formatted(function, LOCK))) {
            while (!isTrue(statement)) {
                if (Duration.ofNanos(System.nanoTime() - began).compareTo(patience) > 0) {
                    throw StoreException.inUse(folder);
                }
                Thread.sleep(DYING.dividedBy(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoreException.inUse(folder);
        }
    }

    private static boolean isTrue(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public int schema() {
        return SCHEMA;
    }

    @Override
    public int schemaOf(Connection connection) throws SQLException {
        if (text(connection, "SELECT current_schema()").equals("null")) {
            throw new StoreException(
                    "the database %s has no schema that ledger.url names or its user may use: create it"
                            .formatted(source.address()));
        }
        // Coordinators that start together migrate one after the other.
        text(connection, "SELECT pg_advisory_xact_lock(%d, hashtext(current_schema() || ' migrates'))".formatted(LOCK));
        String columns = text(connection, """
                SELECT string_agg(column_name, ' ' ORDER BY ordinal_position) FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name = 'meta'
                """);
        if (columns.equals("null")) {
            return 0;
        }
        if (!columns.equals("one schema epoch snapshot store")) {
            throw new StoreException(
                    "the database %s has a table \"meta\" of another program: name another in ledger.url"
                            .formatted(source.address()));
        }
        return Integer.parseInt(text(connection, "SELECT schema FROM meta"));
    }

    @Override
    public String migration(int schema) {
        return Migrations.text(PostgresDatabase.class, schema);
    }

    @Override
    public void verify(Connection connection) throws SQLException {
        String id = text(connection, "SELECT store FROM meta");
        Optional<String> noted = LedgerPlace.elsewhere(folder);
        if (noted.isPresent() && !noted.get().equals(id)) {
            throw new StoreException(
                    "the store %s belongs to another ledger than the one in %s: set ledger.url to its own, or choose another folder with --store"
                            .formatted(folder, source.address()));
        }
        if (noted.isEmpty()) {
            if (!text(connection, "SELECT count(*) FROM segment").equals("0")) {
                throw new StoreException(
                        "the ledger in %s belongs to a store in another folder than %s: is the shared folder there? Set --store to it, or ledger.url to another database"
                                .formatted(source.address(), folder));
            }
            LedgerPlace.note(folder, id, source.address().toString());
        }
    }

    @Override
    public boolean mayPass(SQLException failure) {
        return PostgresFailure.mayPass(failure);
    }

    /// Somebody who waits at a terminal is told at once that there is no server; a coordinator may start before it.
    @Override
    public Duration patience() {
        return connected || access == Access.TAKE_OVER ? source.patience() : Duration.ZERO;
    }

    @Override
    public StoreException failure(String act, SQLException cause) {
        return PostgresFailure.of(source.address(), act, cause);
    }

    @Override
    public List<String> check(Connection connection) throws SQLException {
        List<String> problems = new ArrayList<>();
        for (String name : List.of("fsync", "full_page_writes")) {
            if (!setting(connection, name).equals("on")) {
                problems.add("the server at %s runs with %s off: a crash of its machine can damage the ledger"
                        .formatted(source.address().hosts(), name));
            }
        }
        return problems;
    }

    /// A copy has its ledger inside its folder, so that it can be read and moved without a server.
    @Override
    public void copy(Connection connection, Path other) throws SQLException {
        try (SqlLedger copy = new SqliteSource().open(other, Access.ALONE, clock)) {
            copy.take(LedgerRows.of(connection));
        }
        connection.rollback(); // nothing was changed
    }

    @Override
    public void renumber(Connection connection) throws SQLException {
        for (String table : List.of("sweep", "attempt", "segment", "audit", "token")) {
            text(
                    connection,
                    "SELECT setval(pg_get_serial_sequence('%1$s', 'id'), greatest(max(id), 1)) FROM %1$s"
                            .formatted(table));
        }
    }

    @Override
    public void close() {
        // Its sessions are closed one by one.
    }

    @Override
    public String toString() {
        return source.address().toString();
    }
}

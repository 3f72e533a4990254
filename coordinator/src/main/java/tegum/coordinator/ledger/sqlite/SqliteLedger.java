package tegum.coordinator.ledger.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.ledger.AuditRecord;
import tegum.coordinator.ledger.ChunkRecord;
import tegum.coordinator.ledger.EpochLostException;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerTransaction;
import tegum.coordinator.ledger.Priority;
import tegum.coordinator.ledger.Resolution;
import tegum.coordinator.ledger.Role;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.StoreLock;
import tegum.coordinator.ledger.StratumRecord;
import tegum.coordinator.ledger.SweepRecord;
import tegum.coordinator.ledger.SweepState;
import tegum.coordinator.ledger.TokenRecord;
import tegum.protocol.SweepVersion;

/// The ledger as the file `ledger.db` in the store's folder, opened by one writer alone.
///
/// The connection locks the file for itself before it turns to write-ahead logging, so there is no shared memory file
/// and no other process can open it; each commit is forced to disk.
public final class SqliteLedger implements Ledger {
    /// Latest schema: number of the last migration.
    public static final int SCHEMA = 2;

    /// Marks the file as a ledger of Tegum in SQLite's header: "TGUM".
    private static final int APPLICATION_ID = 0x5447554D;

    private static final String FILE = "ledger.db";

    private static final String TOKENS =
            "SELECT name, role, sha256, created_at, created_by FROM token WHERE revoked_at IS NULL";

    private final Path folder;
    private final StoreLock lock;
    final Connection connection;
    private final Clock clock;
    private final int openedSchema;
    private final long epoch;

    private SqliteLedger(Path folder, StoreLock lock, Connection connection, Clock clock) throws SQLException {
        this.folder = folder;
        this.lock = lock;
        this.connection = connection;
        this.clock = clock;
        this.openedSchema = migrate(folder, connection);
        this.epoch = claimEpoch(connection);
    }

    /// Opens the ledger of a store, making it if the folder has none, and claims the next epoch.
    ///
    /// @throws StoreException if another process writes the store, the folder is not writable, or the file is
    ///     foreign, damaged or of a later schema
    public static SqliteLedger open(Path folder, Clock clock) {
        StoreLock lock = StoreLock.take(folder);
        try {
            Connection connection = connect(folder);
            try {
                return new SqliteLedger(folder, lock, connection, clock);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            lock.close();
            throw StoreException.of(folder, "open", e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Connection connect(Path folder) throws SQLException {
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

    /// @return schema that it had before
    private static int migrate(Path folder, Connection connection) throws SQLException {
        int schema = 0;
        if (number(connection, "SELECT count(*) FROM sqlite_schema") > 0) {
            if (number(connection, "PRAGMA application_id") != APPLICATION_ID) {
                throw new StoreException("%s is a database of another program: choose another folder with --store"
                        .formatted(folder.resolve(FILE)));
            }
            schema = (int) number(connection, "SELECT schema FROM meta");
        }
        if (schema > SCHEMA) {
            throw new StoreException(
                    "the store %s was written by a later Tegum (schema %d, this one knows %d): use that version"
                            .formatted(folder, schema, SCHEMA));
        }
        for (int next = schema + 1; next <= SCHEMA; next++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                for (String sql : migration(next).split(";\\s*\n")) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
                statement.execute("UPDATE meta SET schema = " + next);
            }
            connection.commit();
        }
        return schema;
    }

    static String migration(int number) {
        String name = "%03d.sql".formatted(number);
        try (InputStream in = SqliteLedger.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("migration " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("migration " + name + " is unreadable", e);
        }
    }

    static long claimEpoch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE meta SET epoch = epoch + 1");
        }
        long claimed = number(connection, "SELECT epoch FROM meta");
        connection.commit();
        return claimed;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public long snapshot() {
        return read(() -> number(connection, "SELECT snapshot FROM meta"));
    }

    @Override
    public boolean holdsEpoch() {
        return read(() -> number(connection, "SELECT epoch FROM meta")) == epoch;
    }

    @Override
    public List<SweepRecord> sweeps() {
        return list(
                "SELECT name, version, state, priority, canonical, yaml, cells, trainings, submitted_at, submitted_by"
                        + " FROM sweep ORDER BY id",
                row -> new SweepRecord(
                        new SweepVersion(row.getString(1), row.getInt(2)),
                        SweepState.parse(row.getString(3)),
                        Priority.of(row.getInt(4)),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getLong(8),
                        Instant.ofEpochMilli(row.getLong(9)),
                        row.getString(10)));
    }

    @Override
    public List<StratumRecord> strata(SweepVersion sweep) {
        return list(
                "SELECT stratum, kernel_key, engine, numerics, t.trainings, done, reused, failed"
                        + " FROM stratum t JOIN sweep s ON s.id = t.sweep WHERE name = ? AND version = ? ORDER BY stratum",
                row -> new StratumRecord(
                        sweep,
                        row.getInt(1),
                        row.getString(2),
                        resolution(row.getString(3), row.getString(4)),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8)),
                sweep.name(),
                sweep.version());
    }

    private static Resolution resolution(@Nullable String engine, String numerics) {
        return engine == null ? new Resolution.Waiting() : new Resolution.Resolved(engine, numerics);
    }

    @Override
    public List<ChunkRecord> chunks(SweepVersion sweep, int stratum) {
        return list(
                "SELECT chunk, done, reused, failed FROM chunk c JOIN sweep s ON s.id = c.sweep"
                        + " WHERE name = ? AND version = ? AND stratum = ? ORDER BY chunk",
                row -> new ChunkRecord(
                        row.getInt(1), Words.of(row.getBytes(2)), Words.of(row.getBytes(3)), Words.of(row.getBytes(4))),
                sweep.name(),
                sweep.version(),
                stratum);
    }

    @Override
    public List<SegmentRecord> segments() {
        return list(
                "SELECT relation, owner, path, rows, bytes, crc32c FROM segment WHERE replaced_by IS NULL ORDER BY id",
                SqliteLedger::segment);
    }

    @Override
    public List<SegmentRecord> replaced() {
        return list(
                "SELECT relation, owner, path, rows, bytes, crc32c FROM segment WHERE replaced_by IS NOT NULL ORDER BY id",
                SqliteLedger::segment);
    }

    @Override
    public List<SegmentRecord> replacedBefore(Instant time) {
        return list(
                // One that another still points to stays with it, even if the clock was set back between them.
                "SELECT relation, owner, path, rows, bytes, crc32c FROM segment WHERE replaced_at < ?1 AND id NOT IN ("
                        + "SELECT replaced_by FROM segment WHERE replaced_at >= ?1) ORDER BY id",
                SqliteLedger::segment,
                time.toEpochMilli());
    }

    private static SegmentRecord segment(ResultSet row) throws SQLException {
        return new SegmentRecord(
                row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5), row.getLong(6));
    }

    @Override
    public List<AuditRecord> audit() {
        return list(
                "SELECT at, who, act, subject, reason FROM audit ORDER BY id",
                row -> new AuditRecord(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)));
    }

    @Override
    public List<TokenRecord> tokens() {
        return list(TOKENS + " ORDER BY name", SqliteLedger::token);
    }

    @Override
    public Optional<TokenRecord> token(String hash) {
        return list(
                        TOKENS + " AND sha256 = ?",
                        SqliteLedger::token,
                        HexFormat.of().parseHex(hash))
                .stream()
                .findFirst();
    }

    private static TokenRecord token(ResultSet row) throws SQLException {
        return new TokenRecord(
                row.getString(1),
                Role.named(row.getString(2)).orElseThrow(),
                HexFormat.of().formatHex(row.getBytes(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5));
    }

    @Override
    public <T> T transact(Function<LedgerTransaction, T> work) {
        try {
            try (PreparedStatement fence =
                    connection.prepareStatement("UPDATE meta SET snapshot = snapshot + 1 WHERE epoch = ?")) {
                fence.setLong(1, epoch);
                if (fence.executeUpdate() != 1) {
                    throw new EpochLostException(epoch, number(connection, "SELECT epoch FROM meta"));
                }
            }
            T result = work.apply(new SqliteTransaction(connection, clock));
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollback(e);
            throw StoreException.of(folder, "write", e);
        } catch (SqliteTransaction.FailedException e) {
            rollback(e);
            throw StoreException.of(folder, "write", e.cause());
        } catch (RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    private void rollback(Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public List<String> check() {
        List<String> problems = new ArrayList<>();
        for (String line : list("PRAGMA integrity_check", row -> row.getString(1))) {
            if (!line.equals("ok")) {
                problems.add("%s is damaged: %s".formatted(FILE, line));
            }
        }
        return problems;
    }

    /// The schema as SQLite has it, one statement a line.
    List<String> statements() {
        return list(
                "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name",
                row -> row.getString(1).replaceAll("\\s+", " "));
    }

    @Override
    public void close() {
        try (lock) {
            connection.close();
        } catch (SQLException e) {
            throw StoreException.of(folder, "close", e);
        }
    }

    @Override
    public int openedSchema() {
        return openedSchema;
    }

    @Override
    public int schema() {
        return SCHEMA;
    }

    @Override
    public void copyInto(Path other) {
        try {
            connection.setAutoCommit(true); // a copy cannot be made inside a transaction
            try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
                copy.setString(1, other.resolve(FILE).toString());
                copy.execute();
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            throw StoreException.of(other, "write a backup to", e);
        }
    }

    private <T> List<T> list(String sql, Row<T> row, Object... arguments) {
        return read(() -> {
            List<T> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                SqliteTransaction.bind(statement, arguments);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(row.read(rows));
                    }
                }
            }
            return found;
        });
    }

    private <T> T read(Read<T> read) {
        try {
            T result = read.run();
            connection.commit(); // reading began a transaction
            return result;
        } catch (SQLException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /// Whether the folder has a ledger.
    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    @Override
    public String toString() {
        return "SqliteLedger[" + folder + ", epoch " + epoch + "]";
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Read<T> {
        T run() throws SQLException;
    }

    /// Bits as SQLite keeps them: words in little-endian order.
    static final class Words {
        private Words() {}

        static long[] of(byte[] bytes) {
            long[] words = new long[ChunkRecord.WORDS];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer()
                    .get(words, 0, bytes.length / Long.BYTES);
            return words;
        }

        /// Trailing zero words are left out: most chunks have no failed training.
        static byte[] bytes(long[] words) {
            int count = words.length;
            while (count > 0 && words[count - 1] == 0) {
                count--;
            }
            ByteBuffer buffer = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asLongBuffer().put(Arrays.copyOf(words, count));
            return buffer.array();
        }
    }
}

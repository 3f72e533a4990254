package tegum.coordinator.ledger.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
import tegum.coordinator.ledger.StratumRecord;
import tegum.coordinator.ledger.SweepRecord;
import tegum.coordinator.ledger.SweepState;
import tegum.coordinator.ledger.TokenRecord;
import tegum.protocol.SweepVersion;

/// The ledger in the tables of an SQL database.
///
/// Each transaction begins by counting the snapshot up, in the one row that also has the epoch: where the epoch is not
/// ours any more no row is changed, and until it ends nobody else can claim one. A transaction whose commit got no
/// answer
/// is resolved by reading that row again, behind whatever still holds it.
public final class SqlLedger implements Ledger {
    private static final String SEGMENTS = "SELECT relation, owner, path, rows, bytes, crc32c FROM segment";
    private static final String TOKENS =
            "SELECT name, role, sha256, created_at, created_by FROM token WHERE revoked_at IS NULL";

    private final SqlDatabase database;
    private final Clock clock;
    private final SqlSession session;
    private final Map<SweepVersion, Long> ids = new HashMap<>();
    private final int openedSchema;
    private final long epoch;
    private @Nullable StoreException unresolved;

    private SqlLedger(SqlDatabase database, Clock clock, SqlSession session) {
        this.database = database;
        this.clock = clock;
        this.session = session;
        this.openedSchema = session.persistently("open", this::migrate);
        this.epoch = session.persistently("open", SqlLedger::claim);
    }

    /// Opens the ledger, making it if there is none, and claims the next epoch. Closing it closes the database.
    ///
    /// @throws StoreException if that fails; the database is closed then
    public static SqlLedger open(SqlDatabase database, Clock clock) {
        SqlSession session = new SqlSession(database);
        try {
            return new SqlLedger(database, clock, session);
        } catch (RuntimeException e) {
            try (database) {
                session.close();
            } catch (SQLException failed) {
                e.addSuppressed(failed);
            }
            throw e;
        }
    }

    /// @return schema that it had before
    private int migrate(Connection connection) throws SQLException {
        int schema = database.schemaOf(connection);
        if (schema > database.schema()) {
            throw new StoreException(
                    "the ledger was written by a later Tegum (schema %d, this one knows %d): use that version"
                            .formatted(schema, database.schema()));
        }
        for (int next = schema + 1; next <= database.schema(); next++) {
            try (Statement statement = connection.createStatement()) {
                for (String sql : database.migration(next).split(";\\s*\n")) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
                statement.execute("UPDATE meta SET schema = " + next);
            }
        }
        connection.commit();
        database.verify(connection);
        connection.commit();
        return schema;
    }

    /// Claims an epoch greater than every earlier one.
    private static long claim(Connection connection) throws SQLException {
        long claimed = SqlStatements.number(connection, "UPDATE meta SET epoch = epoch + 1 RETURNING epoch");
        connection.commit();
        return claimed;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public long snapshot() {
        return read(connection -> SqlStatements.number(connection, "SELECT snapshot FROM meta"));
    }

    @Override
    public boolean holdsEpoch() {
        return unresolved == null
                && read(connection -> SqlStatements.number(connection, "SELECT epoch FROM meta")) == epoch;
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
                        row.getInt(1),
                        ChunkWords.of(row.getBytes(2)),
                        ChunkWords.of(row.getBytes(3)),
                        ChunkWords.of(row.getBytes(4))),
                sweep.name(),
                sweep.version(),
                stratum);
    }

    @Override
    public List<SegmentRecord> segments() {
        return list(SEGMENTS + " WHERE replaced_by IS NULL ORDER BY id", SqlLedger::segment);
    }

    @Override
    public List<SegmentRecord> replaced() {
        return list(SEGMENTS + " WHERE replaced_by IS NOT NULL ORDER BY id", SqlLedger::segment);
    }

    @Override
    public List<SegmentRecord> replacedBefore(Instant time) {
        return list(
                // One that another still points to stays with it, even if the clock was set back between them.
                SEGMENTS + " WHERE replaced_at < ? AND id NOT IN ("
                        + "SELECT replaced_by FROM segment WHERE replaced_at >= ?) ORDER BY id",
                SqlLedger::segment,
                time.toEpochMilli(),
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
        // Sorted here: databases order letters by their own rules.
        return list(TOKENS, SqlLedger::token).stream()
                .sorted(Comparator.comparing(TokenRecord::name))
                .toList();
    }

    @Override
    public Optional<TokenRecord> token(String hash) {
        return list(TOKENS + " AND sha256 = ?", SqlLedger::token, HexFormat.of().parseHex(hash)).stream()
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
        if (unresolved != null) {
            throw unresolved;
        }
        return session.persistently("write", connection -> transact(connection, work));
    }

    private <T> T transact(Connection connection, Function<LedgerTransaction, T> work) throws SQLException {
        long snapshot = fence(connection);
        SqlTransaction transaction = new SqlTransaction(connection, clock, ids);
        T result;
        try {
            result = work.apply(transaction);
            transaction.flush();
        } catch (SqlTransaction.FailedException e) {
            throw e.cause();
        }
        commit(connection, snapshot);
        ids.putAll(transaction.found());
        return result;
    }

    /// Begins a transaction that nobody can overtake.
    ///
    /// @return the snapshot that it will have made
    private long fence(Connection connection) throws SQLException {
        List<Long> snapshot = SqlStatements.list(
                connection,
                "UPDATE meta SET snapshot = snapshot + 1 WHERE epoch = ? RETURNING snapshot",
                row -> row.getLong(1),
                epoch);
        if (snapshot.isEmpty()) {
            throw new EpochLostException(epoch, SqlStatements.number(connection, "SELECT epoch FROM meta"));
        }
        return snapshot.getFirst();
    }

    /// Commits. If no answer comes, the database is asked what has become of it.
    private void commit(Connection connection, long snapshot) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (!database.mayPass(e) || !happened(snapshot, e)) {
                throw e;
            }
        }
    }

    private boolean happened(long snapshot, SQLException lost) {
        session.drop(lost);
        try {
            return session.persistently("read", connection -> {
                // Writing the row waits for whoever holds it: our own transaction may still be on its way.
                List<long[]> row = SqlStatements.list(
                        connection, "UPDATE meta SET snapshot = snapshot RETURNING epoch, snapshot", found ->
                                new long[] {found.getLong(1), found.getLong(2)});
                connection.rollback();
                if (row.getFirst()[0] != epoch) {
                    throw new EpochLostException(epoch, row.getFirst()[0]);
                }
                return row.getFirst()[1] >= snapshot;
            });
        } catch (EpochLostException e) {
            throw e;
        } catch (StoreException e) {
            unresolved = new StoreException(
                    "%s; whether the last commit has happened is not known, so this process stops: start it again, nothing is lost"
                            .formatted(e.getMessage()),
                    e);
            throw unresolved;
        }
    }

    @Override
    public List<String> check() {
        return read(database::check);
    }

    @Override
    public int openedSchema() {
        return openedSchema;
    }

    @Override
    public int schema() {
        return database.schema();
    }

    /// Takes over all rows of another ledger, its epoch and its snapshot. This one is of no use but to be closed then.
    public void take(LedgerRows rows) {
        session.persistently("write", connection -> {
            rows.into(connection);
            database.renumber(connection);
            connection.commit();
            return true;
        });
    }

    @Override
    public void copyInto(Path other) {
        session.persistently("copy", connection -> {
            database.copy(connection, other);
            return true;
        });
    }

    private <T> List<T> list(String sql, SqlStatements.Row<T> row, Object... arguments) {
        return read(connection -> SqlStatements.list(connection, sql, row, arguments));
    }

    private <T> T read(SqlSession.Step<T> step) {
        return session.persistently("read", connection -> {
            T result = step.run(connection);
            connection.commit(); // reading began a transaction
            return result;
        });
    }

    @Override
    public void close() {
        try (database) {
            session.close();
        } catch (SQLException e) {
            throw database.failure("close", e);
        }
    }

    @Override
    public String toString() {
        return "SqlLedger[" + database + ", epoch " + epoch + "]";
    }
}

package tegum.coordinator.ledger.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.ledger.AttemptRecord;
import tegum.coordinator.ledger.AuditRecord;
import tegum.coordinator.ledger.ChunkRecord;
import tegum.coordinator.ledger.LedgerTransaction;
import tegum.coordinator.ledger.Priority;
import tegum.coordinator.ledger.Resolution;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StratumRecord;
import tegum.coordinator.ledger.SweepRecord;
import tegum.coordinator.ledger.SweepState;
import tegum.coordinator.ledger.TokenRecord;
import tegum.protocol.SweepVersion;

/// Writes the changes of one transaction.
final class SqlTransaction implements LedgerTransaction {
    private final Connection connection;
    private final Clock clock;
    private final Map<SweepVersion, Long> ids;
    private final Map<SweepVersion, Long> found = new HashMap<>();
    private final SqlBatch batch;

    /// @param ids of sweeps that earlier transactions have looked up
    SqlTransaction(Connection connection, Clock clock, Map<SweepVersion, Long> ids) {
        this.connection = connection;
        this.clock = clock;
        this.ids = ids;
        this.batch = new SqlBatch(connection);
    }

    @Override
    public void addSweep(SweepRecord sweep) {
        write(
                "INSERT INTO sweep (name, version, state, priority, canonical, yaml, cells, trainings, submitted_at, submitted_by)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                sweep.sweep().name(),
                sweep.sweep().version(),
                sweep.state().text(),
                sweep.priority().weight(),
                sweep.canonical(),
                sweep.yaml(),
                sweep.cells(),
                sweep.trainings(),
                sweep.submittedAt().toEpochMilli(),
                sweep.submittedBy());
    }

    @Override
    public void setState(SweepVersion sweep, SweepState state) {
        write("UPDATE sweep SET state = ? WHERE id = ?", state.text(), id(sweep));
    }

    @Override
    public void setPriority(SweepVersion sweep, Priority priority) {
        write("UPDATE sweep SET priority = ? WHERE id = ?", priority.weight(), id(sweep));
    }

    @Override
    public void putStratum(StratumRecord stratum) {
        boolean resolved = stratum.resolution() instanceof Resolution.Resolved;
        write(
                "INSERT INTO stratum (sweep, stratum, kernel_key, engine, numerics, trainings, done, reused, failed)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sweep, stratum) DO UPDATE SET engine = excluded.engine,"
                        + " numerics = excluded.numerics, done = excluded.done, reused = excluded.reused,"
                        + " failed = excluded.failed",
                id(stratum.sweep()),
                stratum.stratum(),
                stratum.kernelKey(),
                resolved ? ((Resolution.Resolved) stratum.resolution()).engine() : null,
                resolved ? ((Resolution.Resolved) stratum.resolution()).numerics() : null,
                stratum.trainings(),
                stratum.done(),
                stratum.reused(),
                stratum.failed());
    }

    @Override
    public void putChunk(SweepVersion sweep, int stratum, ChunkRecord chunk) {
        write(
                "INSERT INTO chunk (sweep, stratum, chunk, done, reused, failed) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (sweep, stratum, chunk) DO UPDATE SET done = excluded.done, reused = excluded.reused,"
                        + " failed = excluded.failed",
                id(sweep),
                stratum,
                chunk.chunk(),
                ChunkWords.bytes(chunk.done()),
                ChunkWords.bytes(chunk.reused()),
                ChunkWords.bytes(chunk.failed()));
    }

    @Override
    public void addSegment(SegmentRecord segment) {
        write(
                "INSERT INTO segment (relation, owner, path, rows, bytes, crc32c, registered_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                segment.relation(),
                segment.owner(),
                segment.path(),
                segment.rows(),
                segment.bytes(),
                segment.crc32c(),
                clock.millis());
    }

    @Override
    public void replaceSegment(SegmentRecord old, SegmentRecord by) {
        try {
            batch.addForOneRow(
                    "%s does not replace %s".formatted(by.path(), old.path()),
                    "UPDATE segment SET replaced_by = (SELECT id FROM segment WHERE path = ?), replaced_at = ?"
                            + " WHERE path = ? AND replaced_by IS NULL"
                            + " AND EXISTS (SELECT 1 FROM segment WHERE path = ?)",
                    by.path(),
                    clock.millis(),
                    old.path(),
                    by.path());
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    @Override
    public void removeReplaced(SegmentRecord replaced) {
        write("DELETE FROM segment WHERE path = ? AND replaced_by IS NOT NULL", replaced.path());
    }

    @Override
    public void addAudit(AuditRecord audit) {
        write(
                "INSERT INTO audit (at, who, act, subject, reason) VALUES (?, ?, ?, ?, ?)",
                audit.at().toEpochMilli(),
                audit.who(),
                audit.act(),
                audit.subject(),
                audit.reason());
    }

    @Override
    public void addToken(TokenRecord token) {
        if (number("SELECT count(*) FROM token WHERE name = ? AND revoked_at IS NULL", token.name()) > 0) {
            throw new IllegalArgumentException("there is a token of " + token.name() + " already");
        }
        write(
                "INSERT INTO token (name, sha256, role, created_at, created_by) VALUES (?, ?, ?, ?, ?)",
                token.name(),
                HexFormat.of().parseHex(token.hash()),
                token.role().text(),
                token.createdAt().toEpochMilli(),
                token.createdBy());
    }

    @Override
    public boolean revokeToken(String name, Instant at) {
        long held = number("SELECT count(*) FROM token WHERE name = ? AND revoked_at IS NULL", name);
        write("UPDATE token SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL", at.toEpochMilli(), name);
        return held == 1;
    }

    @Override
    public int addAttempt(AttemptRecord attempt) {
        long sweep = id(attempt.sweep());
        write(
                "INSERT INTO attempt (sweep, stratum, from_index, to_index, kind, text, worker, at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                sweep,
                attempt.stratum(),
                attempt.range().from(),
                attempt.range().to(),
                attempt.kind().name(),
                attempt.text(),
                attempt.worker().name(),
                attempt.at().toEpochMilli());
        return (int) number(
                "SELECT count(*) FROM attempt WHERE sweep = ? AND stratum = ? AND from_index = ? AND to_index = ?",
                sweep,
                attempt.stratum(),
                attempt.range().from(),
                attempt.range().to());
    }

    /// Ids of sweeps, which this transaction has looked up.
    Map<SweepVersion, Long> found() {
        return found;
    }

    /// Writes what waits.
    void flush() throws SQLException {
        batch.flush();
    }

    private long id(SweepVersion sweep) {
        Long known = ids.get(sweep);
        return known != null ? known : found.computeIfAbsent(sweep, this::find);
    }

    private long find(SweepVersion sweep) {
        long id = number("SELECT id FROM sweep WHERE name = ? AND version = ?", sweep.name(), sweep.version());
        if (id == 0) {
            throw new IllegalArgumentException("the ledger has no sweep " + sweep);
        }
        return id;
    }

    private long number(String sql, Object... arguments) {
        try {
            batch.flush();
            return SqlStatements.number(connection, sql, arguments);
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    private void write(String sql, @Nullable Object... arguments) {
        try {
            batch.add(sql, arguments);
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    /// Carries a database error out of the work of a transaction, which rolls it back.
    static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException cause;

        FailedException(SQLException cause) {
            super(cause);
            this.cause = cause;
        }

        SQLException cause() {
            return cause;
        }
    }
}

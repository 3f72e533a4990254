package tegum.coordinator.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import tegum.coordinator.dataset.DataSet.StagedSegment;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;

/// Merges segments of one relation into one, in a DuckDB of its own, so that the writer's goes on meanwhile.
///
/// Rows are sorted by cell: then a query for some cells reads some row groups. Weights and recorded steps that are kept
/// as the best of their cell and are not are left out; no view shows them. A segment is read only after its checksum:
/// what is damaged must not get a new one.
///
/// Not thread-safe.
public final class SegmentMerger implements AutoCloseable {
    private static final String TMP = "data/tmp";
    private static final String SPILL = TMP + "/merging";

    private final Path folder;
    private final DuckDBConnection connection;

    private SegmentMerger(Path folder, DuckDBConnection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    /// Opens the data set of a store for merging.
    ///
    /// @throws StoreException if that fails
    public static SegmentMerger open(Path folder) {
        try {
            Files.createDirectories(folder.resolve(TMP));
            DuckDBConnection connection = MemoryDatabase.open(statement -> {
                statement.execute("SET threads = 1");
                statement.execute("SET memory_limit = '512MB'");
                statement.execute("SET temp_directory = "
                        + Sql.text(folder.resolve(SPILL).toAbsolutePath().toString()));
            });
            return new SegmentMerger(folder, connection);
        } catch (IOException | SQLException e) {
            throw StoreException.of(folder, "open", e);
        }
    }

    /// Writes the rows of some segments as one below `data/tmp` and forces it to disk.
    ///
    /// @param sources segments of one relation and owner
    /// @param name `<epoch>-<sequence>`, never used before
    /// @throws StoreException if a source is damaged or that fails; nothing is left behind
    public StagedSegment merge(List<SegmentRecord> sources, String name) {
        SegmentRecord first = sources.getFirst();
        Relation relation = Relation.named(first.relation());
        SegmentDraft draft = new SegmentDraft(folder, relation.text(), first.owner(), name);
        try {
            for (SegmentRecord source : sources) {
                Path path = folder.resolve(source.path());
                if (Files.size(path) != source.bytes() || DataSet.crc32c(path) != source.crc32c()) {
                    throw new StoreException(
                            "%s is damaged and is not merged: restore it from a backup".formatted(source.path()));
                }
            }
            try (Statement statement = connection.createStatement()) {
                draft.copy(statement, query(relation, sources));
            }
            long rows = rows(draft.file());
            long before = sources.stream().mapToLong(SegmentRecord::rows).sum();
            if (rows > before || (rows < before && !mayDrop(relation))) {
                throw new StoreException("merging %d segments of %s gave %d of %d rows"
                        .formatted(sources.size(), relation.text(), rows, before));
            }
            return draft.staged(rows);
        } catch (SQLException | IOException e) {
            draft.remove(e);
            throw StoreException.of(folder, "merge segments of", e);
        } catch (StoreException e) {
            draft.remove(e);
            throw e;
        }
    }

    private static boolean mayDrop(Relation relation) {
        return relation == Relation.WEIGHTS || relation == Relation.TRAJECTORIES;
    }

    private String query(Relation relation, List<SegmentRecord> sources) {
        String files = sources.stream()
                .map(source -> quoted(folder.resolve(source.path())))
                .collect(Collectors.joining(", ", "read_parquet([", "])"));
        String columns = Views.columns(relation.stored());
        return switch (relation) {
            case WEIGHTS -> """
                SELECT %s FROM %s QUALIFY kept = 'all' OR row_number() OVER (
                  PARTITION BY cell, stream, numerics ORDER BY loss NULLS LAST, replicate) = 1
                ORDER BY cell, stream, replicate""".formatted(columns, files);
            case TRAJECTORIES -> """
                WITH recorded AS (SELECT *, last(loss ORDER BY step) OVER (
                    PARTITION BY cell, stream, replicate, numerics) AS final FROM %s)
                SELECT %s FROM recorded QUALIFY kept = 'all' OR dense_rank() OVER (
                  PARTITION BY cell, stream, numerics ORDER BY final, replicate) = 1
                ORDER BY cell, stream, replicate, step""".formatted(files, columns);
            case TRAININGS -> "SELECT %s FROM %s ORDER BY cell, stream, replicate".formatted(columns, files);
            case CELLS, SWEEP_CELLS -> "SELECT %s FROM %s ORDER BY cell".formatted(columns, files);
            case SWEEPS, AXES, FAILURES, CHECKS, WORKERS, AUDIT -> "SELECT %s FROM %s".formatted(columns, files);
            case FEATURES, COMPONENTS ->
                throw new IllegalArgumentException("%s has no files".formatted(relation.text()));
        };
    }

    private long rows(Path file) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*) FROM read_parquet(%s)".formatted(quoted(file)))) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static String quoted(Path file) {
        return Sql.text(file.toAbsolutePath().toString());
    }

    @Override
    public void close() {
        MemoryDatabase.close(folder, connection);
    }
}

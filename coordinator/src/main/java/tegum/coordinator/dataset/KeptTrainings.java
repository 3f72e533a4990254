package tegum.coordinator.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import tegum.coordinator.dataset.DataSet.StagedSegment;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;
import tegum.measure.Component;
import tegum.measure.Measurement;
import tegum.protocol.TrainingResult.Weights;
import tegum.protocol.TrainingResult.WeightsDigest;

/// Stored trainings whose weights are kept, and new rows of them with other statistics.
///
/// The rows never leave DuckDB: of a new row only what follows from the weights is written, everything else is the old
/// row's. In a DuckDB of its own, so that all processors read. Not thread-safe; for the one writer of the store.
public final class KeptTrainings implements AutoCloseable {
    /// The columns of `trainings` that follow from the weights, in the order in which they are written.
    private static final List<String> MEASURED = List.of(
            "frobenius_sq",
            "dims_per_feature",
            "dimensionality_sum",
            "interference_mean",
            "rank",
            "composition",
            "norm",
            "dimensionality",
            "interference",
            "bias",
            "component_class",
            "component_rank",
            "component_dimensionality",
            "component_size",
            "component_members");

    private final Path folder;
    private final DuckDBConnection connection;

    private KeptTrainings(Path folder, DuckDBConnection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    /// Opens the data set of a store.
    ///
    /// @throws StoreException if it cannot be read
    public static KeptTrainings open(Path folder) {
        try {
            DuckDBConnection connection = MemoryDatabase.open(statement -> {
                statement.execute("SET memory_limit = '1GB'");
                statement.execute("SET temp_directory = "
                        + Sql.text(folder.resolve(DataSet.TMP).toString()));
                statement.execute("CREATE TABLE places (place BIGINT, own BIGINT)");
                statement.execute("CREATE TABLE measured (row_taken INTEGER, %s)"
                        .formatted(Relation.TRAININGS.stored().stream()
                                .filter(column -> MEASURED.contains(column.name()))
                                .map(column ->
                                        column.quoted() + " " + column.type().sql())
                                .collect(Collectors.joining(", "))));
            });
            return new KeptTrainings(folder, connection);
        } catch (SQLException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    /// Which rows are wanted.
    ///
    /// @param owners versions that may have trained them
    /// @param keepers versions that may have kept their weights
    /// @param numerics of all of them
    /// @param measurement how they were measured
    /// @param replicates those below
    public record Wanted(
            Set<String> owners, Set<String> keepers, long stream, String numerics, String measurement, int replicates) {
        public Wanted {
            owners = Set.copyOf(owners);
            keepers = Set.copyOf(keepers);
        }
    }

    /// Cells of a version.
    ///
    /// @param version whose positions `there` are
    /// @param stratum whose positions `there` are
    /// @param there positions of the cells in that stratum
    /// @param own a number of the caller's for each, given back with its trainings
    public record Places(String version, int stratum, long[] there, long[] own) {}

    /// A training whose weights are kept, or which has none because it diverged.
    ///
    /// @param row number of the row that was taken
    /// @param own the caller's number of its cell
    /// @param weights empty if it diverged
    /// @param digest of its weights, as its row says
    public record Kept(int row, long own, int replicate, Optional<Weights> weights, Optional<WeightsDigest> digest) {}

    /// Takes the trainings of some cells that are there with their weights. Those taken before are let go.
    ///
    /// @param segments the registered files
    /// @throws StoreException if a file cannot be read
    public List<Kept> take(List<SegmentRecord> segments, Wanted wanted, Places places) {
        String trainings = files(folder, segments, Relation.TRAININGS, wanted.owners);
        String cells = files(folder, segments, Relation.SWEEP_CELLS, Set.of(places.version));
        String weights = files(folder, segments, Relation.WEIGHTS, wanted.keepers);
        if (trainings.isEmpty() || cells.isEmpty()) {
            return List.of();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE places");
            try (SegmentRows rows = new SegmentRows(connection.createAppender("places"))) {
                for (int k = 0; k < places.there.length; k++) {
                    rows.number(places.there[k]).number(places.own[k]).end();
                }
            }
            String key = "stream = %d AND numerics = %s AND replicate < %d"
                    .formatted(wanted.stream, Sql.text(wanted.numerics), wanted.replicates);
            statement.execute("""
                    CREATE OR REPLACE TABLE taken AS
                    WITH cells AS MATERIALIZED (
                      SELECT cell, own FROM read_parquet([%s]) JOIN places ON place = position WHERE stratum = %d),
                    kept AS (%s)
                    SELECT (row_number() OVER ())::INTEGER AS row_taken, own, trained.*, kept.w, kept.b
                    FROM read_parquet([%s]) trained JOIN cells USING (cell) LEFT JOIN kept USING (cell, replicate)
                    WHERE %s AND measurement = %s AND (kept.w IS NOT NULL OR outcome = 'diverged')
                    """.formatted(
                            cells,
                            places.stratum,
                            weights.isEmpty()
                                    ? "SELECT '' AS cell, 0 AS replicate, NULL::FLOAT[] AS w, NULL::FLOAT[] AS b WHERE false"
                                    : "SELECT cell, replicate, any_value(w) AS w, any_value(b) AS b FROM read_parquet([%s]) JOIN cells USING (cell) WHERE %s GROUP BY ALL"
                                            .formatted(weights, key),
                            trainings,
                            key,
                            Sql.text(wanted.measurement)));
            return kept(statement);
        } catch (SQLException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    static String files(Path folder, List<SegmentRecord> segments, Relation relation, Set<String> owners) {
        return segments.stream()
                .filter(segment -> segment.relation().equals(relation.text()) && owners.contains(segment.owner()))
                .map(segment ->
                        Sql.text(folder.resolve(segment.path()).toAbsolutePath().toString()))
                .collect(Collectors.joining(", "));
    }

    private static List<Kept> kept(Statement statement) throws SQLException {
        List<Kept> kept = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT row_taken, own, replicate, digest, w, b FROM taken ORDER BY row_taken")) {
            while (rows.next()) {
                String digest = rows.getString(4);
                kept.add(new Kept(
                        rows.getInt(1),
                        rows.getLong(2),
                        rows.getInt(3),
                        digest == null ? Optional.empty() : Optional.of(new Weights(floats(rows, 5), floats(rows, 6))),
                        digest == null ? Optional.empty() : Optional.of(WeightsDigest.parse(digest))));
            }
        }
        return kept;
    }

    private static float[] floats(ResultSet rows, int column) throws SQLException {
        Object[] boxed = (Object[]) rows.getArray(column).getArray();
        float[] values = new float[boxed.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = (Float) boxed[k];
        }
        return values;
    }

    /// A row that was taken, with the statistics of its new one; a diverged training has none.
    public record Remeasured(int row, Optional<Measurement> measurement) {}

    /// Writes new rows of trainings that were taken last as a segment below `data/tmp`, forced to disk.
    ///
    /// @param owner version whose rows they will be
    /// @param name `<epoch>-<sequence>`, never used before
    /// @param measurement hash of the new measurement
    /// @param rows at least one
    /// @throws StoreException if that fails; nothing is left behind
    public StagedSegment stage(String owner, String name, String measurement, Instant at, List<Remeasured> rows) {
        SegmentDraft draft = new SegmentDraft(folder, Relation.TRAININGS.text(), owner, name);
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE measured");
                try (SegmentRows appended = new SegmentRows(connection.createAppender("measured"))) {
                    rows.forEach(row -> append(appended, row));
                }
                draft.copy(
                        statement,
                        "SELECT %s FROM taken JOIN measured USING (row_taken)".formatted(columns(measurement, at)));
            }
            return draft.staged(rows.size());
        } catch (SQLException | IOException e) {
            draft.remove(e);
            throw StoreException.of(folder, "write", e);
        } catch (SegmentRows.FailedException e) {
            throw StoreException.of(folder, "write", e.cause());
        }
    }

    private static String columns(String measurement, Instant at) {
        return Relation.TRAININGS.stored().stream()
                .map(column -> switch (column.name()) {
                    case "measurement" -> Sql.text(measurement) + " AS measurement";
                    case "remeasured_at" -> "make_timestamp(%d) AS remeasured_at".formatted(at.toEpochMilli() * 1000);
                    default -> (MEASURED.contains(column.name()) ? "measured." : "taken.") + column.quoted();
                })
                .collect(Collectors.joining(", "));
    }

    private static void append(SegmentRows rows, Remeasured row) {
        rows.number(row.row);
        row.measurement.ifPresentOrElse(measurement -> append(rows, measurement), () -> rows.absent(MEASURED.size()));
        rows.end();
    }

    private static void append(SegmentRows rows, Measurement measurement) {
        List<Component> components = measurement.components();
        rows.number(measurement.frobeniusSq())
                .number(measurement.dimsPerFeature())
                .number(measurement.dimensionalitySum())
                .number(measurement.interferenceMean())
                .number(measurement.rank())
                .text(measurement.composition())
                .numbers(measurement.norm().toArray())
                .numbers(measurement.dimensionality().toArray())
                .numbers(measurement.interference().toArray())
                .numbers(measurement.bias().toArray())
                .texts(components.stream().map(part -> part.shape().text()).toList())
                .numbers(components.stream().mapToInt(Component::rank).toArray())
                .numbers(components.stream()
                        .mapToDouble(Component::dimensionality)
                        .toArray())
                .numbers(components.stream().mapToInt(Component::size).toArray())
                .numbers(components.stream()
                        .flatMap(part -> part.members().stream())
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    @Override
    public void close() {
        MemoryDatabase.close(folder, connection);
    }
}

package tegum.coordinator.dataset;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.dataset.KeptTrainings.Wanted;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;
import tegum.measure.Component;
import tegum.measure.Measurement;
import tegum.protocol.TrainingResult.Weights;

/// Reads stored trainings whole, every column as it lies there, with their kept weights.
///
/// From the files that the caller names, so that one damaged file does not hide the others. Not thread-safe.
public final class TrainingRows implements AutoCloseable {
    private final Path folder;
    private final DuckDBConnection connection;

    private TrainingRows(Path folder, DuckDBConnection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    /// Opens the data set of a store.
    ///
    /// @throws StoreException if it cannot be read
    public static TrainingRows open(Path folder) {
        try {
            DuckDBConnection connection = MemoryDatabase.open(statement -> {
                statement.execute("SET memory_limit = '1GB'");
                statement.execute("CREATE TABLE asked (cell VARCHAR, replicate INTEGER)");
            });
            return new TrainingRows(folder, connection);
        } catch (SQLException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    /// A training that is asked for.
    ///
    /// @param cell id of its cell
    public record Asked(String cell, int replicate) {}

    /// A stored training.
    ///
    /// @param columns its row, by name; a list of numbers as a `List`
    /// @param weights those that are kept; several if they lie there several times
    public record Row(Map<String, @Nullable Object> columns, List<Weights> weights) {
        public Row {
            weights = List.copyOf(weights);
        }
    }

    /// The rows of some trainings: none if it is not in these files, several if it is stored more than once.
    ///
    /// @param segments files to read
    /// @throws StoreException if a file cannot be read
    public Map<Asked, List<Row>> read(List<SegmentRecord> segments, Wanted wanted, List<Asked> asked) {
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE asked");
            }
            try (SegmentRows rows = new SegmentRows(connection.createAppender("asked"))) {
                asked.forEach(training ->
                        rows.text(training.cell).number(training.replicate).end());
            }
            Map<Asked, List<Weights>> weights = weights(segments, wanted);
            Map<Asked, List<Row>> rows = new LinkedHashMap<>();
            String measured = " AND measurement = " + Sql.text(wanted.measurement());
            for (Map<String, @Nullable Object> columns : ask(segments, Relation.TRAININGS, wanted, measured)) {
                Asked key = key(columns);
                rows.computeIfAbsent(key, _ -> new ArrayList<>())
                        .add(new Row(columns, weights.getOrDefault(key, List.of())));
            }
            return rows;
        } catch (SQLException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    private Map<Asked, List<Weights>> weights(List<SegmentRecord> segments, Wanted wanted) throws SQLException {
        Map<Asked, List<Weights>> weights = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> columns : ask(segments, Relation.WEIGHTS, wanted, "")) {
            weights.computeIfAbsent(key(columns), _ -> new ArrayList<>())
                    .add(new Weights(floats(columns.get("w")), floats(columns.get("b"))));
        }
        return weights;
    }

    private static Asked key(Map<String, @Nullable Object> columns) {
        return new Asked(
                String.valueOf(columns.get("cell")), Integer.parseInt(String.valueOf(columns.get("replicate"))));
    }

    private List<Map<String, @Nullable Object>> ask(
            List<SegmentRecord> segments, Relation relation, Wanted wanted, String more) throws SQLException {
        String files = KeptTrainings.files(
                folder, segments, relation, relation == Relation.WEIGHTS ? wanted.keepers() : wanted.owners());
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        if (files.isEmpty()) {
            return found;
        }
        Statement statement = connection.createStatement();
        try (Answer answer = new Answer(statement, statement.executeQuery("""
                        SELECT %s FROM read_parquet([%s]) SEMI JOIN asked USING (cell, replicate)
                        WHERE stream = %d AND numerics = %s AND replicate < %d%s ORDER BY cell, replicate""".formatted(
                        relation.stored().stream().map(Column::quoted).collect(Collectors.joining(", ")),
                        files,
                        wanted.stream(),
                        Sql.text(wanted.numerics()),
                        wanted.replicates(),
                        more)))) {
            Optional<List<@Nullable Object>> row = answer.next();
            while (row.isPresent()) {
                Map<String, @Nullable Object> columns = new LinkedHashMap<>();
                for (int k = 0; k < answer.names().size(); k++) {
                    columns.put(answer.names().get(k), row.get().get(k));
                }
                found.add(columns);
                row = answer.next();
            }
        }
        return found;
    }

    private static float[] floats(@Nullable Object list) {
        List<?> boxed = list instanceof List<?> values ? values : List.of();
        float[] values = new float[boxed.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = (Float) boxed.get(k);
        }
        return values;
    }

    /// The columns of a row that follow from a measurement, by name: what a row of it holds.
    public static Map<String, @Nullable Object> statistics(Measurement measurement) {
        List<Component> components = measurement.components();
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("frobenius_sq", measurement.frobeniusSq());
        columns.put(
                "dims_per_feature",
                measurement.dimsPerFeature().isPresent()
                        ? measurement.dimsPerFeature().getAsDouble()
                        : null);
        columns.put("dimensionality_sum", measurement.dimensionalitySum());
        columns.put("interference_mean", measurement.interferenceMean());
        columns.put("rank", measurement.rank());
        columns.put("composition", measurement.composition());
        columns.put("norm", boxed(measurement.norm().toArray()));
        columns.put("dimensionality", boxed(measurement.dimensionality().toArray()));
        columns.put("interference", boxed(measurement.interference().toArray()));
        columns.put("bias", boxed(measurement.bias().toArray()));
        columns.put(
                "component_class",
                components.stream().map(part -> part.shape().text()).toList());
        columns.put("component_rank", components.stream().map(Component::rank).toList());
        columns.put(
                "component_dimensionality",
                components.stream().map(Component::dimensionality).toList());
        columns.put("component_size", components.stream().map(Component::size).toList());
        columns.put(
                "component_members",
                components.stream().flatMap(part -> part.members().stream()).toList());
        return columns;
    }

    private static List<Double> boxed(double... values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(value);
        }
        return list;
    }

    @Override
    public void close() {
        MemoryDatabase.close(folder, connection);
    }
}

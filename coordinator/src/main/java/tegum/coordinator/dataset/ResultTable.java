package tegum.coordinator.dataset;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import tegum.coordinator.dataset.ResultStage.Constants;
import tegum.measure.Outcome;
import tegum.model.Shape;
import tegum.protocol.ResultColumns.ComponentColumns;

/// The table that takes the results of one shape, and the queries that make stored rows of them.
///
/// Per-feature numbers of small models lie in arrays of fixed length: DuckDB's appender takes these several times
/// faster than lists, for which it asks the library for room in every row.
final class ResultTable {
    static final String ORIGINS = "result_origins";
    static final String STRUCTURES = "result_structures";

    /// Codes of the outcomes.
    static final int DIVERGED = 0;

    static final int UNSETTLED = 1;
    static final int CONVERGED = 2;

    /// What a code of kept weights means.
    static final List<String> KEPT = List.of("all", "best");

    /// Numbers of a training in one column up to which it is an array; room for 2,048 rows is reserved at once.
    private static final int MOST_IN_ARRAY = 64;

    /// Columns that every training has: ids, booking, time.
    private static final List<String> OF_ALL = List.of(
            "cell UUID", "replicate INTEGER", "origin INTEGER", "is_stored BOOLEAN", "millis FLOAT", "outcome INTEGER");

    private static final List<String> SUMS = List.of(
            "loss DOUBLE",
            "loss_se DOUBLE",
            "train_loss DOUBLE",
            "slope DOUBLE",
            "frobenius_sq DOUBLE",
            "dims_per_feature DOUBLE",
            "dimensionality_sum DOUBLE",
            "interference_mean DOUBLE",
            "rank INTEGER",
            "structure INTEGER",
            "digest UUID");

    private final Shape shape;
    private final List<String> measured;
    private final double[] features;
    private final float[] w;
    private final float[] b;

    ResultTable(Shape shape) {
        this.shape = shape;
        this.features = new double[shape.features()];
        this.w = new float[shape.weights()];
        this.b = new float[shape.features()];
        this.measured = Stream.concat(
                        SUMS.stream(),
                        Stream.of(
                                "norm " + type("DOUBLE", features.length),
                                "dimensionality " + type("DOUBLE", features.length),
                                "interference " + type("DOUBLE", features.length),
                                "bias " + type("DOUBLE", features.length),
                                "component_dimensionality " + type("DOUBLE", features.length),
                                "kept INTEGER",
                                "w " + type("FLOAT", w.length),
                                "b " + type("FLOAT", b.length)))
                .toList();
    }

    private static String type(String element, int length) {
        return length <= MOST_IN_ARRAY ? "%s[%d]".formatted(element, length) : element + "[]";
    }

    String name() {
        return "results_%d_%d".formatted(shape.features(), shape.hidden());
    }

    /// Columns that only a measured training has.
    int numbers() {
        return measured.size();
    }

    /// Makes the table, without rows.
    void empty(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE %s (%s)"
                    .formatted(
                            name(),
                            Stream.concat(OF_ALL.stream(), measured.stream()).collect(Collectors.joining(", "))));
        }
    }

    /// Makes the tables that the queries join.
    static void create(Statement statement) throws SQLException {
        statement.execute("""
                CREATE TABLE %s (origin INTEGER, numerics VARCHAR, engine VARCHAR, device VARCHAR, build VARCHAR,
                  worker VARCHAR, lease VARCHAR)""".formatted(ORIGINS));
        statement.execute("""
                CREATE TABLE %s (structure INTEGER, composition VARCHAR, component_class VARCHAR[],
                  component_rank INTEGER[], component_size INTEGER[], component_members INTEGER[])""".formatted(STRUCTURES));
    }

    /// Fills one of the tables that the queries join.
    static void fill(DuckDBConnection connection, String table, Consumer<SegmentRows> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE " + table);
        }
        try (SegmentRows appended = new SegmentRows(connection.createAppender(table))) {
            rows.accept(appended);
        }
    }

    /// Numbers of training k in a column, until the next call.
    double[] list(double[] column, int k) {
        System.arraycopy(column, k * features.length, features, 0, features.length);
        return features;
    }

    /// Dimensionality of each component of training k, until the next call; in an array what is beyond them is padding.
    double[] components(ComponentColumns components, int k) {
        int from = components.from()[k];
        int count = components.from()[k + 1] - from;
        double[] numbers = features.length <= MOST_IN_ARRAY ? features : new double[count];
        System.arraycopy(components.dimensionality(), from, numbers, 0, count);
        return numbers;
    }

    /// Weights of a model in the column of all that were sent, until the next call.
    float[] w(float[] column, int at) {
        System.arraycopy(column, at * w.length, w, 0, w.length);
        return w;
    }

    /// Biases of a model in the column of all that were sent, until the next call.
    float[] b(float[] column, int at) {
        System.arraycopy(column, at * b.length, b, 0, b.length);
        return b;
    }

    /// The rows of `trainings`.
    String trainings(Constants constants) {
        return """
                SELECT %s FROM %s r JOIN %s o ON o.origin = r.origin LEFT JOIN %s s ON s.structure = r.structure
                WHERE NOT r.is_stored""".formatted(columns(Relation.TRAININGS, constants), name(), ORIGINS, STRUCTURES);
    }

    /// The rows of `weights`.
    String weights(Constants constants) {
        return "SELECT %s FROM %s r JOIN %s o ON o.origin = r.origin WHERE r.kept IS NOT NULL"
                .formatted(columns(Relation.WEIGHTS, constants), name(), ORIGINS);
    }

    private String columns(Relation relation, Constants constants) {
        return relation.stored().stream()
                .map(column -> "CAST(%s AS %s) AS %s"
                        .formatted(
                                expression(column.name(), constants),
                                column.type().sql(),
                                column.quoted()))
                .collect(Collectors.joining(", "));
    }

    private String expression(String column, Constants constants) {
        return switch (column) {
            case "cell", "digest" -> "replace(r.%s::VARCHAR, '-', '')".formatted(column);
            case "stream" -> Long.toString(constants.stream());
            case "sweep" -> Sql.text(constants.sweep());
            case "version" -> Integer.toString(constants.version());
            case "measurement" -> Sql.text(constants.measurement());
            case "remeasured_at" -> "NULL";
            case "numerics", "engine", "device", "build", "worker", "lease" -> "o." + column;
            case "outcome" ->
                "CASE r.outcome WHEN %d THEN '%s' WHEN %d THEN '%s' ELSE '%s' END"
                        .formatted(
                                CONVERGED,
                                Outcome.CONVERGED.text(),
                                UNSETTLED,
                                Outcome.UNSETTLED.text(),
                                Outcome.DIVERGED.text());
            case "kept" -> "CASE r.kept WHEN 0 THEN '%s' ELSE '%s' END".formatted(KEPT.get(0), KEPT.get(1));
            case "composition", "component_class", "component_rank", "component_size", "component_members" ->
                "s." + column;
            case "component_dimensionality" -> "(r.%s::DOUBLE[])[1:len(s.component_rank)]".formatted(column);
            case "hidden" -> Integer.toString(shape.hidden());
            case "features" -> Integer.toString(shape.features());
            default -> "r." + column;
        };
    }
}

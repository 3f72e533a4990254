package tegum.coordinator.dataset;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tegum.model.Shape;
import tegum.plan.CellId;
import tegum.protocol.ResultColumns;
import tegum.protocol.ResultColumns.FeatureColumns;
import tegum.protocol.ResultColumns.LossColumns;
import tegum.protocol.ResultColumns.MeasuredColumns;
import tegum.protocol.ResultColumns.SumColumns;
import tegum.protocol.ResultColumns.WeightColumns;

/// Takes the results of a version on their way into segments of `trainings` and `weights`: one row with the numbers of
/// a training for both.
///
/// What many trainings have in common is not said for each: their version is a literal of the query that makes the
/// segments; where they come from and the structure of their components are tables of their own, which that query
/// joins. An id or a digest is 16 bytes until then.
///
/// Not thread-safe.
public final class ResultStage {
    /// What the trainings of a version have in common.
    ///
    /// @param measurement hash of its measurement
    public record Constants(String sweep, int version, long stream, String measurement) {}

    /// Where results come from.
    ///
    /// @param lease text of the lease
    public record Origin(String numerics, String engine, String device, String build, String worker, String lease) {}

    /// What is stored of a training, and as what.
    ///
    /// @param isStored whether another version has stored it, so that only its weights are written
    /// @param keptWeights `all`, `best` or, if they are not kept, empty
    public record Booking(CellId cell, int replicate, boolean isStored, String keptWeights) {}

    /// The results of measured trainings by the table that takes their shape.
    private final Map<Shape, ShapeTable> tables = new LinkedHashMap<>();

    private final DuckDBConnection connection;
    private final Map<Origin, Integer> origins = new LinkedHashMap<>();
    private final Structures structures = new Structures();
    private int origin;
    private long trainings;
    private long weights;

    ResultStage(DuckDBConnection connection) {
        this.connection = connection;
    }

    /// A table and what fills it.
    private record ShapeTable(ResultTable table, DuckDBAppender appender) {}

    /// From here on, trainings come from there.
    public void from(Origin place) {
        Integer known = origins.putIfAbsent(place, origins.size());
        origin = known == null ? origins.size() - 1 : known;
    }

    /// Takes a training that diverged.
    public void diverged(Shape shape, ResultColumns results, int training, Booking booking) {
        try {
            ShapeTable to = table(shape);
            begin(to.appender, results, training, booking);
            to.appender.append(ResultTable.DIVERGED);
            for (int k = 0; k < to.table.numbers(); k++) {
                to.appender.appendNull();
            }
            to.appender.endRow();
        } catch (SQLException e) {
            throw new SegmentRows.FailedException(e);
        }
    }

    /// Takes a training that was measured.
    ///
    /// @param k which of the measured ones
    public void measured(Shape shape, ResultColumns results, int training, int k, Booking booking) {
        MeasuredColumns numbers = results.numbers();
        try {
            ShapeTable to = table(shape);
            DuckDBAppender row = to.appender;
            begin(row, results, training, booking);
            LossColumns losses = numbers.losses();
            SumColumns sums = numbers.sums();
            row.append(losses.settled()[k] ? ResultTable.CONVERGED : ResultTable.UNSETTLED)
                    .append(losses.loss()[k])
                    .append(losses.lossSe()[k])
                    .append(losses.trainLoss()[k])
                    .append(losses.slope()[k])
                    .append(sums.frobeniusSq()[k]);
            if (sums.frobeniusSq()[k] == 0) {
                row.appendNull();
            } else {
                row.append(shape.hidden() / sums.frobeniusSq()[k]);
            }
            row.append(sums.dimensionalitySum()[k])
                    .append(sums.interferenceMean()[k])
                    .append(sums.rank()[k])
                    .append(structures.number(numbers.components(), k));
            long[] digests = numbers.weights().digests();
            row.appendUUID(digests[2 * k], digests[2 * k + 1]);
            FeatureColumns features = numbers.features();
            row.append(to.table.list(features.norm(), k))
                    .append(to.table.list(features.dimensionality(), k))
                    .append(to.table.list(features.interference(), k))
                    .append(to.table.list(features.bias(), k))
                    .append(to.table.components(numbers.components(), k));
            appendWeights(to, numbers.weights(), k, booking);
            row.endRow();
        } catch (SQLException e) {
            throw new SegmentRows.FailedException(e);
        }
    }

    private void begin(DuckDBAppender row, ResultColumns results, int training, Booking booking) throws SQLException {
        row.beginRow();
        row.appendUUID(booking.cell.high(), booking.cell.low())
                .append(booking.replicate)
                .append(origin)
                .append(booking.isStored)
                .append(results.millis()[training]);
        trainings += booking.isStored ? 0 : 1;
    }

    private void appendWeights(ShapeTable to, WeightColumns columns, int k, Booking booking) throws SQLException {
        int at = columns.at()[k];
        if (booking.keptWeights.isEmpty() || at < 0) {
            to.appender.appendNull().appendNull().appendNull();
        } else {
            weights++;
            to.appender
                    .append(ResultTable.KEPT.indexOf(booking.keptWeights))
                    .append(to.table.w(columns.w(), at))
                    .append(to.table.b(columns.b(), at));
        }
    }

    private ShapeTable table(Shape shape) throws SQLException {
        ShapeTable known = tables.get(shape);
        if (known != null) {
            return known;
        }
        ResultTable table = new ResultTable(shape);
        table.empty(connection);
        ShapeTable made = new ShapeTable(table, connection.createAppender(table.name()));
        tables.put(shape, made);
        return made;
    }

    long trainings() {
        return trainings;
    }

    long weights() {
        return weights;
    }

    /// Makes what was taken visible to queries.
    void finish() throws SQLException {
        close();
        ResultTable.fill(
                connection,
                ResultTable.ORIGINS,
                rows -> origins.forEach((place, number) -> rows.number(number)
                        .text(place.numerics)
                        .text(place.engine)
                        .text(place.device)
                        .text(place.build)
                        .text(place.worker)
                        .text(place.lease)
                        .end()));
        ResultTable.fill(connection, ResultTable.STRUCTURES, structures::write);
    }

    /// The query whose rows are those of a relation, `trainings` or `weights`.
    String query(Relation relation, Constants constants) {
        return tables.values().stream()
                .map(ShapeTable::table)
                .map(table -> relation == Relation.WEIGHTS ? table.weights(constants) : table.trainings(constants))
                .collect(Collectors.joining("\nUNION ALL "));
    }

    void close() throws SQLException {
        for (ShapeTable table : tables.values()) {
            table.appender.close();
        }
    }
}

package tegum.coordinator.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.npz.ElementType;
import tegum.coordinator.npz.NpyArray;
import tegum.coordinator.npz.NpzFile;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.protocol.SweepVersion;
import tegum.spec.Keep;
import tegum.spec.SweepSpec;

/// Writes the kept weights of a sweep version as arrays.
///
/// | array                                    | shape       |                                              |
/// |------------------------------------------|-------------|----------------------------------------------|
/// | `W`                                      | `[k, m, n]` | float32, as trained                          |
/// | `b`                                      | `[k, n]`    | float32, output bias                         |
/// | `cell`, `stream`, `replicate`, `numerics`| `[k]`       | which training                               |
/// | `loss`, `outcome`, and each axis         | `[k]`       | its loss, how it ended, its place on the axes|
/// | `shapes`                                 | `[g, 2]`    | m and n of each group                        |
///
/// Trainings lie in the order of the grid, then of replicates. A sweep of several shapes has a group of arrays for
/// each,
/// called `2x5/W`, `2x5/b`, ...
public final class WeightsExport {
    private static final String HELD = "kept";
    private static final Set<String> MATRICES = Set.of("m_", "n_", "w_", "b_");

    private final QueryEngine engine;
    private final SweepVersion sweep;
    private final SweepSpec spec;

    /// Which trainings are wanted.
    ///
    /// @param cell how the ids of their cells begin; empty for all
    /// @param best whether of each cell only the training of least loss
    public record Wanted(String cell, boolean best) {

        /// @throws IllegalArgumentException if the cell is not up to 32 lower-case hex digits
        public Wanted {
            if (!cell.matches("[0-9a-f]{0,32}")) {
                throw new IllegalArgumentException("a cell " + cell);
            }
        }
    }

    /// @param trainings how many have been written
    /// @param without how many more are wanted, but their weights are not kept
    public record Written(long trainings, long without) {}

    private record Shape(long hidden, long features, long trainings) {}

    /// @param engine open on the store; it keeps the answer
    public WeightsExport(QueryEngine engine, SweepVersion sweep, SweepSpec spec) {
        this.engine = engine;
        this.sweep = sweep;
        this.spec = spec;
    }

    /// Writes the file.
    ///
    /// @param metadata text in JSON
    /// @throws OutputException if there are no such trainings, or none of their weights are kept
    /// @throws IOException if the file cannot be written
    public Written write(Wanted wanted, String metadata, Path file) throws IOException {
        long asked = Rows.count(engine, "(%s)".formatted(trainings(wanted)));
        if (asked == 0) {
            throw new OutputException(
                    wanted.cell().isEmpty()
                            ? "%s has no result yet".formatted(sweep)
                            : "%s has no result of a cell %s".formatted(sweep, wanted.cell()));
        }
        engine.hold(HELD, query(wanted));
        List<Shape> shapes = shapes();
        if (shapes.isEmpty()) {
            throw new OutputException(nothingKept(asked));
        }
        try (NpzFile npz = NpzFile.create(file)) {
            npz.text("metadata", metadata);
            try (NpyArray extents = npz.array("shapes", ElementType.INT64, shapes.size(), 2)) {
                for (Shape shape : shapes) {
                    extents.add(shape.hidden());
                    extents.add(shape.features());
                }
            }
            for (Shape shape : shapes) {
                group(npz, shape, shapes.size() == 1 ? "" : "%dx%d/".formatted(shape.hidden(), shape.features()));
            }
        }
        long written = shapes.stream().mapToLong(Shape::trainings).sum();
        return new Written(written, asked - written);
    }

    private String nothingKept(long asked) {
        String keeps = spec.keep().weights().text();
        return spec.keep().weights() == Keep.Amount.NONE
                ? "%s keeps no weights (keep.weights: none): set keep.weights to all or best in its spec and run it again, which trains them again"
                        .formatted(sweep)
                : "%s keeps weights (keep.weights: %s), but those of the %,d trainings that are asked for are not kept: without --best and --cell all that are kept are written"
                        .formatted(sweep, keeps, asked);
    }

    private String trainings(Wanted wanted) {
        String of = SweepTable.TRAININGS.placed(sweep, spec);
        return "SELECT * FROM (%s) WHERE cell LIKE '%s%%'%s"
                .formatted(
                        of,
                        wanted.cell(),
                        wanted.best()
                                ? " QUALIFY row_number() OVER (PARTITION BY cell ORDER BY loss NULLS LAST, replicate) = 1"
                                : "");
    }

    private String query(Wanted wanted) {
        String axes = spec.axes().stream()
                .map(axis -> '"' + SweepTable.TRAININGS.column(axis) + "\", ")
                .collect(Collectors.joining());
        return """
                SELECT %scell, stream, replicate, numerics, outcome, loss, m_, n_, w_, b_ FROM (%s)
                  JOIN (SELECT cell, stream, replicate, numerics, "rows" AS m_, "columns" AS n_, "values" AS w_
                    FROM weights WHERE matrix = 'W') USING (cell, stream, replicate, numerics)
                  JOIN (SELECT cell, stream, replicate, numerics, "values" AS b_
                    FROM weights WHERE matrix = 'b') USING (cell, stream, replicate, numerics)
                ORDER BY at_, replicate""".formatted(axes, trainings(wanted));
    }

    private List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        try (QueryResult answer = engine.query(
                "SELECT m_::BIGINT, n_::BIGINT, count(*) FROM %s GROUP BY ALL ORDER BY ALL".formatted(HELD))) {
            for (List<? extends @Nullable Object> row : answer.all()) {
                shapes.add(new Shape(number(row.get(0)), number(row.get(1)), number(row.get(2))));
            }
        }
        return shapes;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private void group(NpzFile npz, Shape shape, String prefix) throws IOException {
        String rows = "(SELECT * FROM %s WHERE m_ = %d AND n_ = %d)".formatted(HELD, shape.hidden(), shape.features());
        matrix(npz, prefix + "W", "w_", rows, shape.trainings(), shape.hidden(), shape.features());
        matrix(npz, prefix + "b", "b_", rows, shape.trainings(), shape.features());
        for (HeldColumn column : HeldColumn.of(engine, rows)) {
            if (!MATRICES.contains(column.name())) {
                column.write(npz, prefix + column.name(), engine, rows, -1, shape.trainings());
            }
        }
    }

    private void matrix(NpzFile npz, String name, String column, String rows, long... shape) throws IOException {
        try (NpyArray elements = npz.array(name, ElementType.FLOAT32, shape);
                QueryResult answer = engine.query("SELECT %s FROM %s".formatted(column, rows))) {
            Optional<List<@Nullable Object>> row = answer.next();
            while (row.isPresent()) {
                if (row.get().getFirst() instanceof List<?> values) {
                    for (Object value : values) {
                        elements.add(value instanceof Number number ? number.doubleValue() : Double.NaN);
                    }
                }
                row = answer.next();
            }
        }
    }
}

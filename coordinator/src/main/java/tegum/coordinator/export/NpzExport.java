package tegum.coordinator.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import tegum.coordinator.npz.ElementType;
import tegum.coordinator.npz.NpyArray;
import tegum.coordinator.npz.NpzFile;
import tegum.coordinator.query.QueryEngine;
import tegum.protocol.SweepVersion;
import tegum.spec.Axis;
import tegum.spec.Scalar;
import tegum.spec.SweepSpec;

/// Writes a table of a sweep as named arrays.
///
/// | table               | arrays                                                                         |
/// |---------------------|--------------------------------------------------------------------------------|
/// | cells of a grid     | each axis its values; each column one dimension an axis, in the spec's order    |
/// | trainings of a grid | the same with a last dimension `replicate`                                      |
/// | any other           | each column, axes among them, one element a row                                 |
///
/// Columns of lists have one dimension more. Where a grid has no result, numbers are NaN, counts 0, other whole numbers
/// -1 and texts empty. `metadata` is a text in JSON.
public final class NpzExport {
    /// More elements are read better from a file of rows.
    public static final long MOST_ELEMENTS = 200_000_000L;

    private static final String HELD = "exported";
    private static final Set<String> NO_COLUMNS = Set.of("at_", "index_");

    private final QueryEngine engine;
    private final SweepTable table;
    private final SweepVersion sweep;
    private final SweepSpec spec;

    /// @param engine open on the store; it keeps the answer
    public NpzExport(QueryEngine engine, SweepTable table, SweepVersion sweep, SweepSpec spec) {
        this.engine = engine;
        this.table = table;
        this.sweep = sweep;
        this.spec = spec;
    }

    /// Names of the arrays' dimensions.
    public List<String> dimensions() {
        if (!isGrid()) {
            return List.of("row");
        }
        List<String> dimensions =
                new ArrayList<>(spec.axes().stream().map(table::column).toList());
        if (table == SweepTable.TRAININGS) {
            dimensions.add("replicate");
        }
        return dimensions;
    }

    /// A sample has as many cells as each of its axes has values, and no grid.
    private boolean isGrid() {
        long points = spec.axes().stream().mapToLong(Axis::count).reduce(1, NpzExport::saturating);
        boolean full = points == spec.cells() || spec.cells() > MOST_ELEMENTS;
        return full && (table == SweepTable.CELLS || table == SweepTable.TRAININGS);
    }

    /// Writes the file.
    ///
    /// @param metadata text in JSON
    /// @return number of elements of an array
    /// @throws OutputException if the grid is too large for arrays
    /// @throws IOException if the file cannot be written
    public long write(String metadata, Path file) throws IOException {
        long[] shape = isGrid() ? gridShape() : new long[0];
        long points = LongStream.of(shape).reduce(1, NpzExport::saturating);
        if (points > MOST_ELEMENTS) {
            throw new OutputException(
                    "%s has %,d points, too many for arrays of up to %,d: export it as parquet, which has a row for each result"
                            .formatted(sweep, points, MOST_ELEMENTS));
        }
        engine.hold(HELD, isGrid() ? gridQuery(points) : table.query(sweep, spec));
        if (!isGrid()) {
            points = Rows.count(engine, HELD);
            shape = new long[] {points};
        }
        try (NpzFile npz = NpzFile.create(file)) {
            npz.text("metadata", metadata);
            Set<String> coordinates = isGrid() ? coordinates(npz) : Set.of();
            for (HeldColumn column : HeldColumn.of(engine, HELD)) {
                if (!NO_COLUMNS.contains(column.name()) && !coordinates.contains(column.name())) {
                    column.write(npz, column.name(), engine, HELD, table == SweepTable.CELLS ? 0 : -1, shape);
                }
            }
        }
        return points;
    }

    private static long saturating(long a, long b) {
        return a > MOST_ELEMENTS ? a : a * b;
    }

    private long[] gridShape() {
        LongStream axes = spec.axes().stream().mapToLong(Axis::count);
        return (table == SweepTable.TRAININGS ? LongStream.concat(axes, LongStream.of(spec.replicates())) : axes)
                .toArray();
    }

    /// A row for each point of the grid, in the order of the array's elements.
    private String gridQuery(long points) {
        String index = "0::BIGINT";
        for (int axis = 0; axis < spec.axes().size(); axis++) {
            index = "(%s * %d + at_[%d])".formatted(index, spec.axes().get(axis).count(), axis + 1);
        }
        if (table == SweepTable.TRAININGS) {
            index = "(%s * %d + replicate)".formatted(index, spec.replicates());
        }
        return "SELECT found.* FROM range(%d) grid(point) LEFT JOIN (SELECT *, %s AS index_ FROM (%s)) found ON index_ = point ORDER BY point"
                .formatted(points, index, table.placed(sweep, spec));
    }

    /// Writes the values along each dimension.
    ///
    /// @return their names
    private Set<String> coordinates(NpzFile npz) throws IOException {
        Set<String> names = new HashSet<>();
        for (Axis axis : spec.axes()) {
            names.add(table.column(axis));
            axis(npz, table.column(axis), axis);
        }
        if (table == SweepTable.TRAININGS) {
            names.add("replicate");
            try (NpyArray replicates = npz.array("replicate", ElementType.INT32, spec.replicates())) {
                for (int replicate = 0; replicate < spec.replicates(); replicate++) {
                    replicates.add((long) replicate);
                }
            }
        }
        return names;
    }

    private static void axis(NpzFile npz, String name, Axis axis) throws IOException {
        ElementType type = switch (axis.values().at(0)) {
            case Scalar.Decimal _ -> ElementType.FLOAT64;
            case Scalar.Flag _ -> ElementType.BOOL;
            case Scalar.Word _ -> ElementType.text(longest(axis));
        };
        try (NpyArray values = npz.array(name, type, axis.count())) {
            for (int index = 0; index < axis.count(); index++) {
                switch (axis.values().at(index)) {
                    case Scalar.Decimal decimal -> values.add(decimal.toDouble());
                    case Scalar.Flag(boolean flag) -> values.add(flag);
                    case Scalar.Word(String word) -> values.add(word);
                }
            }
        }
    }

    private static int longest(Axis axis) {
        int longest = 1;
        for (int index = 0; index < axis.count(); index++) {
            longest = Math.max(longest, axis.values().at(index).text().length());
        }
        return longest;
    }
}

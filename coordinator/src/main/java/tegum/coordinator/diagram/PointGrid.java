package tegum.coordinator.diagram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tegum.plan.Plan;
import tegum.plan.PlannedCell;
import tegum.spec.Scalar;
import tegum.spec.SweepSpec;

/// Some points of a sweep's grid: along the first axis that is drawn, and for some combinations of all other axes.
///
/// Where there are more than asked for, every so-manieth is taken, the first and the last among them.
///
/// @param axis position of the axis along which the columns run; -1 if no axis has numbers
/// @param columns indices on it
/// @param rows indices on every axis, one combination each; that on `axis` does not matter
/// @param cells `[row][column]`
record PointGrid(int axis, List<Integer> columns, List<int[]> rows, List<List<PlannedCell>> cells) {

    /// @param mostColumns at least 2
    /// @param mostRows at least 1
    static PointGrid of(Plan plan, int mostColumns, int mostRows) {
        SweepSpec spec = plan.spec();
        DiagramAxes axes = DiagramAxes.of(spec);
        int axis = axes.shown().isEmpty() ? -1 : axes.shown().getFirst();
        List<Integer> columns =
                axis < 0 ? List.of(0) : spread(spec.axes().get(axis).count(), mostColumns);
        List<Integer> others = IntStream.range(0, spec.axes().size())
                .filter(other -> other != axis)
                .boxed()
                .toList();
        long combinations = others.stream()
                .mapToLong(other -> spec.axes().get(other).count())
                .reduce(1, Math::multiplyExact);
        List<int[]> rows = new ArrayList<>();
        for (long combination : spreadOf(combinations, mostRows)) {
            int[] indices = new int[spec.axes().size()];
            long rest = combination;
            for (int k = others.size() - 1; k >= 0; k--) {
                int count = spec.axes().get(others.get(k)).count();
                indices[others.get(k)] = (int) (rest % count);
                rest /= count;
            }
            rows.add(indices);
        }
        List<List<PlannedCell>> cells = rows.stream()
                .map(row -> columns.stream()
                        .map(column -> at(plan, row, axis, column))
                        .toList())
                .toList();
        return new PointGrid(axis, columns, rows, cells);
    }

    private static PlannedCell at(Plan plan, int[] row, int axis, int column) {
        int[] indices = row.clone();
        if (axis >= 0) {
            indices[axis] = column;
        }
        return plan.cellAt(indices);
    }

    private static List<Integer> spread(int count, int most) {
        return spreadOf(count, most).stream().map(Math::toIntExact).toList();
    }

    private static List<Long> spreadOf(long count, int most) {
        int taken = (int) Math.min(count, most);
        List<Long> indices = new ArrayList<>();
        for (int k = 0; k < taken; k++) {
            indices.add(taken == 1 ? 0 : Math.round(k * (count - 1.0) / (taken - 1)));
        }
        return indices;
    }

    /// What tells a row from the others, "output = relu"; empty where the sweep has no other axis.
    List<String> heads(SweepSpec spec) {
        return rows.stream()
                .map(row -> others(spec)
                        .mapToObj(other -> head(spec, other, row[other]))
                        .collect(Collectors.joining(", ")))
                .toList();
    }

    private static String head(SweepSpec spec, int axis, int index) {
        return spec.axes().get(axis).values().at(index) instanceof Scalar.Decimal
                ? DiagramAxes.drawn(spec, axis).head(index)
                : spec.axes().get(axis).name() + " = "
                        + spec.axes().get(axis).values().at(index).text();
    }

    /// The same for a file's name, "output=relu".
    List<String> stems(SweepSpec spec) {
        return rows.stream()
                .map(row -> others(spec)
                        .mapToObj(other -> spec.axes().get(other).name() + "="
                                + spec.axes().get(other).values().at(row[other]).text())
                        .collect(Collectors.joining("-")))
                .toList();
    }

    private IntStream others(SweepSpec spec) {
        return IntStream.range(0, spec.axes().size()).filter(other -> other != axis);
    }

    /// The ids of all cells, quoted for a query.
    String ids() {
        return cells.stream()
                .flatMap(List::stream)
                .map(cell -> "'" + cell.id() + "'")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /// Rows of an answer by the cell they are of.
    static Map<String, CellRow> byCell(Iterable<CellRow> rows) {
        Map<String, CellRow> byCell = new LinkedHashMap<>();
        rows.forEach(row -> byCell.put(String.valueOf(row.value("cell")), row));
        return byCell;
    }
}

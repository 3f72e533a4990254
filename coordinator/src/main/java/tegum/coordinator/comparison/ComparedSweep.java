package tegum.coordinator.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.protocol.SweepVersion;
import tegum.spec.Axis;
import tegum.spec.SweepSpec;
import tegum.statistics.Fraction;
import tegum.statistics.Sample;

/// One side of a comparison.
///
/// @param cells its cells with a result by their values on the axes, these in the order of the axes' names; in the
///     order of the grid
public record ComparedSweep(SweepVersion sweep, SweepSpec spec, SequencedMap<List<Object>, CellSummary> cells) {

    /// Reads a sweep version.
    public static ComparedSweep of(QueryEngine engine, SweepVersion sweep, SweepSpec spec) {
        SequencedMap<List<Object>, CellSummary> cells = new LinkedHashMap<>();
        try (QueryResult answer = engine.query(query(sweep, axes(spec)))) {
            List<String> names =
                    answer.columns().stream().map(column -> column.name()).toList();
            for (List<? extends @Nullable Object> row : answer.all()) {
                Map<String, Object> values = new LinkedHashMap<>();
                for (int column = 0; column < names.size(); column++) {
                    Object value = row.get(column);
                    if (value != null) {
                        values.put(names.get(column), value);
                    }
                }
                List<Object> key = axes(spec).stream()
                        .map(axis -> values.getOrDefault(axis, ""))
                        .toList();
                cells.put(key, cell(values));
            }
        }
        return new ComparedSweep(sweep, spec, cells);
    }

    /// Names of its axes, sorted: two sweeps may list the same axes in another order.
    public static List<String> axes(SweepSpec spec) {
        return spec.axes().stream().map(Axis::name).sorted().toList();
    }

    private static String query(SweepVersion sweep, List<String> axes) {
        String columns = axes.stream().map(axis -> "cells.\"" + axis + "\", ").collect(Collectors.joining());
        return """
                SELECT %1$scells.cell AS cell, cells.replicates AS replicates_, ignored AS ignored_, dedicated AS dedicated_,
                  superposed AS superposed_, finite_, mean_, variance_, error_, best_, best_error_,
                  dims_count_, dims_mean_, dims_variance_
                FROM "%2$s" cells
                  JOIN (SELECT cell, count(loss) AS finite_, avg(loss) AS mean_, var_samp(loss) AS variance_,
                      avg(loss_se) AS error_, min(loss) AS best_, arg_min(loss_se, loss) AS best_error_,
                      count(dims_per_feature) AS dims_count_, avg(dims_per_feature) AS dims_mean_,
                      var_samp(dims_per_feature) AS dims_variance_
                    FROM "%2$s trainings" GROUP BY cell) USING (cell)
                  JOIN (SELECT cell, positions AS at_ FROM sweep_cells WHERE sweep = '%3$s' AND version = %4$d) USING (cell)
                ORDER BY at_""".formatted(columns, sweep, sweep.name(), sweep.version());
    }

    private static CellSummary cell(Map<String, Object> row) {
        int replicates = (int) number(row, "replicates_", 0);
        return new CellSummary(
                String.valueOf(row.get("cell")),
                sample(row, "finite_", "mean_", "variance_"),
                number(row, "error_", 0),
                number(row, "best_", Double.NaN),
                number(row, "best_error_", Double.NaN),
                sample(row, "dims_count_", "dims_mean_", "dims_variance_"),
                fraction(row, "ignored_", replicates),
                fraction(row, "dedicated_", replicates),
                fraction(row, "superposed_", replicates));
    }

    private static Sample sample(Map<String, Object> row, String count, String mean, String variance) {
        return new Sample((long) number(row, count, 0), number(row, mean, 0), number(row, variance, 0));
    }

    private static Fraction fraction(Map<String, Object> row, String share, int of) {
        return new Fraction((int) Math.round(number(row, share, 0) * of), of);
    }

    private static double number(Map<String, Object> row, String column, double missing) {
        return row.get(column) instanceof Number number ? number.doubleValue() : missing;
    }
}

package tegum.coordinator.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tegum.coordinator.ledger.ChunkRecord;
import tegum.measure.Phase;
import tegum.statistics.Interval;

/// The view of a sweep version: one row per cell, over exactly the trainings that the version asks for.
///
/// A cell's trainings are ranked by loss, then replicate, the diverged ones last. `_best` is the first of them, `_mean`
/// the mean of those with numbers, `_drop_worst` the mean of all but the last `ceil(n/10)`: null when none is left or
/// more have diverged than it drops.
///
/// Source: SCIENCE section 3, "Per cell".
final class SweepViewSql {
    private final SweepView view;
    private final Views views;

    SweepViewSql(SweepView view, Views views) {
        this.view = view;
        this.views = views;
    }

    String text() {
        return """
                WITH grid AS (%s),
                ranked AS (SELECT *,
                    row_number() OVER (PARTITION BY cell ORDER BY loss NULLS LAST, replicate) AS rank,
                    count(*) OVER (PARTITION BY cell) AS n,
                    count(loss) OVER (PARTITION BY cell) AS finite,
                    CASE WHEN count(*) OVER (PARTITION BY cell) = 1 THEN 0
                      ELSE (count(*) OVER (PARTITION BY cell) + 9) // 10 END AS dropped
                  FROM (%s)),
                aggregated AS (SELECT cell, any_value(n) AS n,
                    %s
                  FROM ranked GROUP BY cell),
                commonest AS (SELECT cell, first(composition ORDER BY n DESC, composition) AS composition,
                    first(n ORDER BY n DESC, composition) AS composed
                  FROM (SELECT cell, composition, count(*) AS n FROM ranked WHERE composition IS NOT NULL GROUP BY ALL)
                  GROUP BY cell)
                SELECT %s
                FROM grid JOIN aggregated USING (cell) LEFT JOIN commonest USING (cell)
                """.formatted(grid(), looked(), String.join(",\n    ", aggregates()), String.join(",\n  ", columns()));
    }

    /// The version's cells with their values on the axes.
    private String grid() {
        StringBuilder values = new StringBuilder();
        StringBuilder joins = new StringBuilder();
        for (int axis = 0; axis < view.axes().size(); axis++) {
            SweepView.AxisColumn column = view.axes().get(axis);
            values.append(", axis_%d.value AS %s".formatted(axis, Sql.name(column.name())));
            joins.append("""

                    JOIN (SELECT unnest(range(len("values"))) AS at, CAST(unnest("values") AS %s) AS value
                        FROM (%s) WHERE axis = %s) axis_%d ON axis_%d.at = cells.positions[%d]""".formatted(
                            column.type(),
                            views.files(Relation.AXES, Set.of(view.sweep())),
                            Sql.text(column.name()),
                            axis,
                            axis,
                            axis + 1));
        }
        return "SELECT cells.cell, cells.stratum%s FROM (%s) cells%s"
                .formatted(values, views.files(Relation.SWEEP_CELLS, Set.of(view.sweep())), joins);
    }

    /// Name of the view of exactly the version's trainings.
    String trainingsName() {
        return view.sweep() + " trainings";
    }

    /// Exactly the version's trainings, whoever trained them.
    String trainings() {
        return """
                SELECT %s FROM (%s) trained
                  JOIN (SELECT cell, numerics%s FROM (%s) JOIN (%s) settled USING (stratum)%s) own USING (cell, numerics)%s
                  WHERE stream = %d AND replicate < %d AND measurement = %s""".formatted(
                        Views.columns(Relation.TRAININGS.seen()),
                        views.files(Relation.TRAININGS, view.holders()),
                        view.closed().isEmpty() ? "" : ", stratum, cells, position",
                        views.files(Relation.SWEEP_CELLS, Set.of(view.sweep())),
                        settled(),
                        closed(
                                " JOIN (VALUES %s) closed(stratum, cells) USING (stratum)",
                                stratum -> List.of("(%d, %d)".formatted(stratum.stratum(), stratum.cells()))),
                        closed("""

                                  JOIN (VALUES %%s) done(stratum, chunk, bits) ON done.stratum = own.stratum
                                    AND done.chunk = (replicate * cells + position) // %1$d
                                    AND get_bit(unhex(bits)::BIT, ((replicate * cells + position) %%%% %1$d)::INTEGER) = 1""".formatted(ChunkRecord.INDICES), SweepViewSql::chunks),
                        view.stream(),
                        view.replicates(),
                        Sql.text(view.measurement()));
    }

    /// A join that a version has only when it has ended with trainings left.
    private String closed(String join, Function<SweepView.ClosedStratum, List<String>> rows) {
        return view.closed().isEmpty()
                ? ""
                : join.formatted(view.closed().stream()
                        .flatMap(stratum -> rows.apply(stratum).stream())
                        .collect(Collectors.joining(", ")));
    }

    /// The done bits of each chunk as hex digits, the first training first.
    private static List<String> chunks(SweepView.ClosedStratum stratum) {
        return stratum.chunks().stream()
                .map(chunk -> "(%d, %d, '%s')"
                        .formatted(
                                stratum.stratum(),
                                chunk.chunk(),
                                Arrays.stream(chunk.done())
                                        .mapToObj(word -> HexFormat.of().toHexDigits(Long.reverse(word)))
                                        .collect(Collectors.joining())))
                .toList();
    }

    /// What the aggregates need of each training.
    private String looked() {
        return """
                SELECT cell, replicate, outcome, loss, composition, dims_per_feature, norm%1$s AS norm,
                    interference%1$s AS interference,
                    len(list_filter(norm, lambda x: x >= %2$s))::DOUBLE AS represented
                  FROM %3$s""".formatted(
                        "[%d]".formatted(view.focus() < 0 ? -1 : view.focus() + 1),
                        view.thresholds().represented(),
                        Sql.name(trainingsName()));
    }

    private String settled() {
        Map<Integer, String> numerics = new TreeMap<>(view.numerics());
        return numerics.isEmpty()
                ? "SELECT 0 AS stratum, '' AS numerics WHERE false"
                : numerics.entrySet().stream()
                        .map(entry -> "(%d, %s)".formatted(entry.getKey(), Sql.text(entry.getValue())))
                        .collect(Collectors.joining(", ", "SELECT * FROM (VALUES ", ") numbered(stratum, numerics)"));
    }

    private List<String> aggregates() {
        List<String> aggregates = new ArrayList<>();
        aggregates.add("count(*) FILTER (outcome = 'diverged') AS diverged");
        aggregates.add("count(*) FILTER (outcome = 'unsettled') AS unsettled");
        for (String statistic : List.of("loss", "norm", "interference", "dims_per_feature", "represented")) {
            aggregates.add("any_value(%1$s) FILTER (rank = 1 AND loss IS NOT NULL) AS %1$s_best".formatted(statistic));
            aggregates.add("avg(%1$s) FILTER (loss IS NOT NULL) AS %1$s_mean".formatted(statistic));
            aggregates.add(
                    "CASE WHEN any_value(n - finite) <= any_value(dropped) THEN avg(%1$s) FILTER (rank <= n - dropped) END AS %1$s_drop_worst"
                            .formatted(statistic));
        }
        // The middle of all, the diverged ones last: null when the middle has diverged.
        aggregates.add("""
                CASE WHEN count(loss) FILTER (rank IN ((n + 1) // 2, n // 2 + 1)) = any_value(1 + (1 - n %% 2))
                      THEN avg(loss) FILTER (rank IN ((n + 1) // 2, n // 2 + 1)) END AS loss_median""".formatted());
        for (Phase phase : Phase.values()) {
            aggregates.add("count(*) FILTER (%s) AS %s".formatted(condition(phase), phase.text()));
        }
        return aggregates;
    }

    /// As [Phase#of]; a diverged training has no norm and is in no phase.
    private String condition(Phase phase) {
        String represented = "norm >= " + view.thresholds().represented();
        String superposed = "interference >= " + view.thresholds().superposed();
        return switch (phase) {
            case IGNORED -> "norm < " + view.thresholds().represented();
            case DEDICATED -> represented + " AND NOT " + superposed;
            case SUPERPOSED -> represented + " AND " + superposed;
        };
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>();
        view.axes().forEach(axis -> columns.add("grid." + Sql.name(axis.name())));
        columns.addAll(List.of("grid.cell", "aggregated.n AS replicates", "diverged", "unsettled"));
        for (String rule : List.of("best", "mean", "drop_worst", "median")) {
            columns.add("loss_" + rule);
        }
        for (Phase phase : Phase.values()) {
            columns.addAll(fraction(phase.text(), phase.text()));
        }
        for (String statistic : List.of("norm", "interference", "dims_per_feature", "represented")) {
            for (String rule : List.of("best", "mean", "drop_worst")) {
                columns.add(statistic + "_" + rule);
            }
        }
        columns.add("composition");
        columns.addAll(fraction("commonest.composed", "composition_fraction"));
        return columns;
    }

    /// A share of the replicates with its Wilson interval. Counts are qualified: an axis may be called `n`.
    private static List<String> fraction(String count, String name) {
        double z2 = Interval.Z * Interval.Z;
        String half = "%1$s * sqrt(%2$s * (aggregated.n - %2$s) / aggregated.n::DOUBLE + %3$s)"
                .formatted(Interval.Z, count, z2 / 4);
        return List.of(
                "%s / aggregated.n::DOUBLE AS %s".formatted(count, name),
                // At the ends the formula gives 0 and 1 but for rounding.
                "CASE WHEN %1$s = 0 THEN 0 ELSE (%1$s + %2$s - %3$s) / (aggregated.n + %4$s) END AS %5$s_low"
                        .formatted(count, z2 / 2, half, z2, name),
                "CASE WHEN %1$s = aggregated.n THEN 1 ELSE (%1$s + %2$s + %3$s) / (aggregated.n + %4$s) END AS %5$s_high"
                        .formatted(count, z2 / 2, half, z2, name));
    }
}

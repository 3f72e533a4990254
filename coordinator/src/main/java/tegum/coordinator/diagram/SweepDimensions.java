package tegum.coordinator.diagram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tegum.coordinator.plot.Caption;
import tegum.coordinator.plot.DiagramAxis;
import tegum.coordinator.plot.DimensionChart;
import tegum.coordinator.plot.Estimate;
import tegum.model.Cell;
import tegum.plan.Plan;
import tegum.plan.PlannedCell;
import tegum.protocol.SweepVersion;
import tegum.spec.SweepSpec;
import tegum.statistics.Rule;

/// How a sweep version's dimensions are shared out along its first axis.
public final class SweepDimensions {
    private static final int MOST_COLUMNS = 200;
    private static final int MOST_ROWS = 6;
    private static final String LEAST = "_least";
    private static final String GREATEST = "_greatest";
    private static final String CLASSES = "_classes";
    private static final String MEMBERS = "_members";

    private final SweepSpec spec;
    private final SweepVersion sweep;
    private final Rule rule;
    private final PointGrid points;

    private SweepDimensions(Plan plan, SweepVersion sweep, Rule rule) {
        this.spec = plan.spec();
        this.sweep = sweep;
        this.rule = SweepWords.drawn(rule);
        this.points = PointGrid.of(plan, MOST_COLUMNS, MOST_ROWS);
    }

    /// A chart and how its files are told apart.
    ///
    /// @param stem `basic-20-5@1-output=relu`
    public record Named(String stem, DimensionChart chart) {}

    /// Chooses the cells that are shown: at most 200 along the axis, for at most six combinations of the others.
    ///
    /// @throws IllegalArgumentException if no axis has numbers
    public static SweepDimensions of(Plan plan, SweepVersion sweep, Rule rule) {
        if (!SweepDiagrams.drawable(plan.spec())) {
            throw new IllegalArgumentException("no axis of " + sweep + " has numbers to draw along");
        }
        return new SweepDimensions(plan, sweep, rule);
    }

    /// The query for the dimensions of each cell, and for the features and shapes of its best training.
    public String query() {
        return """
                WITH best AS (SELECT * FROM "%1$s trainings" WHERE cell IN (%2$s)
                    QUALIFY row_number() OVER (PARTITION BY cell ORDER BY loss NULLS LAST, replicate) = 1),
                formed AS (SELECT cell, stream, replicate, numerics, measurement,
                    list("class" ORDER BY component) AS %3$s, list(members ORDER BY component) AS %4$s
                    FROM components WHERE cell IN (%2$s) GROUP BY ALL),
                spread AS (SELECT cell, min(dims_per_feature) AS %5$s, max(dims_per_feature) AS %6$s
                    FROM "%1$s trainings" WHERE cell IN (%2$s) GROUP BY cell)
                SELECT cell, dimensionality, %3$s, %4$s, %5$s, %6$s, v.dims_per_feature%7$s AS dims,
                    best.dims_per_feature AS dims_of_best
                FROM best LEFT JOIN formed USING (cell, stream, replicate, numerics, measurement)
                JOIN spread USING (cell) JOIN "%1$s" v USING (cell)""".formatted(sweep, points.ids(), CLASSES, MEMBERS, LEAST, GREATEST, SweepWords.suffix(rule));
    }

    /// Dimensions per feature of all combinations of the other axes, by the rule.
    ///
    /// @param rows answer to [#query]; cells without one are not trained yet
    public Named curves(Iterable<CellRow> rows) {
        Map<String, CellRow> byCell = PointGrid.byCell(rows);
        List<String> labels = points.heads(spec);
        List<DimensionChart.Series> series = new ArrayList<>();
        for (int row = 0; row < labels.size(); row++) {
            series.add(new DimensionChart.Series(
                    labels.get(row), dims(byCell, points.cells().get(row))));
        }
        return new Named(
                sweep.toString(),
                new DimensionChart(
                        caption(SweepWords.rule(rule, spec.replicates()), List.of()), x(), series, List.of()));
    }

    /// The features of each best training, one chart for each combination of the other axes.
    ///
    /// @param rows answer to [#query]; cells without one are not trained yet
    public List<Named> features(Iterable<CellRow> rows) {
        Map<String, CellRow> byCell = PointGrid.byCell(rows);
        List<String> stems = points.stems(spec);
        List<String> labels = points.heads(spec);
        List<Named> charts = new ArrayList<>();
        for (int row = 0; row < labels.size(); row++) {
            List<PlannedCell> cells = points.cells().get(row);
            List<DimensionChart.Feature> features = new ArrayList<>();
            for (int column = 0; column < cells.size(); column++) {
                int at = column;
                Optional.ofNullable(byCell.get(cells.get(column).id().toString()))
                        .ifPresent(found -> features.addAll(features(at, found)));
            }
            String label = labels.get(row);
            charts.add(new Named(
                    label.isEmpty() ? sweep.toString() : sweep + "-" + stems.get(row),
                    new DimensionChart(
                            caption(
                                    SweepWords.rule(Rule.BEST, spec.replicates()),
                                    label.isEmpty() ? List.of() : List.of(label)),
                            x(),
                            List.of(new DimensionChart.Series("", ofBest(byCell, cells))),
                            features)));
        }
        return charts;
    }

    private Caption caption(String ruleText, List<String> slice) {
        Cell first = points.cells().getFirst().getFirst().cell();
        List<String> details = new ArrayList<>(slice);
        details.add(SweepWords.training(first));
        return new Caption(spec.title(), sweep.toString(), ruleText, details);
    }

    private DiagramAxis x() {
        DiagramAxis whole =
                DiagramAxes.inverseDensity(spec, points.axis()).orElseGet(() -> DiagramAxes.drawn(spec, points.axis()));
        double[] values = whole.values();
        double[] chosen =
                points.columns().stream().mapToDouble(index -> values[index]).toArray();
        return new DiagramAxis(whole.name(), whole.label(), whole.unit(), chosen, whole.spacing());
    }

    private List<Estimate> dims(Map<String, CellRow> byCell, List<PlannedCell> cells) {
        List<Estimate> estimates = new ArrayList<>();
        for (PlannedCell cell : cells) {
            estimates.add(Optional.ofNullable(byCell.get(cell.id().toString()))
                    .map(row -> estimate(row))
                    .orElse(Estimate.NONE));
        }
        return estimates;
    }

    private static Estimate estimate(CellRow row) {
        double dims = row.number("dims");
        return Double.isFinite(dims)
                // A mean rounds.
                ? new Estimate(dims, Math.min(dims, row.number(LEAST)), Math.max(dims, row.number(GREATEST)))
                : Estimate.NONE;
    }

    private static List<Estimate> ofBest(Map<String, CellRow> byCell, List<PlannedCell> cells) {
        return cells.stream()
                .map(cell -> Optional.ofNullable(byCell.get(cell.id().toString()))
                        .map(row -> Estimate.exact(row.number("dims_of_best")))
                        .orElse(Estimate.NONE))
                .toList();
    }

    private static List<DimensionChart.Feature> features(int column, CellRow row) {
        double[] dimensionality = row.list("dimensionality").orElse(new double[0]);
        String[] shapes = new String[dimensionality.length];
        Arrays.fill(shapes, "");
        if (row.value(CLASSES) instanceof List<?> classes && row.value(MEMBERS) instanceof List<?> members) {
            for (int component = 0; component < classes.size(); component++) {
                for (Object member : (List<?>) members.get(component)) {
                    shapes[((Number) member).intValue()] = String.valueOf(classes.get(component));
                }
            }
        }
        List<DimensionChart.Feature> features = new ArrayList<>();
        for (int feature = 0; feature < dimensionality.length; feature++) {
            features.add(new DimensionChart.Feature(column, dimensionality[feature], shapes[feature]));
        }
        return features;
    }
}

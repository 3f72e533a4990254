package tegum.coordinator.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tegum.coordinator.plot.Caption;
import tegum.coordinator.plot.DiagramAxis;
import tegum.coordinator.plot.ModelCell;
import tegum.coordinator.plot.ModelGrid;
import tegum.measure.Weights;
import tegum.model.Cell;
import tegum.model.Loss;
import tegum.model.PerFeature;
import tegum.plan.Plan;
import tegum.plan.PlannedCell;
import tegum.protocol.SweepVersion;
import tegum.spec.SweepSpec;
import tegum.statistics.Rule;

/// The best models of a sweep version, side by side along its first axis.
public final class SweepModels {
    private static final int MOST_COLUMNS = 10;
    private static final int MOST_ROWS = 4;
    private static final String WEIGHTS = "_w";
    private static final String BIAS = "_b";

    private final SweepSpec spec;
    private final SweepVersion sweep;
    private final PointGrid points;

    private SweepModels(Plan plan, SweepVersion sweep) {
        this.spec = plan.spec();
        this.sweep = sweep;
        this.points = PointGrid.of(plan, MOST_COLUMNS, MOST_ROWS);
    }

    /// Chooses the cells that are shown: at most ten along the axis, for at most four combinations of the others.
    public static SweepModels of(Plan plan, SweepVersion sweep) {
        return new SweepModels(plan, sweep);
    }

    /// The query for the best training of each cell, with its weights as far as they are kept.
    public String query() {
        return """
                WITH best AS (SELECT * FROM "%1$s trainings" WHERE cell IN (%2$s)
                    QUALIFY row_number() OVER (PARTITION BY cell ORDER BY loss NULLS LAST, replicate) = 1),
                kept AS (SELECT cell, stream, replicate, numerics,
                    any_value("values") FILTER (WHERE matrix = 'W') AS %3$s,
                    any_value("values") FILTER (WHERE matrix = 'b') AS %4$s
                    FROM weights WHERE cell IN (%2$s) GROUP BY ALL)
                SELECT cell, loss, norm, interference, %3$s, %4$s
                FROM best LEFT JOIN kept USING (cell, stream, replicate, numerics)""".formatted(sweep, points.ids(), WEIGHTS, BIAS);
    }

    /// The models as panels.
    ///
    /// @param rows answer to [#query]; cells without one are not trained yet
    public ModelGrid grid(Iterable<CellRow> rows) {
        Map<String, CellRow> byCell = PointGrid.byCell(rows);
        List<ModelCell> cells = new ArrayList<>();
        for (List<PlannedCell> row : points.cells()) {
            for (PlannedCell cell : row) {
                cells.add(Optional.ofNullable(byCell.get(cell.id().toString()))
                        .map(found -> model(cell.cell(), found))
                        .orElseGet(ModelCell.Missing::new));
            }
        }
        Cell first = points.cells().getFirst().getFirst().cell();
        int focus = spec.measure().focus().index(first.model().shape().features());
        return new ModelGrid(
                new Caption(
                        spec.title(), sweep.toString(), SweepWords.rule(Rule.BEST, spec.replicates()), details(first)),
                heads(),
                points.heads(spec),
                focus,
                cells);
    }

    private static ModelCell model(Cell cell, CellRow row) {
        double loss = row.number("loss");
        Optional<PerFeature> norm = row.list("norm").map(PerFeature::of);
        Optional<PerFeature> interference = row.list("interference").map(PerFeature::of);
        if (Double.isNaN(loss) || norm.isEmpty() || interference.isEmpty()) {
            return new ModelCell.Diverged();
        }
        Optional<double[]> w = row.list(WEIGHTS);
        Optional<double[]> b = row.list(BIAS);
        ModelCell.Parameters parameters = w.isPresent() && b.isPresent()
                ? new ModelCell.Parameters.Kept(Weights.of(
                        floats(w.get()), floats(b.get()), cell.model().shape()))
                : new ModelCell.Parameters.NotKept();
        PerFeature importance = switch (cell.model().loss()) {
            case Loss.SquaredError(PerFeature each) -> each;
        };
        return new ModelCell.Trained(loss, importance, norm.get(), interference.get(), parameters);
    }

    private static float[] floats(double... values) {
        float[] result = new float[values.length];
        for (int k = 0; k < result.length; k++) {
            result[k] = (float) values[k];
        }
        return result;
    }

    private List<String> heads() {
        if (points.axis() < 0) {
            return List.of("");
        }
        DiagramAxis axis = DiagramAxes.drawn(spec, points.axis());
        return points.columns().stream().map(axis::head).toList();
    }

    private List<String> details(Cell cell) {
        List<String> details = new ArrayList<>();
        details.add(SweepWords.training(cell));
        if (points.axis() >= 0) {
            details.add(DiagramAxes.drawn(spec, points.axis()).label());
            int count = spec.axes().get(points.axis()).count();
            if (points.columns().size() < count) {
                details.add("%d of %,d values of %s"
                        .formatted(
                                points.columns().size(),
                                count,
                                spec.axes().get(points.axis()).name()));
            }
        }
        return details;
    }
}

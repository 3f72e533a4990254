package tegum.coordinator.diagram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.plot.Boundary;
import tegum.coordinator.plot.Caption;
import tegum.coordinator.plot.DiagramAxis;
import tegum.coordinator.plot.DiagramCell;
import tegum.coordinator.plot.Estimate;
import tegum.coordinator.plot.PhaseDiagram;
import tegum.coordinator.plot.PhaseShares;
import tegum.measure.Thresholds;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;
import tegum.spec.Axis;
import tegum.spec.Scalar;
import tegum.spec.SweepSpec;
import tegum.statistics.Fraction;
import tegum.statistics.Interval;
import tegum.statistics.Rule;
import tegum.statistics.StudentT;

/// The diagrams of a sweep version: one for each slice of its grid.
public final class SweepDiagrams {
    private static final String COMPOSITIONS = "_compositions";
    private static final String COMPOSITION_COUNTS = "_composition_counts";
    private static final String LOSS_SE_BEST = "_loss_se_best";
    private static final String LOSS_SE_MEAN = "_loss_se_mean";

    private final Plan plan;
    private final SweepSpec spec;
    private final SweepVersion sweep;
    private final Rule rule;
    private final DiagramAxes axes;
    private final Theory theory;

    private SweepDiagrams(Plan plan, SweepVersion sweep, Rule rule) {
        this.plan = plan;
        this.spec = plan.spec();
        this.sweep = sweep;
        this.rule = rule;
        this.axes = DiagramAxes.of(spec);
        this.theory = new Theory(plan);
    }

    /// A diagram and how its files are told apart.
    ///
    /// @param stem `quickstart@1` or, for a slice, `quickstart@1-batch=256`
    public record Named(String stem, PhaseDiagram diagram) {}

    /// How many slices a sweep has: one, unless it has more than two axes.
    public static long slices(SweepSpec spec) {
        return DiagramAxes.of(spec).sliced().stream()
                .mapToLong(axis -> spec.axes().get(axis).count())
                .reduce(1, (a, b) -> a > Integer.MAX_VALUE ? a : a * b);
    }

    /// Whether a sweep is a grid with an axis of numbers to draw along.
    public static boolean drawable(SweepSpec spec) {
        return !spec.isSample() && !DiagramAxes.of(spec).shown().isEmpty();
    }

    /// The query for the rows of a version: its view, and what curves need beside it.
    public static String query(SweepVersion sweep) {
        return """
                WITH counted AS (SELECT cell, composition, count(*) AS n FROM "%1$s trainings"
                    WHERE composition IS NOT NULL GROUP BY ALL),
                compositions AS (SELECT cell, list(composition ORDER BY n DESC, composition) AS %2$s,
                    list(n ORDER BY n DESC, composition) AS %3$s FROM counted GROUP BY cell),
                errors AS (SELECT cell, arg_min(loss_se, loss) AS %4$s,
                    stddev_samp(loss) / sqrt(count(loss)) AS %5$s FROM "%1$s trainings" GROUP BY cell)
                SELECT * FROM "%1$s" LEFT JOIN compositions USING (cell) LEFT JOIN errors USING (cell)""".formatted(sweep, COMPOSITIONS, COMPOSITION_COUNTS, LOSS_SE_BEST, LOSS_SE_MEAN);
    }

    /// The first diagrams of a version, in the order of the grid.
    ///
    /// @param rows answer to [#query], in any order; cells without one are not trained yet
    /// @param rule by which replicates become the norm and interference that are drawn
    /// @param most how many slices at most
    /// @throws IllegalArgumentException if no axis has numbers
    public static List<Named> of(Plan plan, SweepVersion sweep, Rule rule, Iterable<CellRow> rows, int most) {
        return new SweepDiagrams(plan, sweep, rule).diagrams(rows, most);
    }

    private List<Named> diagrams(Iterable<CellRow> rows, int most) {
        if (axes.shown().isEmpty()) {
            throw new IllegalArgumentException("no axis of " + sweep + " has numbers to draw along");
        }
        List<int[]> slices = sliceIndices(most);
        Map<List<Integer>, DiagramCell[]> cells = new LinkedHashMap<>();
        int points = axes.shown().stream()
                .mapToInt(axis -> spec.axes().get(axis).count())
                .reduce(1, Math::multiplyExact);
        for (int[] slice : slices) {
            DiagramCell[] missing = new DiagramCell[points];
            Arrays.fill(missing, new DiagramCell.Missing());
            cells.put(key(slice), missing);
        }
        for (CellRow row : rows) {
            int[] indices = indices(row);
            DiagramCell[] into = cells.get(key(indices));
            if (into != null) {
                into[point(indices)] = measured(row);
            }
        }
        List<Named> diagrams = new ArrayList<>();
        for (int[] slice : slices) {
            diagrams.add(named(slice, cells.getOrDefault(key(slice), new DiagramCell[0])));
        }
        return diagrams;
    }

    private Named named(int[] slice, DiagramCell[] cells) {
        List<DiagramAxis> drawn =
                axes.shown().stream().map(axis -> DiagramAxes.drawn(spec, axis)).toList();
        List<Boundary> boundaries = drawn.size() == 2
                ? theory.boundaries(slice, axes.shown().getFirst(), axes.shown().getLast())
                : List.of();
        PhaseDiagram diagram = new PhaseDiagram(
                caption(slice),
                drawn,
                new Thresholds(
                        spec.measure().represented(),
                        spec.measure().superposed(),
                        spec.measure().edge()),
                Arrays.asList(cells),
                boundaries);
        String suffix = sliceTexts(slice).stream().map(text -> "-" + text).collect(Collectors.joining());
        return new Named(sweep + suffix, diagram);
    }

    private Caption caption(int[] slice) {
        int[] first = slice.clone();
        axes.shown().forEach(axis -> first[axis] = 0);
        var cell = plan.cellAt(first).cell();
        List<String> details = new ArrayList<>(sliceTexts(slice));
        details.add(SweepWords.training(cell));
        details.add(SweepWords.focus(spec, cell));
        return new Caption(spec.title(), sweep.toString(), SweepWords.rule(rule, spec.replicates()), details);
    }

    private List<String> sliceTexts(int[] slice) {
        return axes.sliced().stream()
                .map(axis -> spec.axes().get(axis).name() + "="
                        + spec.axes().get(axis).values().at(slice[axis]).text())
                .toList();
    }

    private DiagramCell measured(CellRow row) {
        String suffix = SweepWords.suffix(SweepWords.drawn(rule));
        int replicates = (int) row.number("replicates");
        return new DiagramCell.Measured(
                row.number("norm" + suffix),
                row.number("interference" + suffix),
                new PhaseShares(estimate(row, "ignored"), estimate(row, "dedicated"), estimate(row, "superposed")),
                replicates,
                (int) row.number("diverged"),
                losses(row),
                compositions(row, replicates));
    }

    /// The best loss is one number with the error of its evaluation; the mean has the error of a mean. A mean of ranked
    /// losses has no error as simple as that, so it gets none.
    private static SequencedMap<String, Estimate> losses(CellRow row) {
        SequencedMap<String, Estimate> losses = new LinkedHashMap<>();
        for (Rule each : List.of(Rule.BEST, Rule.DROP_WORST, Rule.MEAN)) {
            double loss = row.number("loss" + SweepWords.suffix(each));
            double finite = row.number("replicates") - row.number("diverged");
            double half = switch (each) {
                case BEST -> Interval.Z * row.number(LOSS_SE_BEST);
                case MEAN -> finite < 2 ? 0.0 : StudentT.halfWidth(finite - 1) * row.number(LOSS_SE_MEAN);
                case DROP_WORST, MEDIAN -> 0.0;
            };
            if (Double.isFinite(loss)) {
                losses.put(
                        each.text(),
                        Double.isFinite(half) ? new Estimate(loss, loss - half, loss + half) : Estimate.exact(loss));
            }
        }
        return losses;
    }

    private static SequencedMap<String, Estimate> compositions(CellRow row, int replicates) {
        SequencedMap<String, Estimate> compositions = new LinkedHashMap<>();
        if (row.value(COMPOSITIONS) instanceof List<?> names
                && row.value(COMPOSITION_COUNTS) instanceof List<?> counts) {
            for (int k = 0; k < names.size(); k++) {
                Fraction fraction = new Fraction(Integer.parseInt(String.valueOf(counts.get(k))), replicates);
                Interval interval = fraction.wilson();
                double share = fraction.share();
                compositions.put(
                        String.valueOf(names.get(k)),
                        new Estimate(share, Math.min(share, interval.low()), Math.max(share, interval.high())));
            }
        }
        return compositions;
    }

    private static Estimate estimate(CellRow row, String column) {
        double value = row.number(column);
        // Rounding may put an end of the interval a bit inside the share itself.
        return Double.isNaN(value)
                ? Estimate.NONE
                : new Estimate(
                        value,
                        Math.min(value, row.number(column + "_low")),
                        Math.max(value, row.number(column + "_high")));
    }

    private int[] indices(CellRow row) {
        int[] indices = new int[spec.axes().size()];
        for (int axis = 0; axis < indices.length; axis++) {
            Axis at = spec.axes().get(axis);
            indices[axis] = at.values().indexOf(scalar(row.value(at.name())));
            if (indices[axis] < 0) {
                throw new IllegalArgumentException(
                        "%s is no value of axis %s of %s".formatted(row.value(at.name()), at.name(), sweep));
            }
        }
        return indices;
    }

    private static Scalar scalar(@Nullable Object value) {
        return switch (value) {
            case null -> new Scalar.Word("");
            case Number number -> Scalar.Decimal.of(number.doubleValue());
            case Boolean flag -> new Scalar.Flag(flag);
            default -> new Scalar.Word(value.toString());
        };
    }

    /// Row-major with x fastest.
    private int point(int[] indices) {
        int x = axes.shown().getFirst();
        int y = axes.shown().getLast();
        return x == y ? indices[x] : indices[y] * spec.axes().get(x).count() + indices[x];
    }

    private List<Integer> key(int[] indices) {
        return axes.sliced().stream().map(axis -> indices[axis]).toList();
    }

    /// The first slices in the order of the grid, the last axis fastest.
    private List<int[]> sliceIndices(int most) {
        List<int[]> slices = new ArrayList<>();
        int[] at = new int[spec.axes().size()];
        boolean more = true;
        while (more && slices.size() < most) {
            slices.add(at.clone());
            more = false;
            for (int k = axes.sliced().size() - 1; k >= 0 && !more; k--) {
                int axis = axes.sliced().get(k);
                at[axis] = (at[axis] + 1) % spec.axes().get(axis).count();
                more = at[axis] != 0;
            }
        }
        return slices;
    }
}

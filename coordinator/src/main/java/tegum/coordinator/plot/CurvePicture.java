package tegum.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/// Curves over the one axis of a diagram, with bands or bars for their intervals.
final class CurvePicture implements Drawing {
    private static final double WIDTH = 820.0;
    private static final double MARGIN = 14.0;
    private static final double PLOT_WIDTH = 580.0;
    private static final double PLOT_HEIGHT = 420.0;
    private static final double DATA_WIDTH = PLOT_WIDTH - CellPlots.LEFT;
    private static final double DATA_HEIGHT = PLOT_HEIGHT - CellPlots.BOTTOM;
    private static final double SIDE_LEFT = MARGIN + PLOT_WIDTH + 20.0;
    private static final double SIDE_WIDTH = WIDTH - SIDE_LEFT - MARGIN;

    /// Losses that spread further than this ratio get a logarithmic axis.
    private static final double WIDE_RATIO = 5.0;

    private final PhaseDiagram diagram;
    private final List<Curve> curves;
    private final Heading heading;
    private final Legend legend;
    private final ValueScale scale;
    private final XYLineAndShapeRenderer renderer;

    private CurvePicture(
            PhaseDiagram diagram, String shown, List<Curve> curves, ValueScale scale, XYLineAndShapeRenderer renderer) {
        this.diagram = diagram;
        this.curves = curves;
        this.scale = scale;
        this.renderer = renderer;
        heading = Heading.of(diagram.caption(), shown, WIDTH - 2 * MARGIN);
        legend = new Legend(SIDE_WIDTH);
        for (Curve curve : curves) {
            legend.add(new Legend.Sample.Curve(curve.color(), curve.mark()), curve.label());
        }
    }

    /// The vertical axis: its title, its ends in positions, and its spacing.
    private record ValueScale(String title, double lower, double upper, DiagramAxis.Spacing spacing) {
        double positionOf(double value) {
            return spacing == DiagramAxis.Spacing.LOG ? Math.log10(value) : value;
        }

        PositionAxis axis() {
            return new PositionAxis(
                    title,
                    lower,
                    upper,
                    spacing == DiagramAxis.Spacing.LOG
                            ? AxisTicks.logarithmic(lower, upper, 8)
                            : AxisTicks.linear(lower, upper, 8));
        }
    }

    /// The fraction of replicates in each phase.
    static CurvePicture fractions(PhaseDiagram diagram) {
        List<Curve> curves = Stream.of(PhaseLook.values())
                .map(phase -> Curve.of(diagram, phase))
                .toList();
        return shares(diagram, "fraction of replicates in each phase", curves).noted("");
    }

    /// The fraction of replicates by composition, the commonest ones; empty if no cell has any.
    static Optional<CurvePicture> compositions(PhaseDiagram diagram) {
        SequencedMap<String, Double> sums = new LinkedHashMap<>();
        diagram.measured()
                .flatMap(cell -> cell.compositions().entrySet().stream())
                .filter(entry -> entry.getValue().isPresent())
                .forEach(entry -> sums.merge(entry.getKey(), entry.getValue().value(), Double::sum));
        if (sums.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = sums.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -entry.getValue()))
                .limit(Curve.MOST)
                .map(entry -> entry.getKey())
                .toList();
        List<Curve> curves = new ArrayList<>();
        for (String name : names) {
            curves.add(Curve.of(
                    diagram,
                    name,
                    curves.size(),
                    cell -> cell.compositions().getOrDefault(name, Estimate.noneOf(cell.replicates()))));
        }
        int rest = sums.size() - names.size();
        return Optional.of(shares(diagram, "fraction of replicates by composition", curves)
                .noted(
                        rest == 0
                                ? ""
                                : "%d rarer %s not drawn"
                                        .formatted(rest, rest == 1 ? "composition is" : "compositions are")));
    }

    /// The loss by each rule; empty if no cell has a finite one.
    static Optional<CurvePicture> losses(PhaseDiagram diagram) {
        List<Curve> curves = new ArrayList<>();
        for (String rule : diagram.lossRules()) {
            if (curves.size() < Curve.MOST) {
                curves.add(Curve.of(
                        diagram, rule, curves.size(), cell -> cell.losses().getOrDefault(rule, Estimate.NONE)));
            }
        }
        List<Estimate> present = curves.stream()
                .flatMap(curve -> curve.estimates().stream())
                .filter(Estimate::isPresent)
                .toList();
        if (present.isEmpty()) {
            return Optional.empty();
        }
        XYErrorRenderer bars = new XYErrorRenderer();
        bars.setDrawXError(false);
        bars.setCapLength(5.0);
        bars.setErrorStroke(new BasicStroke(1.4f));
        bars.setDefaultLinesVisible(true);
        return Optional.of(new CurvePicture(diagram, "loss by rule", curves, lossScale(present), bars).noted(""));
    }

    private static ValueScale lossScale(List<Estimate> present) {
        double least = present.stream().mapToDouble(Estimate::low).min().orElseThrow();
        double most = present.stream().mapToDouble(Estimate::high).max().orElseThrow();
        String title = "loss (sum over features)";
        if (least > 0.0 && most / least >= WIDE_RATIO) {
            double margin = 0.05 * Math.log10(most / least);
            return new ValueScale(
                    title, Math.log10(least) - margin, Math.log10(most) + margin, DiagramAxis.Spacing.LOG);
        }
        double lower = Math.min(0.0, least);
        double height = most > lower ? most - lower : 1.0;
        return new ValueScale(
                title, lower < 0.0 ? lower - 0.05 * height : 0.0, lower + 1.05 * height, DiagramAxis.Spacing.LINEAR);
    }

    private static CurvePicture shares(PhaseDiagram diagram, String shown, List<Curve> curves) {
        DeviationRenderer bands = new DeviationRenderer(true, true);
        bands.setAlpha(0.18f);
        return new CurvePicture(
                diagram,
                shown,
                curves,
                new ValueScale("fraction of replicates", -0.02, 1.02, DiagramAxis.Spacing.LINEAR),
                bands);
    }

    private CurvePicture noted(String note) {
        String intervals =
                renderer instanceof DeviationRenderer ? "bands: 95 % Wilson interval" : "bars: 95 % interval";
        legend.add(new Legend.Sample.None(), intervals);
        if (!note.isEmpty()) {
            legend.add(new Legend.Sample.None(), note);
        }
        diagram.boundaries()
                .forEach(boundary -> legend.add(new Legend.Sample.Stroke(boundary.kind()), boundary.label()));
        if (diagram.missingCount() > 0) {
            legend.add(
                    new Legend.Sample.None(),
                    "gaps: %d of %d cells not trained yet"
                            .formatted(diagram.missingCount(), diagram.cells().size()));
        }
        if (diagram.measured().findAny().isPresent()) {
            legend.add(new Legend.Sample.None(), diagram.replicatesText());
        }
        return this;
    }

    @Override
    public double width() {
        return WIDTH;
    }

    @Override
    public double height() {
        return heading.height() + Math.max(PLOT_HEIGHT, legend.height()) + MARGIN;
    }

    @Override
    public void draw(Graphics2D graphics) {
        double top = heading.height();
        heading.draw(graphics, MARGIN);
        AxisGrid grid = new AxisGrid(diagram.x());
        XYPlot plot = CellPlots.bare(PositionAxis.of(grid, 8).fitted(DATA_WIDTH), scale.axis());
        plot.setRangeGridlinesVisible(true);
        plot.setRangeGridlinePaint(new Color(0xDD, 0xDD, 0xDD));
        plot.setRangeGridlineStroke(new BasicStroke(0.8f));
        plot.setDataset(dataset(grid));
        plot.setRenderer(renderer);
        for (Boundary boundary : diagram.boundaries()) {
            plot.addAnnotation(new BoundaryLine(diagram, boundary));
        }
        CellPlots.draw(graphics, plot, new Rectangle2D.Double(MARGIN + CellPlots.LEFT, top, DATA_WIDTH, DATA_HEIGHT));
        legend.draw(graphics, SIDE_LEFT, top);
    }

    /// Each unbroken piece of a curve is a series of its own: the renderers would draw across a gap.
    private YIntervalSeriesCollection dataset(AxisGrid grid) {
        YIntervalSeriesCollection dataset = new YIntervalSeriesCollection();
        for (Curve curve : curves) {
            YIntervalSeries piece = new YIntervalSeries(dataset.getSeriesCount());
            for (int rank = 0; rank < grid.count(); rank++) {
                Estimate estimate = curve.estimates().get(rank);
                if (estimate.isPresent()) {
                    piece.add(
                            grid.centre(rank),
                            scale.positionOf(estimate.value()),
                            scale.positionOf(estimate.low()),
                            scale.positionOf(estimate.high()));
                } else if (piece.getItemCount() > 0) {
                    add(dataset, piece, curve);
                    piece = new YIntervalSeries(dataset.getSeriesCount());
                }
            }
            if (piece.getItemCount() > 0) {
                add(dataset, piece, curve);
            }
        }
        return dataset;
    }

    private void add(YIntervalSeriesCollection dataset, YIntervalSeries piece, Curve curve) {
        int index = dataset.getSeriesCount();
        dataset.addSeries(piece);
        renderer.setSeriesPaint(index, curve.color());
        renderer.setSeriesFillPaint(index, curve.color());
        renderer.setSeriesStroke(index, new BasicStroke(2f));
        renderer.setSeriesShape(index, curve.mark().shape());
    }
}

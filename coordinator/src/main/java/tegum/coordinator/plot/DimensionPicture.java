package tegum.coordinator.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Dimensions per feature along an axis, and on demand the dimensionality of every feature below the curve.
///
/// Source: Elhage et al. 2022, *Toy Models of Superposition*, "The Geometry of Superposition": the curve sticks at 1
/// and 1/2, the features at the fractions of the polytopes that they form.
final class DimensionPicture implements Drawing {
    private static final double MARGIN = 14.0;
    private static final double DATA_WIDTH = 500.0;
    private static final double DATA_HEIGHT = 430.0;
    private static final double SIDE_WIDTH = 170.0;

    /// Models that learn next to nothing have many dimensions per feature; the plateaus lie below this.
    private static final double MOST = 2.0;

    private static final double GOLDEN = 0.618033988749895;

    /// A line across, with its name.
    ///
    /// @param shift pixels by which the name is lowered, so that neighbours do not overlap
    private record Level(double value, String name, double shift) {}

    private static final List<Level> PLATEAUS = List.of(new Level(1, "1", 0), new Level(0.5, "1/2", 0));
    private static final List<Level> POLYTOPES = List.of(
            new Level(1, "1 single", 0),
            new Level(3.0 / 4, "3/4 tetrahedron", 0),
            new Level(2.0 / 3, "2/3 triangle", 0),
            new Level(1.0 / 2, "1/2 digon", 0),
            new Level(2.0 / 5, "2/5 pentagon", -3),
            new Level(3.0 / 8, "3/8 square antiprism", 4));

    /// The classes that have a colour of their own; Okabe and Ito 2008, *Color Universal Design*.
    private enum ShapeInk {
        SINGLE("single", 0x0072B2),
        TETRAHEDRON("tetrahedron", 0xE69F00),
        TRIANGLE("triangle", 0x009E73),
        DIGON("digon", 0xD55E00),
        PENTAGON("pentagon", 0xCC79A7),
        ANTIPRISM("square antiprism", 0x56B4E9),
        OTHER("other", 0x333333),
        NONE("", 0xB5B5B5);

        private final String shape;
        private final Color color;

        ShapeInk(String shape, int rgb) {
            this.shape = shape;
            this.color = new Color(rgb);
        }

        static ShapeInk of(String shape) {
            for (ShapeInk ink : values()) {
                if (ink.shape.equals(shape)) {
                    return ink;
                }
            }
            return OTHER;
        }

        String text() {
            return switch (this) {
                case NONE -> "not represented";
                case OTHER -> "another shape";
                default -> shape;
            };
        }
    }

    private final DimensionChart chart;
    private final List<Level> levels;
    private final boolean scatter;
    private final double sideLeft;
    private final Heading heading;
    private final Legend legend;
    private final double upper;

    private DimensionPicture(DimensionChart chart, String shown, List<Level> levels, boolean scatter) {
        this.chart = chart;
        this.levels = levels;
        this.scatter = scatter;
        sideLeft = MARGIN
                + CellPlots.LEFT
                + DATA_WIDTH
                + 24.0
                + levels.stream()
                        .mapToDouble(level -> Lettering.width(level.name(), Lettering.DETAIL))
                        .max()
                        .orElse(0);
        heading = Heading.of(chart.caption(), shown + ", " + chart.caption().rule(), width() - 2 * MARGIN);
        double most = chart.series().stream()
                .flatMap(series -> series.dims().stream())
                .filter(Estimate::isPresent)
                .mapToDouble(Estimate::value)
                .max()
                .orElse(1.0);
        upper = 1.05 * Math.clamp(most, 1.0, MOST);
        legend = legend();
    }

    /// Dimensions per feature alone, with their plateaus.
    static DimensionPicture curves(DimensionChart chart) {
        return new DimensionPicture(chart, "dimensions per feature", PLATEAUS, false);
    }

    /// Every feature, with the fractions of the polytopes.
    static DimensionPicture scatter(DimensionChart chart) {
        return new DimensionPicture(chart, "dimensionality of every feature", POLYTOPES, true);
    }

    private Legend legend() {
        Legend entries = new Legend(SIDE_WIDTH);
        for (int series = 0; series < chart.series().size(); series++) {
            String label = chart.series().get(series).label();
            entries.add(
                    new Legend.Sample.Curve(ink(series), Curve.mark(series)),
                    "D* = m / ‖W‖²" + (label.isEmpty() ? "" : ", " + label));
        }
        if (chart.series().stream()
                .flatMap(series -> series.dims().stream())
                .anyMatch(estimate -> estimate.width() > 0)) {
            entries.add(new Legend.Sample.None(), "bars: least and greatest of the replicates");
        }
        long beyond = chart.series().stream()
                .flatMap(series -> series.dims().stream())
                .filter(estimate -> estimate.value() > upper)
                .count();
        if (beyond > 0) {
            entries.add(new Legend.Sample.None(), "D* above the scale: " + Labels.count(beyond) + " cells");
        }
        if (scatter) {
            for (ShapeInk ink : ShapeInk.values()) {
                if (chart.features().stream().anyMatch(feature -> ShapeInk.of(feature.shape()) == ink)) {
                    entries.add(new Legend.Sample.Dot(ink.color), ink.text());
                }
            }
            entries.add(
                    new Legend.Sample.None(),
                    "points: the features of one training, spread sideways; colour: the shape"
                            + " that the feature is a corner of");
        }
        return entries;
    }

    private Color ink(int series) {
        return scatter ? Color.BLACK : Curve.color(series);
    }

    @Override
    public double width() {
        return sideLeft + SIDE_WIDTH + MARGIN;
    }

    @Override
    public double height() {
        return heading.height() + Math.max(DATA_HEIGHT + CellPlots.BOTTOM, legend.height()) + MARGIN;
    }

    @Override
    public void draw(Graphics2D graphics) {
        heading.draw(graphics, MARGIN);
        PlotFrame frame = new PlotFrame(
                new Rectangle2D.Double(MARGIN + CellPlots.LEFT, heading.height() + 4, DATA_WIDTH, DATA_HEIGHT),
                new AxisGrid(chart.x()),
                scatter ? "dimensionality Dᵢ, and dimensions per feature D*" : "dimensions per feature D* = m / ‖W‖²",
                0,
                upper);
        frame.drawAxes(graphics);
        levels.forEach(level -> frame.drawLevel(graphics, level.value(), level.name(), level.shift()));
        if (scatter) {
            drawFeatures(graphics, frame);
        }
        for (int series = 0; series < chart.series().size(); series++) {
            frame.drawCurve(graphics, chart.series().get(series), ink(series), Curve.mark(series));
        }
        legend.draw(graphics, sideLeft, heading.height());
    }

    /// Points of a cell are spread over two thirds of its width by multiples of the golden ratio: evenly, and the same
    /// each time.
    private void drawFeatures(Graphics2D graphics, PlotFrame frame) {
        AxisGrid grid = frame.grid();
        int[] counts = new int[chart.x().count()];
        List<double[]> places = new ArrayList<>();
        for (int rank = 0; rank < grid.count(); rank++) {
            places.add(new double[2]);
        }
        for (int rank = 0; rank < grid.count(); rank++) {
            places.set(grid.index(rank), new double[] {grid.edge(rank), grid.edge(rank + 1)});
        }
        for (DimensionChart.Feature feature : chart.features()) {
            double spread = counts[feature.x()]++ * GOLDEN % 1.0;
            double[] ends = places.get(feature.x());
            double x = frame.x(ends[0] + (ends[1] - ends[0]) * (1 + 4 * spread) / 6);
            double y = frame.y(Math.min(feature.dimensionality(), upper));
            Color color = ShapeInk.of(feature.shape()).color;
            graphics.setPaint(new Color(color.getRed(), color.getGreen(), color.getBlue(), 150));
            graphics.fill(new Ellipse2D.Double(x - 2.1, y - 2.1, 4.2, 4.2));
        }
    }
}

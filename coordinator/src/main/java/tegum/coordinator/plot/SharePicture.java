package tegum.coordinator.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.plot.XYPlot;

/// Three panels, one per phase, of a number between 0 and a common top: the fraction of replicates, or its uncertainty.
final class SharePicture implements Drawing {
    private static final double MARGIN = 14.0;
    private static final double PANEL = 290.0;
    private static final double GAP = 34.0;
    private static final double PANEL_TITLE = 24.0;
    private static final double BAR_WIDTH = 18.0;
    private static final double BAR_LABELS = 64.0;
    private static final double WIDTH = MARGIN + CellPlots.LEFT + 3 * (PANEL + GAP) + BAR_WIDTH + BAR_LABELS + MARGIN;
    private static final int BAR_STEPS = 64;

    private final PhaseDiagram diagram;
    private final Heading heading;
    private final Legend legend;
    private final String barTitle;
    private final double top;
    private final ToDoubleFunction<Estimate> number;

    private SharePicture(
            PhaseDiagram diagram, String shown, String barTitle, double top, ToDoubleFunction<Estimate> number) {
        this.diagram = diagram;
        this.barTitle = barTitle;
        this.top = top;
        this.number = number;
        heading = Heading.of(diagram.caption(), shown, WIDTH - 2 * MARGIN);
        long absent =
                diagram.measured().filter(cell -> !cell.shares().isPresent()).count();
        legend = Legend.of(diagram, WIDTH - 2 * MARGIN, absent).inColumns(3);
    }

    /// The fraction of replicates in each phase.
    static SharePicture fractions(PhaseDiagram diagram) {
        return new SharePicture(
                diagram, "fraction of replicates in each phase", "fraction of replicates", 1.0, Estimate::value);
    }

    /// The width of the interval of each of these fractions, on a scale up to the widest.
    static SharePicture intervals(PhaseDiagram diagram) {
        double widest = diagram.measured()
                .flatMap(cell -> List.of(PhaseLook.values()).stream().map(cell.shares()::of))
                .filter(Estimate::isPresent)
                .mapToDouble(Estimate::width)
                .max()
                .orElse(1.0);
        double rounded = Math.clamp(Math.ceil(widest * 10.0 - 1e-9) / 10.0, 0.1, 1.0);
        return new SharePicture(
                diagram,
                "width of the 95 % interval of each phase's fraction",
                "interval width (fraction)",
                rounded,
                Estimate::width);
    }

    @Override
    public double width() {
        return WIDTH;
    }

    @Override
    public double height() {
        return heading.height() + PANEL_TITLE + PANEL + CellPlots.BOTTOM + 10.0 + legend.height() + MARGIN;
    }

    @Override
    public void draw(Graphics2D graphics) {
        heading.draw(graphics, MARGIN);
        double panelTop = heading.height() + PANEL_TITLE;
        double left = MARGIN + CellPlots.LEFT;
        AxisGrid x = new AxisGrid(diagram.x());
        AxisGrid y = new AxisGrid(diagram.y());
        for (PhaseLook phase : PhaseLook.values()) {
            PositionAxis yAxis = PositionAxis.of(y, 8).fitted(PANEL);
            if (phase != PhaseLook.IGNORED) {
                yAxis.untitled().setTickLabelsVisible(false);
            }
            CellPlots.draw(
                    graphics,
                    diagram,
                    cell -> face(cell.shares().of(phase)),
                    PositionAxis.of(x, 5).untitled(),
                    yAxis,
                    new Rectangle2D.Double(left, panelTop, PANEL, PANEL));
            Lettering.write(graphics, phase.text(), Lettering.PANEL, left, panelTop - 8.0);
            left += PANEL + GAP;
        }
        String title = diagram.x().title();
        double middle = MARGIN + CellPlots.LEFT + (3 * PANEL + 2 * GAP) / 2;
        Lettering.centred(graphics, title, Lettering.AXIS, middle, panelTop + PANEL + CellPlots.BOTTOM - 8.0);
        drawBar(graphics, left, panelTop);
        legend.draw(graphics, MARGIN, panelTop + PANEL + CellPlots.BOTTOM + 10.0);
    }

    private CellFace face(Estimate share) {
        return share.isPresent()
                ? new CellFace.Filled(SequentialColours.of(number.applyAsDouble(share) / top))
                : new CellFace.Crossed();
    }

    private void drawBar(Graphics2D graphics, double left, double barTop) {
        double[] steps = IntStream.range(0, BAR_STEPS)
                .mapToDouble(step -> top * (step + 0.5) / BAR_STEPS)
                .toArray();
        AxisGrid across = new AxisGrid(new DiagramAxis("", "", "", new double[] {0}, DiagramAxis.Spacing.LINEAR));
        AxisGrid along = new AxisGrid(new DiagramAxis("", "", "", steps, DiagramAxis.Spacing.LINEAR));
        CellFace[][] faces = new CellFace[BAR_STEPS][1];
        for (int step = 0; step < BAR_STEPS; step++) {
            faces[step][0] = new CellFace.Filled(SequentialColours.of(steps[step] / top));
        }
        PositionAxis title = new PositionAxis(barTitle, 0.0, top, AxisTicks.linear(0.0, top, 6));
        XYPlot plot = CellPlots.bare(new PositionAxis("", -0.5, 0.5, List.of()), title);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        plot.addAnnotation(new CellMap(across, along, faces));
        CellPlots.draw(graphics, plot, new Rectangle2D.Double(left, barTop, BAR_WIDTH, PANEL));
    }
}

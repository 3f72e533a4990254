package tegum.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.plot.XYPlot;

/// The phase diagram proper: each cell in the colour of its norm and interference by the diagram's rule.
final class PhasePicture implements Drawing {
    private static final double WIDTH = 760.0;
    private static final double MARGIN = 14.0;
    private static final double PLOT_WIDTH = 520.0;
    private static final double PLOT_HEIGHT = 500.0;
    private static final double SIDE_LEFT = MARGIN + PLOT_WIDTH + 22.0;
    private static final double SIDE_WIDTH = WIDTH - SIDE_LEFT - MARGIN;
    private static final double KEY = 136.0;
    private static final double KEY_LEFT = 44.0;
    private static final double KEY_BOTTOM = 44.0;
    private static final int KEY_STEPS = 24;

    private final PhaseDiagram diagram;
    private final Heading heading;
    private final Legend legend;

    PhasePicture(PhaseDiagram diagram) {
        this.diagram = diagram;
        heading = Heading.of(
                diagram.caption(), "phase diagram, rule: " + diagram.caption().rule(), WIDTH - 2 * MARGIN);
        legend = Legend.of(diagram, SIDE_WIDTH, diagram.undefinedCount());
    }

    @Override
    public double width() {
        return WIDTH;
    }

    @Override
    public double height() {
        return heading.height() + Math.max(PLOT_HEIGHT, KEY + KEY_BOTTOM + 16.0 + legend.height()) + MARGIN;
    }

    @Override
    public void draw(Graphics2D graphics) {
        double top = heading.height();
        heading.draw(graphics, MARGIN);
        Rectangle2D data = data();
        CellPlots.draw(
                graphics,
                diagram,
                PhasePicture::face,
                PositionAxis.of(new AxisGrid(diagram.x()), 8).fitted(data.getWidth()),
                PositionAxis.of(new AxisGrid(diagram.y()), 8).fitted(data.getHeight()),
                data);
        drawKey(graphics, top);
        legend.draw(graphics, SIDE_LEFT, top + KEY + KEY_BOTTOM + 16.0);
    }

    /// The rectangle that the cells fill.
    Rectangle2D data() {
        return new Rectangle2D.Double(
                MARGIN + CellPlots.LEFT, heading.height(), PLOT_WIDTH - CellPlots.LEFT, PLOT_HEIGHT - CellPlots.BOTTOM);
    }

    private static CellFace face(DiagramCell.Measured cell) {
        return cell.isDefined()
                ? new CellFace.Filled(PhaseColours.of(cell.norm(), cell.interference()))
                : new CellFace.Crossed();
    }

    private void drawKey(Graphics2D graphics, double top) {
        double[] steps = IntStream.range(0, KEY_STEPS)
                .mapToDouble(step -> (step + 0.5) / KEY_STEPS)
                .toArray();
        AxisGrid grid = new AxisGrid(new DiagramAxis("key", "", "", steps, DiagramAxis.Spacing.LINEAR));
        CellFace[][] faces = new CellFace[KEY_STEPS][KEY_STEPS];
        for (int row = 0; row < KEY_STEPS; row++) {
            for (int column = 0; column < KEY_STEPS; column++) {
                faces[row][column] = new CellFace.Filled(PhaseColours.of(steps[row], steps[column]));
            }
        }
        XYPlot plot = CellPlots.bare(
                keyAxis("interference", diagram.thresholds().superposed()),
                keyAxis("feature norm", diagram.thresholds().represented()));
        plot.addAnnotation(new CellMap(grid, grid, faces));
        CellPlots.draw(graphics, plot, new Rectangle2D.Double(SIDE_LEFT + KEY_LEFT, top, KEY, KEY));
        drawRegions(graphics, SIDE_LEFT + KEY_LEFT, top);
    }

    private static PositionAxis keyAxis(String title, double threshold) {
        AxisTicks.Tick zero = new AxisTicks.Tick(0.0, "0");
        AxisTicks.Tick one = new AxisTicks.Tick(1.0, "≥1");
        boolean inside = threshold > 0.15 && threshold < 0.85;
        return new PositionAxis(
                title,
                0.0,
                1.0,
                inside
                        ? List.of(zero, new AxisTicks.Tick(threshold, Labels.value(threshold, 2)), one)
                        : List.of(zero, one));
    }

    /// The thresholds as lines over the key, and the name of each region in it.
    private void drawRegions(Graphics2D graphics, double left, double top) {
        double norm = Math.min(1.0, diagram.thresholds().represented());
        double interference = Math.min(1.0, diagram.thresholds().superposed());
        double x = left + KEY * interference;
        double y = top + KEY * (1.0 - norm);
        graphics.setPaint(Color.WHITE);
        graphics.setStroke(new BasicStroke(1.2f));
        graphics.draw(new Line2D.Double(left, y, left + KEY, y));
        graphics.draw(new Line2D.Double(x, top, x, y));
        write(graphics, PhaseLook.IGNORED, left + KEY / 2, (y + top + KEY) / 2 + 6.0, Color.BLACK);
        write(graphics, PhaseLook.DEDICATED, (left + x) / 2, (top + y) / 2, Color.WHITE);
        write(graphics, PhaseLook.SUPERPOSED, (x + left + KEY) / 2, (top + y) / 2, Color.WHITE);
    }

    private static void write(Graphics2D graphics, PhaseLook phase, double x, double y, Color ink) {
        graphics.setFont(Lettering.DETAIL.deriveFont(10f));
        graphics.setPaint(ink);
        double width = Lettering.width(phase.text(), graphics.getFont());
        graphics.drawString(phase.text(), (float) (x - width / 2), (float) (y + 4.0));
    }
}

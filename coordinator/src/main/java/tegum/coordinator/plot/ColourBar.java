package tegum.coordinator.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.jfree.chart.plot.XYPlot;

/// A lying bar of colours with its scale below it.
///
/// @param title what the colours mean
/// @param lower value at the left end
/// @param upper value at the right end
/// @param ticks marks of the scale
/// @param colour of a value
record ColourBar(String title, double lower, double upper, List<AxisTicks.Tick> ticks, DoubleFunction<Color> colour) {
    /// Height in pixels with scale, title and a gap below.
    static final double HEIGHT = 14.0 + CellPlots.BOTTOM + 6.0;

    private static final double WIDTH = 300.0;
    private static final double BAR = 14.0;
    private static final int STEPS = 64;

    /// Draws the bar with its left end under `left`.
    void draw(Graphics2D graphics, double left, double top) {
        double[] steps = IntStream.range(0, STEPS)
                .mapToDouble(step -> lower + (upper - lower) * (step + 0.5) / STEPS)
                .toArray();
        AxisGrid along = new AxisGrid(new DiagramAxis("", "", "", steps, DiagramAxis.Spacing.LINEAR));
        AxisGrid across = new AxisGrid(new DiagramAxis("", "", "", new double[] {0}, DiagramAxis.Spacing.LINEAR));
        CellFace[][] faces = new CellFace[1][STEPS];
        for (int step = 0; step < STEPS; step++) {
            faces[0][step] = new CellFace.Filled(colour.apply(steps[step]));
        }
        XYPlot plot = CellPlots.bare(
                new PositionAxis(title, lower, upper, ticks).fitted(WIDTH),
                new PositionAxis("", across.lower(), across.upper(), List.of()));
        plot.addAnnotation(new CellMap(along, across, faces));
        // The ends' labels reach beyond the bar.
        CellPlots.draw(graphics, plot, new Rectangle2D.Double(left + 12.0, top, WIDTH, BAR));
    }
}

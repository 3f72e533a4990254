package tegum.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.plot.XYPlot;

/// Axes around a rectangle, and where in it a value lies.
///
/// @param data the rectangle
/// @param grid the horizontal axis
/// @param title of the vertical axis
/// @param lower value at the bottom
/// @param upper value at the top
record PlotFrame(Rectangle2D data, AxisGrid grid, String title, double lower, double upper) {
    private static final Color LEVEL = new Color(0x9A, 0x9A, 0x9A);

    void drawAxes(Graphics2D graphics) {
        drawAxes(graphics, true);
    }

    /// @param ground whether the rectangle is painted white first
    void drawAxes(Graphics2D graphics, boolean ground) {
        XYPlot plot = CellPlots.bare(
                PositionAxis.of(grid, 8).fitted(data.getWidth()),
                new PositionAxis(title, lower, upper, AxisTicks.linear(lower, upper, 8)).fitted(data.getHeight()));
        if (!ground) {
            plot.setBackgroundPaint(null);
        }
        CellPlots.draw(graphics, plot, data);
    }

    /// Pixel of a position on the horizontal axis.
    double x(double position) {
        double share = (position - grid.lower()) / (grid.upper() - grid.lower());
        return data.getX() + data.getWidth() * (grid.axis().falls() ? 1 - share : share);
    }

    double y(double value) {
        return data.getMaxY() - data.getHeight() * (value - lower) / (upper - lower);
    }

    /// A dashed line across, with its name at the right, raised or lowered by some pixels.
    void drawLevel(Graphics2D graphics, double value, String name, double shift) {
        graphics.setPaint(LEVEL);
        graphics.setStroke(
                new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0));
        graphics.draw(new Line2D.Double(data.getX(), y(value), data.getMaxX(), y(value)));
        Lettering.write(graphics, name, Lettering.DETAIL, data.getMaxX() + 6, y(value) + 4 + shift);
    }

    /// A curve with marks and bars, broken where there is no number; what lies above the top is left out.
    void drawCurve(Graphics2D graphics, DimensionChart.Series series, Color color, Marks mark) {
        graphics.setPaint(color);
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int rank = 0; rank < grid.count(); rank++) {
            Estimate estimate = series.dims().get(grid.index(rank));
            if (!estimate.isPresent() || estimate.value() > upper) {
                lastX = Double.NaN;
                continue;
            }
            double x = x(grid.centre(rank));
            double y = y(estimate.value());
            if (!Double.isNaN(lastX)) {
                graphics.setStroke(new BasicStroke(1.8f));
                graphics.draw(new Line2D.Double(lastX, lastY, x, y));
            }
            graphics.setStroke(new BasicStroke(1.2f));
            if (estimate.width() > 0) {
                graphics.draw(new Line2D.Double(
                        x, y(Math.max(lower, estimate.low())), x, y(Math.min(upper, estimate.high()))));
            }
            mark.fill(graphics, x, y);
            lastX = x;
            lastY = y;
        }
    }
}

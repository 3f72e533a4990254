package tegum.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.function.Function;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleInsets;

/// Plots of a diagram's cells, and the keys that explain their colours.
final class CellPlots {
    /// Space in pixels for tick labels and title of a vertical axis, and of a horizontal one.
    static final double LEFT = 72.0;

    static final double BOTTOM = 52.0;

    static {
        // Turned text stays text in an SVG; by default JFreeChart draws its outlines, against a defect of Java 1.4.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private CellPlots() {}

    /// Draws all cells and the boundaries over them.
    ///
    /// @param face look of a measured cell
    /// @param xAxis horizontal axis; its text lies below `data`
    /// @param yAxis vertical axis; its text lies left of `data`
    /// @param data the cells' own rectangle
    static void draw(
            Graphics2D graphics,
            PhaseDiagram diagram,
            Function<DiagramCell.Measured, CellFace> face,
            PositionAxis xAxis,
            PositionAxis yAxis,
            Rectangle2D data) {
        AxisGrid x = new AxisGrid(diagram.x());
        AxisGrid y = new AxisGrid(diagram.y());
        CellFace[][] faces = new CellFace[y.count()][x.count()];
        for (int row = 0; row < y.count(); row++) {
            for (int column = 0; column < x.count(); column++) {
                faces[row][column] = switch (diagram.cell(x.index(column), y.index(row))) {
                    case DiagramCell.Missing _ -> new CellFace.Hatched();
                    case DiagramCell.Measured cell -> face.apply(cell);
                };
            }
        }
        XYPlot plot = bare(xAxis, yAxis);
        plot.addAnnotation(new CellMap(x, y, faces));
        for (Boundary boundary : diagram.boundaries()) {
            plot.addAnnotation(new BoundaryLine(diagram, boundary));
        }
        draw(graphics, plot, data);
    }

    /// Draws a plot so that its data area is exactly the rectangle given.
    static void draw(Graphics2D graphics, XYPlot plot, Rectangle2D data) {
        plot.draw(
                graphics,
                new Rectangle2D.Double(
                        data.getX() - LEFT, data.getY(), data.getWidth() + LEFT, data.getHeight() + BOTTOM),
                null,
                null,
                null);
    }

    /// A plot without grid lines whose data area is exactly its own less [#LEFT] and [#BOTTOM].
    static XYPlot bare(ValueAxis xAxis, ValueAxis yAxis) {
        XYPlot plot = new XYPlot(null, xAxis, yAxis, null);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        plot.setOutlinePaint(Color.BLACK);
        plot.setOutlineStroke(new BasicStroke(1f));
        AxisSpace space = new AxisSpace();
        space.setLeft(LEFT);
        space.setBottom(BOTTOM);
        plot.setFixedRangeAxisSpace(space);
        plot.setFixedDomainAxisSpace(space);
        return plot;
    }
}

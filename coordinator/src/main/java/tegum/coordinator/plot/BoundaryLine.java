package tegum.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/// A boundary over a plot: black with a white rim, so that it shows on every colour.
@SuppressWarnings("serial") // A chart is drawn and dropped here, never serialised.
final class BoundaryLine extends AbstractXYAnnotation {
    private final PhaseDiagram diagram;
    private final Boundary boundary;

    BoundaryLine(PhaseDiagram diagram, Boundary boundary) {
        this.diagram = diagram;
        this.boundary = boundary;
    }

    @Override
    public void draw(
            Graphics2D graphics,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis xAxis,
            ValueAxis yAxis,
            int rendererIndex,
            PlotRenderingInfo info) {
        Path2D path = new Path2D.Double();
        boolean open = false;
        for (Boundary.Point point : boundary.points()) {
            double x = xAxis.valueToJava2D(diagram.x().positionOf(point.x()), area, plot.getDomainAxisEdge());
            if (!diagram.isGrid()) {
                if (Double.isFinite(x)) {
                    path.append(new Line2D.Double(x, area.getMinY(), x, area.getMaxY()), false);
                }
                continue;
            }
            double y = yAxis.valueToJava2D(diagram.y().positionOf(point.y()), area, plot.getRangeAxisEdge());
            boolean drawable = Double.isFinite(x) && Double.isFinite(y);
            if (drawable && open) {
                path.lineTo(x, y);
            } else if (drawable) {
                path.moveTo(x, y);
            }
            open = drawable;
        }
        if (path.getCurrentPoint() != null) {
            stroke(graphics, boundary.kind(), path);
        }
    }

    static void stroke(Graphics2D graphics, Boundary.Kind kind, Shape path) {
        graphics.setPaint(Color.WHITE);
        graphics.setStroke(new BasicStroke(4.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
        graphics.setPaint(Color.BLACK);
        graphics.setStroke(
                switch (kind) {
                    case EXACT -> new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
                    case CANDIDATES ->
                        new BasicStroke(
                                2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {6f, 4f}, 0f);
                });
        graphics.draw(path);
    }
}

package tegum.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/// An axis in positions, with the ticks it is given.
///
/// JFreeChart's logarithmic axis picks its ticks by pixel size and skips labels at will; ours are chosen beforehand.
@SuppressWarnings("serial") // A chart is drawn and dropped here, never serialised.
final class PositionAxis extends NumberAxis {
    private static final double LEAST_SHRINK = 0.6;

    private final List<AxisTicks.Tick> ticks;

    PositionAxis(String title, double lower, double upper, List<AxisTicks.Tick> ticks) {
        super(title.isEmpty() ? null : title);
        this.ticks = List.copyOf(ticks);
        setRange(lower, upper);
        setLabelFont(Lettering.AXIS);
        setTickLabelFont(Lettering.TICK);
        setLabelPaint(Color.BLACK);
        setTickLabelPaint(Color.BLACK);
        setAxisLinePaint(Color.BLACK);
        setAxisLineStroke(new BasicStroke(1f));
        setTickMarkPaint(Color.BLACK);
        setTickMarkStroke(new BasicStroke(1f));
        setTickMarkOutsideLength(5f);
        setMinorTickMarksVisible(true);
        setMinorTickMarkOutsideLength(3f);
        setTickLabelInsets(new RectangleInsets(4, 6, 4, 6));
    }

    /// The axis of a diagram's grid.
    static PositionAxis of(AxisGrid grid, int room) {
        PositionAxis axis = new PositionAxis(grid.axis().title(), grid.lower(), grid.upper(), AxisTicks.of(grid, room));
        axis.setInverted(grid.axis().falls());
        return axis;
    }

    /// Makes the title small enough for the axis' length.
    PositionAxis fitted(double pixels) {
        if (getLabel() != null) {
            double width = Lettering.width(getLabel(), Lettering.AXIS);
            float size = (float) (Lettering.AXIS.getSize() * Math.clamp(pixels / width, LEAST_SHRINK, 1.0));
            setLabelFont(Lettering.AXIS.deriveFont(size));
        }
        return this;
    }

    /// Leaves the title to a neighbour.
    PositionAxis untitled() {
        setLabel(null);
        return this;
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        TextAnchor anchor = anchor(edge);
        return ticks.stream()
                .map(tick -> new NumberTick(
                        tick.isMajor() ? TickType.MAJOR : TickType.MINOR,
                        tick.position(),
                        tick.label(),
                        anchor,
                        TextAnchor.CENTER,
                        0.0))
                .toList();
    }

    private static TextAnchor anchor(RectangleEdge edge) {
        if (edge.equals(RectangleEdge.BOTTOM)) {
            return TextAnchor.TOP_CENTER;
        }
        if (edge.equals(RectangleEdge.TOP)) {
            return TextAnchor.BOTTOM_CENTER;
        }
        return edge.equals(RectangleEdge.LEFT) ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT;
    }
}

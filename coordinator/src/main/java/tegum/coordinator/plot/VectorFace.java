package tegum.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tegum.measure.Weights;

/// The features' directions `W_i` as arrows in two dimensions, or in three as seen from a fixed place.
///
/// A rotation or reflection of the hidden space changes no loss, so each model is turned until its first represented
/// feature points right: panels can be compared.
final class VectorFace implements PanelFace {
    private static final double SIZE = 150.0;
    private static final int MOST_NUMBERED = 12;
    private static final Color CIRCLE = new Color(0xBB, 0xBB, 0xBB);

    /// Beyond this place viridis is too pale on white.
    private static final double PALEST = 0.82;

    private static final double TURN = Math.toRadians(-28);
    private static final double TILT = Math.toRadians(22);

    private final int focus;
    private final int hidden;
    private final double limit;

    /// The least and the greatest importance, or the one there is.
    private final DiagramAxis scale;

    /// @param grid models of 2 or 3 hidden dimensions
    VectorFace(ModelGrid grid) {
        focus = grid.focus();
        hidden = grid.hidden();
        limit = 1.32
                * Math.max(
                        1.0,
                        grid.trained()
                                .flatMapToDouble(model ->
                                        IntStream.range(0, model.features()).mapToDouble(model.norm()::at))
                                .max()
                                .orElse(1.0));
        double[] importances = grid.trained()
                .flatMapToDouble(model -> IntStream.range(0, model.features()).mapToDouble(model.importance()::at))
                .sorted()
                .toArray();
        double least = importances.length == 0 ? 1 : importances[0];
        double most = importances.length == 0 ? 1 : importances[importances.length - 1];
        scale = new DiagramAxis(
                "importance",
                "",
                "",
                least == most ? new double[] {least} : new double[] {least, most},
                least > 0 && most / least >= 10 ? DiagramAxis.Spacing.LOG : DiagramAxis.Spacing.LINEAR);
    }

    /// @param depth towards the reader; 0 in two dimensions
    private record Arrow(int feature, double x, double y, double depth) {}

    @Override
    public String shown() {
        return "feature directions in " + (hidden == 2 ? "two" : "three") + " dimensions";
    }

    @Override
    public double width() {
        return SIZE;
    }

    @Override
    public double height() {
        return SIZE;
    }

    @Override
    public boolean needsWeights() {
        return true;
    }

    @Override
    public void draw(Graphics2D graphics, ModelCell.Trained model, Rectangle2D area) {
        if (!(model.parameters() instanceof ModelCell.Parameters.Kept(Weights weights))) {
            return;
        }
        PanelPicture.frame(graphics, area);
        double unit = area.getWidth() / (2 * limit);
        drawCircles(graphics, area, unit);
        List<Arrow> arrows = arrows(weights);
        for (Arrow arrow : arrows) {
            drawArrow(graphics, model, arrow, area, unit);
        }
        if (model.features() <= MOST_NUMBERED) {
            arrows.forEach(arrow -> drawNumber(graphics, arrow, area, unit));
        }
    }

    private void drawCircles(Graphics2D graphics, Rectangle2D area, double unit) {
        graphics.setPaint(CIRCLE);
        graphics.setStroke(
                new BasicStroke(0.9f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {3, 3}, 0));
        double x = area.getCenterX();
        double y = area.getCenterY();
        graphics.draw(new Ellipse2D.Double(x - unit, y - unit, 2 * unit, 2 * unit));
        if (hidden == 3) {
            double flat = unit * Math.sin(TILT);
            graphics.draw(new Ellipse2D.Double(x - unit, y - flat, 2 * unit, 2 * flat));
        }
    }

    /// The far ones first.
    private List<Arrow> arrows(Weights weights) {
        double[][] basis = basis(weights);
        List<Arrow> arrows = new ArrayList<>();
        for (int feature = 0; feature < weights.shape().features(); feature++) {
            double[] at = new double[3];
            for (int direction = 0; direction < hidden; direction++) {
                at[direction] = dot(basis[direction], column(weights, feature));
            }
            arrows.add(hidden == 2 ? new Arrow(feature, at[0], at[1], 0) : seen(feature, at));
        }
        return arrows.stream().sorted(Comparator.comparingDouble(Arrow::depth)).toList();
    }

    /// Parallel projection: turned about the upright axis, then tilted towards the reader.
    private static Arrow seen(int feature, double... at) {
        double x = Math.cos(TURN) * at[0] - Math.sin(TURN) * at[1];
        double inward = Math.sin(TURN) * at[0] + Math.cos(TURN) * at[1];
        return new Arrow(
                feature,
                x,
                Math.cos(TILT) * at[2] + Math.sin(TILT) * inward,
                Math.sin(TILT) * at[2] - Math.cos(TILT) * inward);
    }

    /// Orthonormal directions by Gram and Schmidt along the represented features in their order, then along the axes.
    private double[][] basis(Weights weights) {
        List<double[]> candidates = new ArrayList<>();
        for (int feature = 0; feature < weights.shape().features(); feature++) {
            if (Math.sqrt(weights.dot(feature, feature)) >= 0.5) {
                candidates.add(column(weights, feature));
            }
        }
        for (int direction = 0; direction < hidden; direction++) {
            double[] axis = new double[hidden];
            axis[direction] = 1;
            candidates.add(axis);
        }
        List<double[]> basis = new ArrayList<>();
        for (double[] candidate : candidates) {
            double[] rest = candidate.clone();
            for (double[] known : basis) {
                double along = dot(known, rest);
                for (int k = 0; k < hidden; k++) {
                    rest[k] -= along * known[k];
                }
            }
            double length = Math.sqrt(dot(rest, rest));
            if (basis.size() < hidden && length > 0.1) {
                basis.add(scaled(rest, 1 / length));
            }
        }
        return basis.toArray(double[][]::new);
    }

    private double[] column(Weights weights, int feature) {
        return IntStream.range(0, hidden)
                .mapToDouble(unit -> weights.at(unit, feature))
                .toArray();
    }

    private static double dot(double[] one, double... other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += one[k] * other[k];
        }
        return sum;
    }

    private static double[] scaled(double[] vector, double factor) {
        double[] result = vector.clone();
        for (int k = 0; k < result.length; k++) {
            result[k] *= factor;
        }
        return result;
    }

    private void drawArrow(Graphics2D graphics, ModelCell.Trained model, Arrow arrow, Rectangle2D area, double unit) {
        double nearness = Math.clamp(0.5 + arrow.depth() / (2 * limit), 0.0, 1.0);
        Color near = colour(model.importance().at(arrow.feature()));
        Color ink = hidden == 2 ? near : ColourScale.mix(Color.WHITE, near, 0.45 + 0.55 * nearness);
        double radius = hidden == 2 ? 4.2 : 2.8 + 3.0 * nearness;
        double x = area.getCenterX() + unit * arrow.x();
        double y = area.getCenterY() - unit * arrow.y();
        graphics.setPaint(ink);
        graphics.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Line2D.Double(area.getCenterX(), area.getCenterY(), x, y));
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        if (arrow.feature() == focus) {
            double ring = radius + 2.2;
            graphics.setPaint(Color.BLACK);
            graphics.setStroke(new BasicStroke(1.1f));
            graphics.draw(new Ellipse2D.Double(x - ring, y - ring, 2 * ring, 2 * ring));
        }
    }

    private static void drawNumber(Graphics2D graphics, Arrow arrow, Rectangle2D area, double unit) {
        double length = Math.hypot(arrow.x(), arrow.y());
        // What lies in the middle has no room for a number.
        if (length < 0.2) {
            return;
        }
        double reach = unit * length + 12.0;
        Lettering.centred(
                graphics,
                String.valueOf(arrow.feature() + 1),
                Lettering.DETAIL.deriveFont(10f),
                area.getCenterX() + reach * arrow.x() / length,
                area.getCenterY() - reach * arrow.y() / length + 3.5);
    }

    private boolean uniform() {
        return scale.count() == 1;
    }

    private double end(int index) {
        return scale.positionOf(scale.value(index));
    }

    private Color colour(double importance) {
        return uniform() ? SequentialColours.of(0.25) : colourAt(scale.positionOf(importance));
    }

    private Color colourAt(double position) {
        return SequentialColours.of(PALEST * (end(1) - position) / (end(1) - end(0)));
    }

    @Override
    public void explain(Legend legend) {
        legend.add(new Legend.Sample.None(), "arrows: columns Wᵢ of W, numbered; dashed: norm 1")
                .add(
                        new Legend.Sample.None(),
                        "each panel is turned so that its first represented feature is the first axis")
                .add(new Legend.Sample.None(), "ringed: the focus, feature " + (focus + 1));
        if (hidden == 3) {
            legend.add(new Legend.Sample.None(), "small and pale: far from the reader");
        }
        if (uniform()) {
            legend.add(new Legend.Sample.None(), "all features have the same importance");
        }
    }

    @Override
    public double keyHeight() {
        return uniform() ? 0 : ColourBar.HEIGHT;
    }

    @Override
    public void drawKey(Graphics2D graphics, double left, double top) {
        List<AxisTicks.Tick> ticks = scale.spacing() == DiagramAxis.Spacing.LOG
                ? AxisTicks.logarithmic(end(0), end(1), 6)
                : AxisTicks.linear(end(0), end(1), 6);
        new ColourBar("importance of the feature", end(0), end(1), ticks, this::colourAt).draw(graphics, left, top);
    }
}

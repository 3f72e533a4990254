package tegum.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.stream.IntStream;

/// A bar for each feature: its length is the norm, its colour the interference.
///
/// Source: Elhage et al. 2022, *Toy Models of Superposition*, the figure of the basic results.
final class NormFace implements PanelFace {
    private static final Color GRID = new Color(0xB8, 0xB8, 0xB8);

    private final double height;
    private final double limit;

    NormFace(ModelGrid grid) {
        int features =
                grid.trained().mapToInt(ModelCell.Trained::features).max().orElse(1);
        height = Math.clamp(features * 8.0, 90.0, 320.0);
        double most = grid.trained()
                .flatMapToDouble(model -> IntStream.range(0, model.features()).mapToDouble(model.norm()::at))
                .max()
                .orElse(1.0);
        limit = Math.max(1.05, 1.05 * most);
    }

    @Override
    public String shown() {
        return "norm and interference of each feature";
    }

    @Override
    public double width() {
        return 118;
    }

    @Override
    public double height() {
        return height;
    }

    @Override
    public boolean needsWeights() {
        return false;
    }

    @Override
    public void draw(Graphics2D graphics, ModelCell.Trained model, Rectangle2D area) {
        double step = area.getHeight() / model.features();
        double gap = step >= 5 ? 1.0 : 0.0;
        for (int feature = 0; feature < model.features(); feature++) {
            graphics.setPaint(colour(model.interference().at(feature)));
            graphics.fill(new Rectangle2D.Double(
                    area.getX(),
                    area.getY() + feature * step,
                    area.getWidth() * model.norm().at(feature) / limit,
                    step - gap));
        }
        graphics.setStroke(
                new BasicStroke(0.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {3, 3}, 0));
        double one = area.getX() + area.getWidth() / limit;
        graphics.setPaint(GRID);
        graphics.draw(new Line2D.Double(one, area.getY(), one, area.getMaxY()));
        PanelPicture.frame(graphics, area);
    }

    private static Color colour(double interference) {
        return PhaseColours.of(1.0, interference);
    }

    @Override
    public void explain(Legend legend) {
        legend.add(new Legend.Sample.None(), "bars: norm ‖Wᵢ‖ of each feature, the first at the top")
                .add(new Legend.Sample.None(), "dashed line: norm 1; frame: norm " + Labels.value(limit, 3));
    }

    @Override
    public double keyHeight() {
        return ColourBar.HEIGHT;
    }

    @Override
    public void drawKey(Graphics2D graphics, double left, double top) {
        new ColourBar("interference: 0 dedicated, ≥ 1 superposed", 0, 1, AxisTicks.linear(0, 1, 6), NormFace::colour)
                .draw(graphics, left, top);
    }
}

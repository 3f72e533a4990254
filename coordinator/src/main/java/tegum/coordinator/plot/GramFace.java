package tegum.coordinator.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import tegum.measure.Weights;

/// `WᵀW` as a heat map, the bias as a column beside it.
///
/// Source: Elhage et al. 2022, *Toy Models of Superposition*, the figures of the introduction and of the basic results.
final class GramFace implements PanelFace {
    private static final double GAP = 5.0;
    private static final int MOST_SHAPES = 400;

    private final double size;
    private final double biasWidth;
    private final double limit;

    /// @param grid models with kept weights
    GramFace(ModelGrid grid) {
        int features =
                grid.trained().mapToInt(ModelCell.Trained::features).max().orElse(1);
        size = features <= 30 ? 118 : features <= 120 ? 200 : 260;
        biasWidth = Math.clamp(size / features, 7.0, 14.0);
        double most = grid.trained()
                .map(ModelCell.Trained::parameters)
                .filter(ModelCell.Parameters.Kept.class::isInstance)
                .mapToDouble(kept -> largest(((ModelCell.Parameters.Kept) kept).weights()))
                .max()
                .orElse(1.0);
        limit = Math.max(0.1, Math.ceil(10 * most - 1e-9) / 10);
    }

    /// Off-diagonal elements of `WᵀW` are never larger than the largest on the diagonal.
    private static double largest(Weights weights) {
        return IntStream.range(0, weights.shape().features())
                .mapToDouble(i -> Math.max(weights.dot(i, i), Math.abs(weights.bias(i))))
                .max()
                .orElse(0.0);
    }

    @Override
    public String shown() {
        return "WᵀW and bias";
    }

    @Override
    public double width() {
        return size + GAP + biasWidth;
    }

    @Override
    public double height() {
        return size;
    }

    @Override
    public boolean needsWeights() {
        return true;
    }

    @Override
    public void draw(Graphics2D graphics, ModelCell.Trained model, Rectangle2D area) {
        if (model.parameters() instanceof ModelCell.Parameters.Kept(Weights weights)) {
            double[][] gram = weights.gram();
            double[][] bias = new double[gram.length][1];
            for (int feature = 0; feature < gram.length; feature++) {
                bias[feature][0] = weights.bias(feature);
            }
            drawMatrix(graphics, gram, new Rectangle2D.Double(area.getX(), area.getY(), size, size));
            drawMatrix(graphics, bias, new Rectangle2D.Double(area.getX() + size + GAP, area.getY(), biasWidth, size));
        }
    }

    private void drawMatrix(Graphics2D graphics, double[][] matrix, Rectangle2D area) {
        if (matrix.length * matrix[0].length <= MOST_SHAPES) {
            drawCells(graphics, matrix, area);
        } else {
            drawPixels(graphics, matrix, area);
        }
        PanelPicture.frame(graphics, area);
    }

    /// On the PNG's grid of pixels, so that neighbours neither overlap nor leave cracks.
    private void drawCells(Graphics2D graphics, double[][] matrix, Rectangle2D area) {
        Object smoothing = graphics.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < matrix[row].length; column++) {
                double left = edge(area.getX(), area.getWidth(), column, matrix[row].length);
                double right = edge(area.getX(), area.getWidth(), column + 1, matrix[row].length);
                double top = edge(area.getY(), area.getHeight(), row, matrix.length);
                double bottom = edge(area.getY(), area.getHeight(), row + 1, matrix.length);
                graphics.setPaint(colour(matrix[row][column]));
                graphics.fill(new Rectangle2D.Double(left, top, right - left, bottom - top));
            }
        }
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smoothing);
    }

    private static double edge(double from, double length, int index, int count) {
        return Math.rint((from + length * index / count) * PictureFile.PNG_SCALE) / PictureFile.PNG_SCALE;
    }

    /// One picture for each matrix: thousands of shapes would make the SVG large and slow.
    private void drawPixels(Graphics2D graphics, double[][] matrix, Rectangle2D area) {
        int across = matrix[0].length;
        // Whole pixels for each element, and at least as many as the PNG has: no viewer has to invent any.
        int scale = (int) Math.ceil(PictureFile.PNG_SCALE * area.getHeight() / matrix.length);
        BufferedImage image = new BufferedImage(across * scale, matrix.length * scale, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, colour(matrix[y / scale][x / scale]).getRGB());
            }
        }
        Graphics2D copy = (Graphics2D) graphics.create();
        copy.translate(area.getX(), area.getY());
        copy.scale(area.getWidth() / image.getWidth(), area.getHeight() / image.getHeight());
        copy.drawImage(image, 0, 0, null);
        copy.dispose();
    }

    private Color colour(double value) {
        return DivergingColours.of(value / limit);
    }

    @Override
    public void explain(Legend legend) {
        legend.add(new Legend.Sample.None(), "square: WᵀW, the first feature at the upper left")
                .add(new Legend.Sample.None(), "column at its right: output bias b of each feature");
    }

    @Override
    public double keyHeight() {
        return ColourBar.HEIGHT;
    }

    @Override
    public void drawKey(Graphics2D graphics, double left, double top) {
        List<AxisTicks.Tick> ticks = AxisTicks.linear(-limit, limit, 7);
        new ColourBar("element of WᵀW, or bias", -limit, limit, ticks, this::colour).draw(graphics, left, top);
    }
}

package tegum.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/// Coloured cells over a plot, each from edge to edge; what has no colour is hatched or crossed out.
///
/// JFreeChart's own block renderer knows one block size only, and the cells of an uneven list differ.
@SuppressWarnings("serial") // A chart is drawn and dropped here, never serialised.
final class CellMap extends AbstractXYAnnotation {
    static final double HATCH_STEP_PIXELS = 4.5;
    static final Color HATCH = new Color(0x8A, 0x8A, 0x8A);
    static final Color CROSS = new Color(0x33, 0x33, 0x33);

    /// Above this number of cells an SVG embeds them as pixels: as shapes it would grow past 2 MB.
    private static final int MOST_SHAPES = 10_000;

    private static final double OVERLAP_PIXELS = 0.5;

    private final AxisGrid xGrid;
    private final AxisGrid yGrid;
    private final CellFace[][] faces;

    /// @param faces shape `[y][x]`, by rank of position on both axes
    CellMap(AxisGrid xGrid, AxisGrid yGrid, CellFace[][] faces) {
        this.xGrid = xGrid;
        this.yGrid = yGrid;
        this.faces = faces;
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
        double[] x = pixels(xGrid, xAxis, area, plot.getDomainAxisEdge());
        double[] y = pixels(yGrid, yAxis, area, plot.getRangeAxisEdge());
        Shape clip = graphics.getClip();
        if (has(CellFace.Hatched.class)) {
            hatch(graphics, area);
        }
        if ((long) (x.length - 1) * (y.length - 1) > MOST_SHAPES) {
            drawPixels(graphics, area, x, y);
        } else {
            graphics.setClip(null); // Cells end at the plot's edge: no need to clip each of them in the file.
            drawCells(graphics, x, y);
            graphics.setClip(clip);
        }
    }

    /// Edges in pixels, on the grid of the PNG's: between them neighbours would leave cracks or overlap by rounding.
    private static double[] pixels(AxisGrid grid, ValueAxis axis, Rectangle2D area, RectangleEdge edge) {
        double[] result = new double[grid.count() + 1];
        for (int rank = 0; rank < result.length; rank++) {
            double exact = axis.valueToJava2D(grid.edge(rank), area, edge);
            result[rank] = Math.rint(exact * PictureFile.PNG_SCALE) / PictureFile.PNG_SCALE;
        }
        return result;
    }

    private boolean has(Class<? extends CellFace> kind) {
        for (CellFace[] row : faces) {
            for (CellFace face : row) {
                if (kind.isInstance(face)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void drawPixels(Graphics2D graphics, Rectangle2D area, double[] x, double[] y) {
        int width = (int) (Math.ceil(area.getWidth()) * PictureFile.PNG_SCALE);
        int height = (int) (Math.ceil(area.getHeight()) * PictureFile.PNG_SCALE);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D onImage = image.createGraphics();
        onImage.scale(width / area.getWidth(), height / area.getHeight());
        onImage.translate(-area.getX(), -area.getY());
        drawCells(onImage, x, y);
        onImage.dispose();
        Graphics2D copy = (Graphics2D) graphics.create();
        copy.translate(area.getX(), area.getY());
        copy.scale(area.getWidth() / width, area.getHeight() / height);
        copy.drawImage(image, 0, 0, null);
        copy.dispose();
    }

    private void drawCells(Graphics2D graphics, double[] x, double[] y) {
        Object smoothing = graphics.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
        // Smoothed edges of neighbours would let the ground shine through as a grid of pale lines.
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        for (int row = 0; row < faces.length; row++) {
            for (int column = 0; column < faces[row].length; column++) {
                Rectangle2D cell = new Rectangle2D.Double();
                double right = x[column + 1] + (isCoveredLater(row, column + 1) ? overlap(x) : 0.0);
                double far = y[row + 1] + (isCoveredLater(row + 1, column) ? overlap(y) : 0.0);
                cell.setFrameFromDiagonal(x[column], y[row], right, far);
                drawCell(graphics, faces[row][column], cell);
            }
        }
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smoothing);
    }

    /// A cell reaches a little under those that are drawn after it: a viewer that scales an SVG smooths edges
    /// all the same.
    private static double overlap(double[] edges) {
        return Math.copySign(OVERLAP_PIXELS, edges[edges.length - 1] - edges[0]);
    }

    private boolean isCoveredLater(int row, int column) {
        return row < faces.length && column < faces[row].length && faces[row][column] instanceof CellFace.Filled;
    }

    static void drawCell(Graphics2D graphics, CellFace face, Rectangle2D cell) {
        switch (face) {
            case CellFace.Hatched _ -> {}
            case CellFace.Filled(Color color) -> {
                graphics.setPaint(color);
                graphics.fill(cell);
            }
            case CellFace.Crossed _ -> {
                graphics.setPaint(Color.WHITE);
                graphics.fill(cell);
                graphics.setPaint(CROSS);
                graphics.setStroke(new BasicStroke(1f));
                double reach = Math.min(4.0, 0.3 * Math.min(cell.getWidth(), cell.getHeight()));
                double x = cell.getCenterX();
                double y = cell.getCenterY();
                graphics.draw(new Line2D.Double(x - reach, y - reach, x + reach, y + reach));
                graphics.draw(new Line2D.Double(x - reach, y + reach, x + reach, y - reach));
            }
        }
    }

    /// Covers an area with slanting lines, cut off at its edges.
    static void hatch(Graphics2D graphics, Rectangle2D area) {
        graphics.setPaint(Color.WHITE);
        graphics.fill(area);
        graphics.setPaint(HATCH);
        graphics.setStroke(new BasicStroke(0.7f));
        double width = area.getWidth();
        double height = area.getHeight();
        for (double offset = HATCH_STEP_PIXELS / 2; offset < width + height; offset += HATCH_STEP_PIXELS) {
            // The line x + y = offset, measured from the area's upper left corner.
            double fromX = Math.min(offset, width);
            double toY = Math.min(offset, height);
            graphics.draw(new Line2D.Double(
                    area.getX() + fromX,
                    area.getY() + (offset - fromX),
                    area.getX() + (offset - toY),
                    area.getY() + toY));
        }
    }
}

package tegum.coordinator.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;

/// Turns a drawing into the bytes of a file; the same drawing always gives the same bytes on the same machine.
final class PictureFile {
    /// Pixels of the PNG per unit of the drawing: sharp on dense screens and at 5 inches in print.
    static final int PNG_SCALE = 2;

    private PictureFile() {}

    static byte[] svg(Drawing drawing) {
        int width = (int) Math.ceil(drawing.width());
        int height = (int) Math.ceil(drawing.height());
        SVGGraphics2D graphics = new SVGGraphics2D(width, height);
        graphics.setDefsKeyPrefix("tegum"); // The default prefix is the time.
        graphics.setGeomDoubleConverter(PictureFile::decimal);
        graphics.setTransformDoubleConverter(PictureFile::decimal);
        paint(drawing, graphics, width, height);
        // Not `getSVGDocument`, which names a DTD that readers would fetch.
        String element = graphics.getSVGElement(null, true, new ViewBox(0, 0, width, height), null, null);
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static BufferedImage pixels(Drawing drawing) {
        int width = (int) Math.ceil(drawing.width());
        int height = (int) Math.ceil(drawing.height());
        BufferedImage image = new BufferedImage(width * PNG_SCALE, height * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(PNG_SCALE, PNG_SCALE);
        paint(drawing, graphics, width, height);
        graphics.dispose();
        return image;
    }

    static byte[] png(Drawing drawing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(pixels(drawing), "png", bytes)) {
            throw new IllegalStateException("this Java has no PNG writer");
        }
        return bytes.toByteArray();
    }

    private static void paint(Drawing drawing, Graphics2D graphics, double width, double height) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setPaint(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(0, 0, width, height));
        drawing.draw(graphics);
    }

    /// Hundredths of a pixel are enough, and keep the file small.
    private static String decimal(double value) {
        BigDecimal rounded = new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}

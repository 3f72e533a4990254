package tegum.coordinator.plot;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// Marks on curves, so that these differ without colour.
enum Marks {
    DISC,
    SQUARE,
    TRIANGLE,
    DIAMOND,
    WEDGE,
    BAR;

    /// The mark, centred on the origin.
    Shape shape() {
        return switch (this) {
            case DISC -> new Ellipse2D.Double(-4, -4, 8, 8);
            case SQUARE -> new Rectangle2D.Double(-3.6, -3.6, 7.2, 7.2);
            case TRIANGLE -> polygon(-4.6, 3.6, 4.6, 3.6, 0, -4.8);
            case DIAMOND -> polygon(-5, 0, 0, 5, 5, 0, 0, -5);
            case WEDGE -> polygon(-4.6, -3.6, 4.6, -3.6, 0, 4.8);
            case BAR -> new Rectangle2D.Double(-1.8, -5, 3.6, 10);
        };
    }

    void fill(Graphics2D graphics, double x, double y) {
        graphics.fill(AffineTransform.getTranslateInstance(x, y).createTransformedShape(shape()));
    }

    private static Path2D polygon(double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int corner = 2; corner < corners.length; corner += 2) {
            path.lineTo(corners[corner], corners[corner + 1]);
        }
        path.closePath();
        return path;
    }
}

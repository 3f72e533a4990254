package tegum.coordinator.plot;

import java.awt.Graphics2D;

/// Something of a fixed size that can be drawn any number of times, as SVG or as pixels.
interface Drawing {
    /// Width in pixels of the SVG.
    double width();

    /// Height in pixels of the SVG.
    double height();

    void draw(Graphics2D graphics);
}

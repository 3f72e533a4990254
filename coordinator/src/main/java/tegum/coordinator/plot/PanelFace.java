package tegum.coordinator.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/// What a panel of a [ModelGrid] draws of its model.
interface PanelFace {
    /// What the picture shows, for its title.
    String shown();

    /// Width of a panel in pixels.
    double width();

    /// Height of a panel in pixels.
    double height();

    /// Whether a model without kept weights has nothing to draw.
    boolean needsWeights();

    void draw(Graphics2D graphics, ModelCell.Trained model, Rectangle2D area);

    /// Says below the picture what cannot be seen in it.
    void explain(Legend legend);

    /// Height of the colour bar below the panels; 0 without one.
    double keyHeight();

    void drawKey(Graphics2D graphics, double left, double top);
}

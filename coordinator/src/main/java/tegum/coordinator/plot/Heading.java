package tegum.coordinator.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;

/// Title and details above a picture, broken into as many lines as they need.
///
/// @param title lines of the title
/// @param details lines below it
record Heading(List<String> title, List<String> details) {
    private static final double TOP = 12.0;
    private static final double BOTTOM = 8.0;

    static Heading of(Caption caption, String shown, double width) {
        return new Heading(
                Lettering.wrap(caption.headline(shown), Lettering.TITLE, width),
                Lettering.wrap(caption.small(), Lettering.DETAIL, width));
    }

    double height() {
        return TOP
                + title.size() * Lettering.lineHeight(Lettering.TITLE)
                + details.size() * Lettering.lineHeight(Lettering.DETAIL)
                + BOTTOM;
    }

    void draw(Graphics2D graphics, double left) {
        double y = drawLines(graphics, title, Lettering.TITLE, Color.BLACK, left, TOP);
        drawLines(graphics, details, Lettering.DETAIL, Color.DARK_GRAY, left, y);
    }

    private static double drawLines(
            Graphics2D graphics, List<String> lines, Font font, Color ink, double left, double top) {
        double y = top;
        graphics.setFont(font);
        graphics.setPaint(ink);
        for (String line : lines) {
            y += Lettering.lineHeight(font);
            graphics.drawString(line, (float) left, (float) (y - 0.25 * font.getSize()));
        }
        return y;
    }
}

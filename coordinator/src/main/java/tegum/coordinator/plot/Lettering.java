package tegum.coordinator.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/// Fonts of the pictures, and how text is measured and broken into lines.
///
/// The logical font is used because it exists wherever Java can draw at all; an SVG then says `sans-serif`. Its
/// reader's font may
/// be wider than ours, so lines are broken somewhat early.
final class Lettering {
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    static final Font DETAIL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font PANEL = new Font(Font.SANS_SERIF, Font.BOLD, 13);

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final double SAFETY = 0.94;

    private Lettering() {}

    static double width(String text, Font font) {
        return font.getStringBounds(text, CONTEXT).getWidth();
    }

    /// Writes black text from `x` on, on the base line `y`.
    static void write(Graphics2D graphics, String text, Font font, double x, double y) {
        graphics.setFont(font);
        graphics.setPaint(Color.BLACK);
        graphics.drawString(text, (float) x, (float) y);
    }

    /// Writes black text around `x`, on the base line `y`.
    static void centred(Graphics2D graphics, String text, Font font, double x, double y) {
        write(graphics, text, font, x - width(text, font) / 2, y);
    }

    static double lineHeight(Font font) {
        return Math.ceil(font.getSize() * 1.35);
    }

    /// Breaks text into lines no wider than `width` pixels: at blanks, and inside a word only if it alone is too wide.
    static List<String> wrap(String text, Font font, double width) {
        double room = width * SAFETY;
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (width(longer, font) <= room) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            while (width(line, font) > room && line.codePointCount(0, line.length()) > 1) {
                int cut = fitting(line, font, room);
                lines.add(line.substring(0, cut));
                line = line.substring(cut);
            }
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private static int fitting(String word, Font font, double room) {
        int cut = word.offsetByCodePoints(0, 1);
        while (cut < word.length()) {
            int next = word.offsetByCodePoints(cut, 1);
            if (width(word.substring(0, next), font) > room) {
                break;
            }
            cut = next;
        }
        return cut;
    }
}

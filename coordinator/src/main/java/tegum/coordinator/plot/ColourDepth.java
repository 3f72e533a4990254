package tegum.coordinator.plot;

import java.awt.Color;
import java.util.Locale;
import java.util.Map;

/// How many colours a terminal shows.
public enum ColourDepth {
    /// 24 bits.
    TRUE_COLOUR,
    /// The 256 colours of xterm.
    PALETTE_256,
    /// None: letters in ASCII.
    NONE;

    private static final int[] CUBE_LEVELS = {0, 95, 135, 175, 215, 255};
    private static final int CUBE_START = 16;
    private static final int GREY_START = 232;
    private static final int GREYS = 24;

    /// What a terminal can do, by the customs of `NO_COLOR`, `COLORTERM` and `TERM`.
    ///
    /// @param environment the process' environment
    /// @param terminal whether the output goes to a terminal at all
    public static ColourDepth of(Map<String, String> environment, boolean terminal) {
        String term = environment.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        if (!terminal || !environment.getOrDefault("NO_COLOR", "").isEmpty() || term.isEmpty() || term.equals("dumb")) {
            return NONE;
        }
        String colours = environment.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
        if (colours.equals("truecolor") || colours.equals("24bit") || term.endsWith("-direct")) {
            return TRUE_COLOUR;
        }
        return term.contains("256") || !colours.isEmpty() ? PALETTE_256 : NONE;
    }

    /// Escape sequence that sets the colour of what stands behind the text; empty without colours.
    String ground(Color color) {
        return sequence(48, color);
    }

    /// Escape sequence that sets the colour of the text; empty without colours.
    String ink(Color color) {
        return sequence(38, color);
    }

    /// Escape sequence that ends all colours; empty without colours.
    String reset() {
        return this == NONE ? "" : "\u001B[0m";
    }

    private String sequence(int target, Color color) {
        return switch (this) {
            case TRUE_COLOUR ->
                "\u001B[" + target + ";2;" + color.getRed() + ";" + color.getGreen() + ";" + color.getBlue() + "m";
            case PALETTE_256 -> "\u001B[" + target + ";5;" + nearest(color) + "m";
            case NONE -> "";
        };
    }

    /// Index of the nearest colour in xterm's cube of 6 levels or its ramp of 24 greys.
    static int nearest(Color color) {
        int red = level(color.getRed());
        int green = level(color.getGreen());
        int blue = level(color.getBlue());
        int mean = (color.getRed() + color.getGreen() + color.getBlue()) / 3;
        int grey = Math.clamp((mean - 3L) / 10, 0, GREYS - 1);
        int value = 8 + 10 * grey;
        Color inCube = new Color(CUBE_LEVELS[red], CUBE_LEVELS[green], CUBE_LEVELS[blue]);
        boolean cube = distance(color, inCube) <= distance(color, new Color(value, value, value));
        return cube ? CUBE_START + 36 * red + 6 * green + blue : GREY_START + grey;
    }

    private static int level(int component) {
        int best = 0;
        for (int level = 1; level < CUBE_LEVELS.length; level++) {
            if (Math.abs(CUBE_LEVELS[level] - component) < Math.abs(CUBE_LEVELS[best] - component)) {
                best = level;
            }
        }
        return best;
    }

    private static int distance(Color one, Color other) {
        int red = one.getRed() - other.getRed();
        int green = one.getGreen() - other.getGreen();
        int blue = one.getBlue() - other.getBlue();
        return red * red + green * green + blue * blue;
    }
}

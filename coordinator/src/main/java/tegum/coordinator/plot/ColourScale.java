package tegum.coordinator.plot;

import java.awt.Color;

/// Colours at equal steps with linear ones between them.
final class ColourScale {
    private final int[] points;

    /// @param points at least two colours as `0xRRGGBB`
    ColourScale(int... points) {
        this.points = points.clone();
    }

    /// @param fraction place on the scale; clipped to 0..1
    Color at(double fraction) {
        double place = Math.clamp(fraction, 0.0, 1.0) * (points.length - 1);
        int below = Math.min((int) place, points.length - 2);
        return mix(new Color(points[below]), new Color(points[below + 1]), place - below);
    }

    /// The colour at a fraction of the way from one to the other.
    static Color mix(Color from, Color to, double fraction) {
        return new Color(
                between(from.getRed(), to.getRed(), fraction),
                between(from.getGreen(), to.getGreen(), fraction),
                between(from.getBlue(), to.getBlue(), fraction));
    }

    private static int between(int from, int to, double fraction) {
        return (int) Math.round(from + fraction * (to - from));
    }
}

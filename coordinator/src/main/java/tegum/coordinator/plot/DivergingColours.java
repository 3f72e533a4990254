package tegum.coordinator.plot;

import java.awt.Color;

/// From blue over white to orange red: signed numbers, for colour-blind readers too.
///
/// Source: ColorBrewer 2.0, `RdBu` with eleven classes, turned round; linear steps between.
final class DivergingColours {
    private static final ColourScale SCALE = new ColourScale(
            0x053061, 0x2166AC, 0x4393C3, 0x92C5DE, 0xD1E5F0, 0xF7F7F7, 0xFDDBC7, 0xF4A582, 0xD6604D, 0xB2182B,
            0x67001F);

    private DivergingColours() {}

    /// @param value from -1, blue, over 0, nearly white, to 1, red; clipped
    static Color of(double value) {
        return SCALE.at(0.5 * (Math.clamp(value, -1.0, 1.0) + 1.0));
    }
}

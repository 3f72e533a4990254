package tegum.coordinator.plot;

import java.awt.Color;

/// Viridis: from dark violet over green to yellow, evenly lighter all the way, for colour-blind readers too.
///
/// Source: van der Walt and Smith 2015, matplotlib's `viridis`, at eleven points with linear steps between.
final class SequentialColours {
    private static final ColourScale SCALE = new ColourScale(
            0x440154, 0x482475, 0x414487, 0x355F8D, 0x2A788E, 0x21918C, 0x22A884, 0x44BF70, 0x7AD151, 0xBDDF26,
            0xFDE725);

    private SequentialColours() {}

    /// @param fraction place on the scale; clipped to 0..1
    static Color of(double fraction) {
        return SCALE.at(fraction);
    }
}

package tegum.coordinator.plot;

import java.awt.Color;

/// The paper's two-dimensional colour rule, in colours that survive a colour-blind reader and a grey printer.
///
/// Norm and interference of the focus feature are clipped to 0..1. At norm 0 the colour is a pale grey,
/// whatever the interference; at norm 1 it runs from blue (interference 0) to red (interference 1); in
/// between it is the weighted mean in OKLab, where equal distances look equally large. The three corners
/// have CIE lightness 93, 34 and 53, so that they also differ without hue; the test holds their distance
/// under simulated protanopia and deuteranopia.
///
/// Source: Elhage et al. 2022, *Toy Models of Superposition*, "Superposition as a phase change" (the rule);
/// Ottosson 2020, *A perceptual color space for image processing* (OKLab).
final class PhaseColours {
    static final Color IGNORED = new Color(0xEC, 0xEC, 0xEC);
    static final Color DEDICATED = new Color(0x1F, 0x4E, 0x9E);
    static final Color SUPERPOSED = new Color(0xE2, 0x4A, 0x33);

    private static final double[] PALE = toLab(IGNORED);
    private static final double[] BLUE = toLab(DEDICATED);
    private static final double[] RED = toLab(SUPERPOSED);

    private PhaseColours() {}

    /// @param norm norm of the feature; a number
    /// @param interference interference of the feature; a number
    static Color of(double norm, double interference) {
        double represented = Math.clamp(norm, 0.0, 1.0);
        double shared = Math.clamp(interference, 0.0, 1.0);
        double[] lab = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            double full = (1.0 - shared) * BLUE[axis] + shared * RED[axis];
            lab[axis] = (1.0 - represented) * PALE[axis] + represented * full;
        }
        return toColor(lab);
    }

    private static double[] toLab(Color color) {
        double red = linear(color.getRed());
        double green = linear(color.getGreen());
        double blue = linear(color.getBlue());
        double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    private static Color toColor(double[] lab) {
        double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
        double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
        double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
        return new Color(
                byteOf(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                byteOf(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                byteOf(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double cube(double root) {
        return root * root * root;
    }

    /// sRGB's transfer function, IEC 61966-2-1.
    private static double linear(int component) {
        double value = component / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static int byteOf(double linear) {
        double value = Math.clamp(linear, 0.0, 1.0);
        double encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1.0 / 2.4) - 0.055;
        return (int) Math.round(255.0 * encoded);
    }
}

package tegum.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseColoursTest {
    // Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
    private static final double[][] NORMAL = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    private static final double[][] PROTANOPIA = {
        {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
    };
    private static final double[][] DEUTERANOPIA = {
        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
    };

    @Test
    void theCornersAreTheColoursOfThePhases() {
        assertThat(PhaseColours.of(1.0, 0.0)).isEqualTo(PhaseColours.DEDICATED);
        assertThat(PhaseColours.of(1.0, 1.0)).isEqualTo(PhaseColours.SUPERPOSED);
        assertThat(PhaseColours.of(0.0, 0.0)).isEqualTo(PhaseColours.IGNORED);
    }

    @Test
    void withoutANormInterferenceHasNoColour() {
        assertThat(PhaseColours.of(0.0, 1.0)).isEqualTo(PhaseColours.of(0.0, 0.0));
    }

    @Test
    void bothNumbersAreClippedToOne() {
        assertThat(PhaseColours.of(1.7, 3.0)).isEqualTo(PhaseColours.of(1.0, 1.0));
        assertThat(PhaseColours.of(1.7, 0.4)).isEqualTo(PhaseColours.of(1.0, 0.4));
    }

    @Test
    void aColourBlindReaderTellsThePhasesApart() {
        for (double[][] eye : List.of(NORMAL, PROTANOPIA, DEUTERANOPIA)) {
            double[] ignored = lab(PhaseColours.IGNORED, eye);
            double[] dedicated = lab(PhaseColours.DEDICATED, eye);
            double[] superposed = lab(PhaseColours.SUPERPOSED, eye);

            // A difference of 2.3 in CIELAB is just noticeable; neighbours in a figure want ten times that.
            assertThat(distance(dedicated, superposed)).isGreaterThan(50.0);
            assertThat(distance(ignored, dedicated)).isGreaterThan(40.0);
            assertThat(distance(ignored, superposed)).isGreaterThan(40.0);
        }
    }

    @Test
    void aGreyPrinterTellsThePhasesApart() {
        double ignored = lab(PhaseColours.IGNORED, NORMAL)[0];
        double dedicated = lab(PhaseColours.DEDICATED, NORMAL)[0];
        double superposed = lab(PhaseColours.SUPERPOSED, NORMAL)[0];

        assertThat(ignored - superposed).isGreaterThan(20.0);
        assertThat(superposed - dedicated).isGreaterThan(15.0);
    }

    @Test
    void viridisGrowsLighterAllTheWay() {
        double last = -1.0;
        for (int step = 0; step <= 100; step++) {
            double lightness = lab(SequentialColours.of(step / 100.0), NORMAL)[0];

            assertThat(lightness).as("step %d", step).isGreaterThan(last);
            last = lightness;
        }
    }

    private static double distance(double[] one, double[] other) {
        return Math.sqrt(
                Math.pow(one[0] - other[0], 2) + Math.pow(one[1] - other[1], 2) + Math.pow(one[2] - other[2], 2));
    }

    /// CIELAB of a colour as an eye sees it, D65.
    private static double[] lab(Color color, double[][] eye) {
        double[] rgb = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
        double[] seen = new double[3];
        for (int row = 0; row < 3; row++) {
            seen[row] = Math.max(0.0, eye[row][0] * rgb[0] + eye[row][1] * rgb[1] + eye[row][2] * rgb[2]);
        }
        double x = (0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047;
        double y = 0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2];
        double z = (0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883;
        return new double[] {116 * root(y) - 16, 500 * (root(x) - root(y)), 200 * (root(y) - root(z))};
    }

    private static double root(double value) {
        return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16.0 / 116.0;
    }

    private static double linear(int component) {
        double value = component / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}

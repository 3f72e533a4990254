package tegum.proof;

import java.util.Arrays;

/// Directions of features in the plane.
final class Angles {
    private Angles() {}

    /// Angles in degrees between neighbours of a plane's vectors, given as the rows of `W`.
    static double[] gaps(double... rowMajor) {
        int count = rowMajor.length / 2;
        double[] angles = new double[count];
        for (int k = 0; k < count; k++) {
            angles[k] = Math.toDegrees(Math.atan2(rowMajor[count + k], rowMajor[k]));
        }
        Arrays.sort(angles);
        double[] gaps = new double[count];
        for (int k = 0; k < count; k++) {
            gaps[k] = k + 1 < count ? angles[k + 1] - angles[k] : angles[0] + 360 - angles[k];
        }
        return gaps;
    }
}

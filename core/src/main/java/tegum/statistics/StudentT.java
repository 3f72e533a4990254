package tegum.statistics;

/// Student's t distribution, as far as 95 % intervals of means and of their differences need it.
///
/// Source: Abramowitz and Stegun 26.7.1, the tail as an incomplete beta function; its quantile by Newton's method.
public final class StudentT {
    private static final double OUTSIDE = 0.05;
    private static final int MOST_STEPS = 200;
    private static final double CLOSE = 1e-13;

    /// From so many degrees of freedom on, the normal distribution differs by less than 1e-6.
    private static final double NORMAL_DEGREES = 1e6;

    private StudentT() {}

    /// 97.5 % quantile: half the width of a 95 % interval, in standard errors.
    ///
    /// @param degrees degrees of freedom, for a mean one less than the number of values; at least 1
    /// @throws IllegalArgumentException if there are fewer
    public static double halfWidth(double degrees) {
        check(degrees);
        if (degrees >= NORMAL_DEGREES) {
            return Interval.Z;
        }
        double quantile = Interval.Z;
        // The tail is convex, so that Newton's method from the left of the quantile climbs to it and stays left.
        for (int step = 0; step < MOST_STEPS; step++) {
            double change = (twoSided(quantile, degrees) - OUTSIDE) / (2 * density(quantile, degrees));
            quantile += change;
            if (Math.abs(change) < CLOSE * quantile) {
                break;
            }
        }
        return quantile;
    }

    /// Chance that a number with this distribution is at least as far from 0.
    ///
    /// @param degrees degrees of freedom; at least 1
    /// @throws IllegalArgumentException if there are fewer
    public static double twoSided(double t, double degrees) {
        check(degrees);
        return degrees >= NORMAL_DEGREES
                ? TailFunctions.normalTwoSided(t)
                : TailFunctions.incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
    }

    private static double density(double t, double degrees) {
        double logarithm = TailFunctions.logGamma((degrees + 1) / 2)
                - TailFunctions.logGamma(degrees / 2)
                - (degrees + 1) / 2 * Math.log1p(t * t / degrees);
        return Math.exp(logarithm) / Math.sqrt(degrees * Math.PI);
    }

    private static void check(double degrees) {
        if (!(degrees >= 1)) {
            throw new IllegalArgumentException("%s degrees of freedom, not at least 1".formatted(degrees));
        }
    }
}

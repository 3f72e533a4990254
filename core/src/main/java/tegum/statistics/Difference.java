package tegum.statistics;

/// The difference of two independent estimates.
///
/// @param value the first less the second
/// @param interval its 95 % interval
/// @param chance the chance of a difference at least as far from 0 where there is none (the p-value); in [0, 1]
public record Difference(double value, Interval interval, double chance) {

    /// @throws IllegalArgumentException if the chance is no chance
    public Difference {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("a chance of " + chance);
        }
    }

    /// Of two numbers with normal errors.
    ///
    /// @param firstError standard error of the first
    /// @param secondError standard error of the second; one of the two errors is positive
    public static Difference ofNormal(double first, double firstError, double second, double secondError) {
        double value = first - second;
        double error = Math.hypot(firstError, secondError);
        return new Difference(
                value,
                new Interval(value - Interval.Z * error, value + Interval.Z * error),
                TailFunctions.normalTwoSided(value / error));
    }

    /// Whether it is farther from 0 than its interval allows for.
    public boolean exceeds() {
        return !interval.contains(0);
    }
}

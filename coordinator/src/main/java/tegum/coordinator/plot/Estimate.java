package tegum.coordinator.plot;

import tegum.statistics.Fraction;
import tegum.statistics.Interval;

/// A number with an interval around it, such as a fraction of replicates with its 95 % Wilson interval.
///
/// @param value the number; NaN where there is none, and then both ends are NaN too
/// @param low lower end of the interval; at most `value`
/// @param high upper end of the interval; at least `value`
public record Estimate(double value, double low, double high) {

    /// An estimate that is not there.
    public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);

    /// @throws IllegalArgumentException unless `low <= value <= high` or all three are NaN
    public Estimate {
        boolean absent = Double.isNaN(value) && Double.isNaN(low) && Double.isNaN(high);
        if (!absent && !(low <= value && value <= high)) {
            throw new IllegalArgumentException(
                    "an estimate lies in its interval: %s in %s to %s, or NaN thrice".formatted(value, low, high));
        }
    }

    /// The fraction 0 with its 95 % Wilson interval, 0 to `z² / (n + z²)`: what none of the replicates has.
    ///
    /// @param replicates how many there are, `n`; at least 1
    static Estimate noneOf(int replicates) {
        Interval none = new Fraction(0, replicates).wilson();
        return new Estimate(0.0, none.low(), none.high());
    }

    /// A number without an interval.
    public static Estimate exact(double value) {
        return new Estimate(value, value, value);
    }

    /// Whether there is a number; infinite ones cannot be drawn either.
    public boolean isPresent() {
        return Double.isFinite(value) && Double.isFinite(low) && Double.isFinite(high);
    }

    /// Width of the interval; NaN where there is no estimate.
    public double width() {
        return high - low;
    }
}

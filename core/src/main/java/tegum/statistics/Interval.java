package tegum.statistics;

/// A 95 % interval.
///
/// @param low lower end
/// @param high upper end; not below `low`
public record Interval(double low, double high) {
    /// 97.5 % quantile of the standard normal distribution: so many standard errors to each side hold 95 %.
    public static final double Z = 1.959963984540054;

    /// @throws IllegalArgumentException unless `low <= high`
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval from %s to %s".formatted(low, high));
        }
    }

    public double width() {
        return high - low;
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}

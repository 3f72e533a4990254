package tegum.statistics;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/// How many of some replicates show something. Never of the features of one replicate: they are not independent.
///
/// @param count how many do; 0 to `of`
/// @param of number of replicates, diverged ones included
public record Fraction(int count, int of) {
    /// @throws IllegalArgumentException unless `0 <= count <= of`
    public Fraction {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("%d of %d".formatted(count, of));
        }
    }

    /// How often each value occurs, in the values' order.
    ///
    /// @param values one of each replicate that did not diverge
    /// @param of number of replicates, diverged ones included
    /// @throws IllegalArgumentException if there are more values than replicates
    public static <T extends Comparable<T>> SortedMap<T, Fraction> ofEach(Collection<T> values, int of) {
        if (values.size() > of) {
            throw new IllegalArgumentException("%d values of %d replicates".formatted(values.size(), of));
        }
        SortedMap<T, Fraction> fractions = new TreeMap<>();
        for (T value : values) {
            fractions.merge(value, new Fraction(1, of), (a, b) -> new Fraction(a.count + b.count, of));
        }
        return fractions;
    }

    /// `count / of`; 0 of nothing is 0.
    public double share() {
        return of == 0 ? 0.0 : (double) count / of;
    }

    /// Wilson's 95 % score interval, within [0, 1]; all of it when there is no replicate.
    ///
    /// Source: Wilson 1927.
    public Interval wilson() {
        if (of == 0) {
            return new Interval(0, 1);
        }
        double share = share();
        double perReplicate = Interval.Z * Interval.Z / of;
        double centre = share + perReplicate / 2;
        double half = Math.sqrt(share * (1 - share) * perReplicate + perReplicate * perReplicate / 4);
        // At the ends the formula gives 0 and 1 but for rounding.
        double low = count == 0 ? 0.0 : (centre - half) / (1 + perReplicate);
        double high = count == of ? 1.0 : (centre + half) / (1 + perReplicate);
        return new Interval(low, high);
    }

    /// Difference of two shares: its interval from their Wilson intervals, its chance from the exact test.
    ///
    /// Source: Newcombe 1998, method 10; Fisher 1935, both sides by their probability.
    ///
    /// @throws IllegalArgumentException if one of the two is of nothing
    public Difference minus(Fraction other) {
        if (of == 0 || other.of == 0) {
            throw new IllegalArgumentException("a share of nothing");
        }
        double value = share() - other.share();
        Interval mine = wilson();
        Interval others = other.wilson();
        double below = Math.hypot(share() - mine.low(), others.high() - other.share());
        double above = Math.hypot(mine.high() - share(), other.share() - others.low());
        return new Difference(value, new Interval(value - below, value + above), exactChance(other));
    }

    /// All tables with the same sums that are at most as likely as this one.
    private double exactChance(Fraction other) {
        int shown = count + other.count;
        double observed = logWays(count, other, shown);
        double total = 0;
        double unlikely = 0;
        for (int mine = Math.max(0, shown - other.of); mine <= Math.min(of, shown); mine++) {
            double ways = logWays(mine, other, shown);
            double relative = Math.exp(ways - observed);
            total += relative;
            // Equally likely tables differ by rounding.
            if (ways <= observed + 1e-7) {
                unlikely += relative;
            }
        }
        return Math.min(1, unlikely / total);
    }

    private double logWays(int mine, Fraction other, int shown) {
        return logChoices(of, mine) + logChoices(other.of, shown - mine);
    }

    private static double logChoices(int n, int k) {
        return TailFunctions.logGamma(n + 1) - TailFunctions.logGamma(k + 1) - TailFunctions.logGamma(n - k + 1);
    }
}

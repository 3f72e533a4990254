package tegum.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// The replicates of one cell, ranked by loss: what every rule starts from.
///
/// Divergence is a result: a diverged replicate has no loss, ranks last and stays in the denominator. Immutable.
public final class Replicates {
    private static final double DIVERGED = Double.POSITIVE_INFINITY;

    private final double[] losses;
    private final int[] ranking;
    private final int finite;

    private Replicates(double[] losses) {
        this.losses = losses;
        this.ranking = IntStream.range(0, losses.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(replicate -> losses[replicate])
                        .thenComparingInt(replicate -> replicate))
                .mapToInt(Integer::intValue)
                .toArray();
        this.finite =
                (int) Arrays.stream(losses).filter(loss -> loss < DIVERGED).count();
    }

    /// The replicates with the given losses, copied.
    ///
    /// @param losses one per replicate, any non-finite number for a diverged one
    public static Replicates of(double... losses) {
        return new Replicates(Arrays.stream(losses)
                .map(loss -> Double.isFinite(loss) ? loss : DIVERGED)
                .toArray());
    }

    /// Number of replicates, diverged ones included.
    public int count() {
        return losses.length;
    }

    public int diverged() {
        return losses.length - finite;
    }

    /// The replicates that a rule takes, best first; none where the rule has no value.
    ///
    /// | rule       | takes                                | has no value when                           |
    /// |------------|--------------------------------------|---------------------------------------------|
    /// | best       | the best                             | all diverged                                |
    /// | mean       | all finite ones                      | all diverged                                |
    /// | drop-worst | all but the worst `ceil(n/10)`       | more diverged than are dropped              |
    /// | median     | the middle one or two of all n       | a middle one diverged                       |
    public int[] taken(Rule rule) {
        int n = losses.length;
        return switch (rule) {
            case BEST -> ranks(0, Math.min(1, finite));
            case MEAN -> ranks(0, finite);
            case DROP_WORST -> finiteRanks(0, n - dropped(n));
            case MEDIAN -> n == 0 ? new int[0] : finiteRanks((n - 1) / 2, n / 2 + 1);
        };
    }

    /// How many of the worst are dropped, `ceil(n/10)`; a replicate alone is kept, for there is nothing to rank it
    /// with.
    ///
    /// @param n number of replicates, diverged ones included
    public static int dropped(int n) {
        return n <= 1 ? 0 : (n + 9) / 10;
    }

    private int[] finiteRanks(int from, int to) {
        return to <= finite ? ranks(from, to) : new int[0];
    }

    private int[] ranks(int from, int to) {
        return Arrays.copyOfRange(ranking, from, to);
    }

    /// Mean of a statistic over the replicates that a rule takes; empty where the rule has no value.
    ///
    /// @param statistic number of a replicate, asked for finite ones only
    public OptionalDouble mean(Rule rule, IntToDoubleFunction statistic) {
        return Arrays.stream(taken(rule)).mapToDouble(statistic).average();
    }

    /// The loss by a rule; empty where it has no value.
    public OptionalDouble loss(Rule rule) {
        return mean(rule, replicate -> losses[replicate]);
    }

    /// Expected loss of the best of k replicates, over all subsets of k: so that cells with unequal numbers compare.
    ///
    /// Empty when k replicates could all have diverged. Never rises with k.
    ///
    /// @param k 1 to the number of replicates
    /// @throws IllegalArgumentException if k is outside its range
    public OptionalDouble bestOf(int k) {
        int n = losses.length;
        if (k < 1 || k > n) {
            throw new IllegalArgumentException("best of %d of %d replicates".formatted(k, n));
        }
        if (k <= diverged()) {
            return OptionalDouble.empty();
        }
        double expected = 0.0;
        double chance = (double) k / n; // that the best of all is in the subset
        for (int rank = 0; rank <= n - k; rank++) {
            expected += chance * losses[ranking[rank]];
            chance *= (double) (n - rank - k) / (n - rank - 1);
        }
        return OptionalDouble.of(expected);
    }

    /// Quantile of the losses, between neighbours in proportion; empty where it falls on a diverged replicate.
    ///
    /// Source: Hyndman and Fan 1996, definition 7.
    ///
    /// @param share in [0, 1]; 0.5 is the median
    /// @throws IllegalArgumentException if the share is outside its range
    public OptionalDouble quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("quantile " + share);
        }
        if (finite == 0) {
            return OptionalDouble.empty();
        }
        double place = share * (losses.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        if (above >= finite) {
            return OptionalDouble.empty();
        }
        double lower = losses[ranking[below]];
        return OptionalDouble.of(lower + (place - below) * (losses[ranking[above]] - lower));
    }
}

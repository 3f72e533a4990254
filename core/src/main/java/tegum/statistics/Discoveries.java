package tegum.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/// What many tests at once may claim: of the differences that are called real, a bounded share is chance.
public final class Discoveries {
    private Discoveries() {}

    /// Chances corrected for their number. Those of at most 0.05 are discoveries, of which on average at most 5 % are
    /// none.
    ///
    /// Source: Benjamini and Hochberg 1995, for independent tests; as R's `p.adjust(method = "BH")`.
    ///
    /// @param chances one of each test
    /// @return the same number, in the same order, none less than its own
    public static double[] corrected(double... chances) {
        int[] falling = IntStream.range(0, chances.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(test -> chances[test])
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        double[] corrected = new double[chances.length];
        double least = 1;
        for (int place = 0; place < falling.length; place++) {
            int rank = chances.length - place;
            least = Math.min(least, chances[falling[place]] * chances.length / rank);
            corrected[falling[place]] = least;
        }
        return corrected;
    }
}

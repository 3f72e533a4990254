package tegum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {
    private static final int RUNS = 20_000;

    /// Student's sleep data, as R's `t.test(extra ~ group, data = sleep)` prints them.
    @Test
    void meansDifferAsInR() {
        Sample first = Sample.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0);
        Sample second = Sample.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);

        Difference difference = first.minus(second, 0, 0).orElseThrow();

        assertThat(difference.value()).isCloseTo(-1.58, within(1e-12));
        assertThat(difference.interval().low()).isCloseTo(-3.3654832, within(1e-7));
        assertThat(difference.interval().high()).isCloseTo(0.2054832, within(1e-7));
        assertThat(difference.chance()).isCloseTo(0.07939, within(1e-5));
        assertThat(difference.exceeds()).isFalse();
    }

    /// Newcombe 1998, table II, method 10.
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 20, 0.6791, 1.0000",
        "10, 10, 0, 10, 0.6075, 1.0000"
    })
    void sharesDifferAsInNewcombe(int a, int n, int b, int m, double low, double high) {
        Interval interval = new Fraction(a, n).minus(new Fraction(b, m)).interval();

        assertThat(interval.low()).isCloseTo(low, within(6e-5));
        assertThat(interval.high()).isCloseTo(high, within(6e-5));
    }

    /// The tea tasting and the convictions of twins in R's `fisher.test`, and what 2 / C(20, 10) is.
    @ParameterizedTest
    @CsvSource({
        "3, 4, 1, 4, 0.4857142857",
        "2, 17, 10, 13, 0.0005367241",
        "10, 10, 0, 10, 0.00001082509",
        "5, 10, 5, 10, 1",
        "0, 10, 0, 10, 1"
    })
    void sharesAreTestedAsInR(int a, int n, int b, int m, double chance) {
        assertThat(new Fraction(a, n).minus(new Fraction(b, m)).chance()).isCloseTo(chance, withinPercentage(1e-4));
    }

    /// R's `p.adjust(method = "BH")`, by hand: the least of `p n / rank` from each rank on.
    @Test
    void chancesAreCorrectedForTheirNumber() {
        assertThat(Discoveries.corrected(0.01, 0.04, 0.03, 0.02, 0.05))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.05, 0.05, 0.05, 0.05, 0.05);
        assertThat(Discoveries.corrected(0.9, 0.001, 0.02, 0.5))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.9, 0.004, 0.04, 2.0 / 3);
        assertThat(Discoveries.corrected()).isEmpty();
    }

    @Test
    void whatHasNoSpreadHasNoInterval() {
        assertThat(Sample.of(1, 1, 1).minus(Sample.of(2, 2), 0, 0)).isEmpty();
        assertThat(Sample.of(1).minus(Sample.of(2, 3), 0, 0)).isEmpty();
        assertThat(Sample.of(1, 1).minus(Sample.of(2, 2), 0.1, 0)).hasValueSatisfying(difference -> {
            assertThat(difference.interval().high()).isCloseTo(-1 + 0.1 * Interval.Z, within(1e-9));
            assertThat(difference.exceeds()).isTrue();
        });
        assertThatThrownBy(() -> new Fraction(0, 0).minus(new Fraction(1, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Goal: the interval of a difference of means holds the truth in 95 of 100 studies, unequal sizes and spreads and
    /// an error that a sample's values share included.
    /// Method: seeded studies of normal values, counted.
    @ParameterizedTest(name = "{0} and {1} values, spreads {2} and {3}, shared {4}")
    @CsvSource({"10, 10, 1, 1, 0", "5, 20, 1, 3, 0", "10, 10, 1, 2, 0.5", "4, 4, 1, 1, 0.3"})
    void theIntervalOfMeansCovers(int n, int m, double spread, double otherSpread, double shared) {
        RandomGenerator random = new SplittableRandom(20_261_125);
        int covered = 0;
        int small = 0;
        for (int run = 0; run < RUNS; run++) {
            Sample first = normal(random, n, 1, spread, shared);
            Sample second = normal(random, m, 0, otherSpread, shared);
            Difference difference = first.minus(second, shared, shared).orElseThrow();
            covered += difference.interval().contains(1) ? 1 : 0;
            small += difference.interval().contains(0) == difference.chance() > 0.05 ? 1 : 0;
        }

        assertThat((double) covered / RUNS).isBetween(0.94, 0.965);
        assertThat(small).as("interval and chance agree").isEqualTo(RUNS);
    }

    /// Goal: the interval of a difference of shares holds the truth in about 95 of 100 studies, on average over shares
    /// and in each place nearly so; the exact test is wrong in at most 5.
    /// Method: seeded binomial studies, counted.
    @ParameterizedTest(name = "{0} and {1} of {2} and {3}")
    @CsvSource({"0.5, 0.5, 10, 10", "0.1, 0.1, 10, 10", "0.9, 0.4, 10, 10", "0.5, 0.7, 50, 20", "0.02, 0.02, 20, 20"})
    void theIntervalOfSharesCovers(double p, double q, int n, int m) {
        RandomGenerator random = new SplittableRandom(20_261_126);
        int covered = 0;
        int rejected = 0;
        for (int run = 0; run < RUNS; run++) {
            Difference difference = binomial(random, p, n).minus(binomial(random, q, m));
            covered += difference.interval().contains(p - q) ? 1 : 0;
            rejected += difference.chance() <= 0.05 ? 1 : 0;
        }

        assertThat((double) covered / RUNS).isBetween(0.93, 1.0);
        if (p == q) {
            assertThat((double) rejected / RUNS).isLessThanOrEqualTo(0.053);
        }
    }

    private static Sample normal(RandomGenerator random, int count, double mean, double spread, double shared) {
        double off = mean + shared * random.nextGaussian();
        return Sample.of(random.doubles(count)
                .map(_ -> off + spread * random.nextGaussian())
                .toArray());
    }

    private static Fraction binomial(RandomGenerator random, double p, int of) {
        return new Fraction((int) random.doubles(of).filter(u -> u < p).count(), of);
    }
}

package tegum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicatesTest {
    private static final double DIVERGED = Double.NaN;

    @Test
    void eachRuleTakesItsReplicates() {
        Replicates ten = Replicates.of(3, 1, 2, 9, 4, 5, 6, 7, 8, 1);

        assertThat(ten.taken(Rule.BEST)).containsExactly(1);
        assertThat(ten.taken(Rule.MEAN)).hasSize(10);
        assertThat(ten.taken(Rule.DROP_WORST)).containsExactly(1, 9, 2, 0, 4, 5, 6, 7, 8);
        assertThat(ten.taken(Rule.MEDIAN)).containsExactly(4, 5);
        assertThat(ten.loss(Rule.DROP_WORST)).hasValue(37.0 / 9);
        assertThat(ten.mean(Rule.BEST, replicate -> 10 * replicate)).hasValue(10);
    }

    @Test
    void divergedReplicatesRankLastAndAreDroppedFirst() {
        Replicates one = Replicates.of(3, DIVERGED, 2, 4, 5, 6, 7, 8, 9, 10);
        Replicates two = Replicates.of(3, DIVERGED, 2, 4, 5, 6, 7, 8, 9, Double.POSITIVE_INFINITY);

        assertThat(one.diverged()).isEqualTo(1);
        assertThat(one.loss(Rule.DROP_WORST)).hasValue(6);
        assertThat(two.loss(Rule.DROP_WORST)).isEmpty();
        assertThat(two.loss(Rule.MEAN)).hasValue(5.5);
        assertThat(two.loss(Rule.BEST)).hasValue(2);
        assertThat(two.loss(Rule.MEDIAN)).hasValue(6.5);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "10, 1", "11, 2", "20, 2", "21, 3"})
    void dropWorstDropsATenthRoundedUp(int replicates, int dropped) {
        double[] losses = new double[replicates];
        Arrays.setAll(losses, replicate -> replicate);

        assertThat(Replicates.of(losses).taken(Rule.DROP_WORST)).hasSize(replicates - dropped);
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void whereAllDivergedNoRuleHasAValue(Rule rule) {
        assertThat(Replicates.of(DIVERGED, DIVERGED).loss(rule)).isEmpty();
        assertThat(Replicates.of().loss(rule)).isEmpty();
        assertThat(Rule.parse(rule.text())).isEqualTo(rule);
    }

    @Test
    void anUnknownRuleIsRefused() {
        assertThatThrownBy(() -> Rule.parse("worst")).hasMessageContaining("drop-worst");
    }

    @Test
    void bestOfKIsTheMeanOverSubsets() {
        Replicates four = Replicates.of(5, 1, 2, 4);

        assertThat(four.bestOf(1)).hasValue(3);
        assertThat(four.bestOf(2).orElseThrow()).isCloseTo((1 + 1 + 1 + 2 + 2 + 4) / 6.0, within(1e-12));
        assertThat(four.bestOf(4)).hasValue(1);
        assertThatThrownBy(() -> four.bestOf(5)).isInstanceOf(IllegalArgumentException.class);
    }

    /// Goal: laws that hold for any losses. Method: random numbers of replicates, some diverged, some equal.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theLawsOfReplicatesHold(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] losses = random.doubles(1 + random.nextInt(40))
                .map(loss -> random.nextInt(10) == 0 ? DIVERGED : Math.round(20 * loss) / 20.0)
                .toArray();
        Replicates replicates = Replicates.of(losses);

        double before = Double.POSITIVE_INFINITY;
        for (int k = 1; k <= losses.length; k++) {
            OptionalDouble best = replicates.bestOf(k);
            assertThat(best.isPresent()).isEqualTo(k > replicates.diverged());
            double now = best.orElse(Double.POSITIVE_INFINITY);
            assertThat(now).as("best of %d", k).isLessThanOrEqualTo(before * (1 + 1e-12));
            before = now;
        }
        if (replicates.diverged() < losses.length) {
            assertThat(before).isCloseTo(replicates.loss(Rule.BEST).orElseThrow(), within(1e-12));
            assertThat(replicates.loss(Rule.BEST).orElseThrow())
                    .isLessThanOrEqualTo(replicates.loss(Rule.MEAN).orElseThrow() + 1e-12);
        }
        replicates
                .loss(Rule.DROP_WORST)
                .ifPresent(kept -> assertThat(kept)
                        .isLessThanOrEqualTo(replicates.loss(Rule.MEAN).orElseThrow() + 1e-12));
        assertThat(replicates.quantile(.5).isPresent())
                .isEqualTo(replicates.loss(Rule.MEDIAN).isPresent());
        replicates
                .quantile(.5)
                .ifPresent(median -> assertThat(median)
                        .isCloseTo(replicates.loss(Rule.MEDIAN).orElseThrow(), within(1e-12)));
        assertThat(Replicates.of(reversed(losses)).loss(Rule.MEDIAN)).isEqualTo(replicates.loss(Rule.MEDIAN));
    }

    private static double[] reversed(double[] losses) {
        double[] reversed = new double[losses.length];
        Arrays.setAll(reversed, at -> losses[losses.length - 1 - at]);
        return reversed;
    }

    @Test
    void quantilesLieBetweenNeighboursInProportion() {
        Replicates five = Replicates.of(10, 20, 30, 40, DIVERGED);

        assertThat(five.quantile(0)).hasValue(10);
        assertThat(five.quantile(.625)).hasValue(35);
        assertThat(five.quantile(.75)).hasValue(40);
        assertThat(five.quantile(.8)).isEmpty();
        assertThatThrownBy(() -> five.quantile(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    /// Reference values from the closed formula, worked out independently to six digits.
    @ParameterizedTest
    @CsvSource({"0, 10, 0, .277533", "5, 10, .236593, .763407", "10, 10, .722467, 1", "1, 20, .008881, .236131"})
    void wilsonsIntervalIsTheKnownOne(int count, int of, double low, double high) {
        Interval interval = new Fraction(count, of).wilson();

        assertThat(interval.low()).isCloseTo(low, within(1e-6));
        assertThat(interval.high()).isCloseTo(high, within(1e-6));
    }

    @Test
    void wilsonsIntervalContainsTheShareAndShrinksWithMoreReplicates() {
        double before = new Fraction(0, 0).wilson().width();
        for (int of = 1; of <= 200; of++) {
            for (int count = 0; count <= of; count++) {
                Interval interval = new Fraction(count, of).wilson();
                assertThat(interval.contains(new Fraction(count, of).share())).isTrue();
                assertThat(interval.low()).isNotNegative();
                assertThat(interval.high()).isLessThanOrEqualTo(1);
            }
            double width = new Fraction(0, of).wilson().width();
            assertThat(width).isLessThan(before);
            before = width;
        }
    }

    @Test
    void divergedReplicatesStayInTheDenominator() {
        var fractions = Fraction.ofEach(List.of("2 digon", "1 pentagon", "2 digon"), 4);

        assertThat(fractions).containsOnlyKeys("1 pentagon", "2 digon");
        assertThat(fractions).containsEntry("2 digon", new Fraction(2, 4));
        assertThatThrownBy(() -> Fraction.ofEach(List.of("a", "b"), 1)).isInstanceOf(IllegalArgumentException.class);
    }
}

package tegum.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.measure.Phase;
import tegum.measure.Thresholds;
import tegum.model.PerFeature;

class TheoryTest {

    @Test
    void theLossAtFixedParametersIsTheKnownOne() {
        assertThat(TwoInOne.loss(.9, -.7, -.05, .1, 2, .3)).isCloseTo(.0874799, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({"1, .3", ".1, .2", "2, .05", ".7, 1"})
    void candidateLossesAreTheLossesOfTheirWeights(double r, double p) {
        assertThat(TwoInOne.loss(1, 0, 0, p / 2, r, p))
                .isCloseTo(TwoInOne.Candidate.SECOND_IGNORED.loss(r, p), within(1e-14));
        assertThat(TwoInOne.loss(0, 1, p / 2, 0, r, p))
                .isCloseTo(TwoInOne.Candidate.FIRST_IGNORED.loss(r, p), within(1e-14));
        assertThat(TwoInOne.loss(1, -1, 0, 0, r, p)).isCloseTo(TwoInOne.Candidate.ANTIPODAL.loss(r, p), within(1e-14));
    }

    /// Goal: the exact integrals are right for any weights, whatever side of 0 the kinks are.
    /// Method: random weights and biases against the midpoint rule on 400 x 400 inputs.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theExactLossEqualsAFineSum(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] w = random.doubles(2, -1.5, 1.5).toArray();
        double[] b = random.doubles(2, -.5, .5).toArray();
        double r = random.nextDouble(.1, 10);
        double p = random.nextDouble();
        int points = 400;
        double sum = (1 - p) * (1 - p) * error(w, b, r, 0, 0);
        for (int first = 0; first < points; first++) {
            double x = (first + .5) / points;
            sum += p * (1 - p) * (error(w, b, r, x, 0) + error(w, b, r, 0, x)) / points;
            for (int second = 0; second < points; second++) {
                sum += p * p * error(w, b, r, x, (second + .5) / points) / points / points;
            }
        }

        assertThat(TwoInOne.loss(w[0], w[1], b[0], b[1], r, p)).isCloseTo(sum, within(1e-5 * (1 + sum)));
    }

    private static double error(double[] w, double[] b, double r, double x1, double x2) {
        double h = w[0] * x1 + w[1] * x2;
        double first = x1 - Math.max(w[0] * h + b[0], 0);
        double second = x2 - Math.max(w[1] * h + b[1], 0);
        return first * first + r * second * second;
    }

    @ParameterizedTest
    @CsvSource({
        ".1, .2, .005667, 1, 0, 0, .1",
        ".3, .3, .018263, 1.037, -.885, .010, .055",
        ".5, .5, .052083, 1, 0, 0, .25",
        ".5, .1, .002485, 1.010, -.998, .001, .002",
        "1, .3, .029310, 1.010, -1.010, .018, .018",
        "1, .1, .003319, 1.006, -1.006, .001, .001",
        "2, .3, .043485, -.967, 1.029, .031, .012"
    })
    void theExactOptimaAreTheKnownOnes(double r, double p, double loss, double w1, double w2, double b1, double b2) {
        TwoInOne.Optimum optimum = TwoInOne.optimum(r, p);

        assertThat(optimum.loss()).isCloseTo(loss, within(5.1e-7));
        assertThat(Math.abs(optimum.w1())).isCloseTo(Math.abs(w1), within(.0015));
        assertThat(Math.abs(optimum.w2())).isCloseTo(Math.abs(w2), within(.0015));
        assertThat(optimum.w1() * optimum.w2()).isCloseTo(w1 * w2, within(.003));
        assertThat(optimum.b1()).isCloseTo(b1, within(.0015));
        assertThat(optimum.b2()).isCloseTo(b2, within(.0015));
    }

    @ParameterizedTest
    @CsvSource({".1, .4", ".3, .05", ".7, .6", ".2, .9"})
    void exchangingTheFeaturesScalesTheOptimum(double r, double p) {
        assertThat(TwoInOne.optimum(1 / r, p).loss())
                .isCloseTo(TwoInOne.optimum(r, p).loss() / r, Percentage.withPercentage(1e-6));
    }

    /// Goal: the optimum is global. Method: 40 random starts of the same descent find nothing lower.
    @ParameterizedTest
    @CsvSource({
        "1, .92",
        ".99, .77",
        ".75, .58555",
        ".8, .61",
        ".1, .15",
        ".3, .3",
        ".5, .47",
        ".8, .7",
        "1, .5",
        ".9, 1",
        ".65, .55",
        ".1, .9"
    })
    void noRandomStartFindsALowerLoss(double r, double p) {
        SplittableRandom random = new SplittableRandom(17);
        double optimum = TwoInOne.optimum(r, p).loss();

        for (int start = 0; start < 40; start++) {
            double[] at = Simplex.minimum(
                    x -> TwoInOne.loss(x[0], x[1], x[2], x[3], r, p),
                    random.doubles(4, -1.3, 1.3).toArray(),
                    .3);
            assertThat(TwoInOne.loss(at[0], at[1], at[2], at[3], r, p)).isGreaterThan(optimum * (1 - 1e-6));
        }
    }

    @ParameterizedTest
    @CsvSource({".1, .181", ".3, .3755", ".5, .4846"})
    void theExactBoundaryIsTheKnownOne(double r, double p) {
        assertThat(TwoInOne.boundary(r)).isCloseTo(p, within(1e-3));
        assertThat(TwoInOne.boundary(1 / r)).isCloseTo(p, within(1e-3));
    }

    /// The boundary is a curve to be drawn: it rises to r = 1 without a jump or a kink of the search.
    @Test
    void theExactBoundaryRisesSmoothlyUpToEqualImportance() {
        double before = 0;
        for (int point = 0; point <= 40; point++) {
            double boundary = TwoInOne.boundary(Math.pow(10, -1 + point / 40.0));
            assertThat(boundary).as("point %d", point).isBetween(before, before + (point == 0 ? .2 : .06));
            before = boundary;
        }
        assertThat(TwoInOne.sharp(.6)).isTrue();
        assertThat(TwoInOne.sharp(1)).isFalse();
    }

    @Test
    void theOptimumChangesItsPhaseAtTheBoundary() {
        TwoInOne.Optimum below = TwoInOne.optimum(.3, .37);
        TwoInOne.Optimum above = TwoInOne.optimum(.3, .38);

        assertThat(below.phase(1, Thresholds.DEFAULT)).isEqualTo(Phase.SUPERPOSED);
        assertThat(above.phase(1, Thresholds.DEFAULT)).isEqualTo(Phase.IGNORED);
        assertThat(above.phase(0, Thresholds.DEFAULT)).isEqualTo(Phase.DEDICATED);
        assertThat(TwoInOne.optimum(1 / .3, .38).phase(1, Thresholds.DEFAULT)).isEqualTo(Phase.DEDICATED);
    }

    @Test
    void theCandidatesMeetWhereTheirLossesDo() {
        assertThat(TwoInOne.candidateBoundary(.1)).isCloseTo(.160, within(5e-4));
        assertThat(TwoInOne.candidateBoundary(.3)).isCloseTo(.343, within(5e-4));
        assertThat(TwoInOne.candidateBoundary(.5)).isCloseTo(.444, within(5e-4));
        assertThat(TwoInOne.candidateBoundary(1)).isCloseTo(4.0 / 7, within(1e-15));
        for (double r : new double[] {.1, .4, .9, 1.2, 3, 10}) {
            double p = TwoInOne.candidateBoundary(r);
            assertThat(TwoInOne.Candidate.best(r, p * .999)).isEqualTo(TwoInOne.Candidate.ANTIPODAL);
            assertThat(TwoInOne.Candidate.best(r, p * 1.001))
                    .isEqualTo(r < 1 ? TwoInOne.Candidate.SECOND_IGNORED : TwoInOne.Candidate.FIRST_IGNORED);
        }
    }

    @Test
    void theCandidatesOfThreeInTwoMeetWhereTheirLossesDo() {
        for (double r : new double[] {.1, .4, .9, 1.2, 3, 10}) {
            double p = ThreeInTwo.boundary(r);
            assertThat(ThreeInTwo.best(r, p * .999))
                    .isEqualTo(r < 1 ? ThreeInTwo.LAST_ANTIPODAL : ThreeInTwo.OTHERS_ANTIPODAL);
            assertThat(ThreeInTwo.best(r, p * 1.001))
                    .isEqualTo(r < 1 ? ThreeInTwo.LAST_IGNORED : ThreeInTwo.OTHER_IGNORED);
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 5, .7, .00232322", "80, 20, .9, .00126415", "5, 2, .9, .0365850", "100, 20, 0, .00705651"})
    void theLinearOptimumIsTheKnownOne(int features, int hidden, double ratio, double meanLoss) {
        PerFeature importance = PerFeature.generate(
                features, i -> ratio > 0 ? Math.pow(ratio, i) : Math.pow(100, -i / (features - 1.0)));

        double loss = LinearOptimum.loss(PerFeature.uniform(features, 1), importance, hidden);

        assertThat(loss / features).isCloseTo(meanLoss, Percentage.withPercentage(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"4, .111111", "5, .068744", "6, .048192"})
    void polygonsOfOneActiveFeatureHaveTheirKnownLoss(int corners, double loss) {
        assertThat(OneActivePolygon.optimum(corners, 6).loss()).isCloseTo(loss, within(6e-7));
    }

    @Test
    void thePentagonOfOneActiveFeatureHasItsKnownParameters() {
        OneActivePolygon pentagon = OneActivePolygon.optimum(5, 6);

        assertThat(pentagon.normSq()).isCloseTo(1.370, within(6e-4));
        assertThat(pentagon.bias()).isCloseTo(-.282297, within(2e-5));
    }
}

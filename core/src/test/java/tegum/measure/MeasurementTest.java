package tegum.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.model.PerFeature;
import tegum.model.Shape;

class MeasurementTest {
    private static final double EXACT = 1e-12;

    static Stream<Arguments> knownShapes() {
        return Stream.of(
                Arguments.of("1 single", Shapes.simplex(1), 1, 1.0),
                Arguments.of("1 digon", Shapes.simplex(1), 2, 1.0 / 2),
                Arguments.of("1 triangle", Shapes.simplex(2), 3, 2.0 / 3),
                Arguments.of("1 tetrahedron", Shapes.simplex(3), 4, 3.0 / 4),
                Arguments.of("1 4-simplex", Shapes.simplex(4), 5, 4.0 / 5),
                Arguments.of("2 digon", Shapes.polygon(4), 4, 1.0 / 2),
                Arguments.of("1 pentagon", Shapes.polygon(5), 5, 2.0 / 5),
                Arguments.of("1 6-gon", Shapes.polygon(6), 6, 1.0 / 3),
                Arguments.of("1 9-gon", Shapes.polygon(9), 9, 2.0 / 9),
                Arguments.of("1 square antiprism", Shapes.antiprism(), 8, 3.0 / 8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("knownShapes")
    void aRegularShapeHasItsKnownDimensionality(String composition, double[][] corners, int features, double each) {
        double[][] vectors = Arrays.copyOf(corners, features);

        Measurement measured = Measurement.of(Shapes.weights(vectors), Thresholds.DEFAULT);

        assertThat(measured.composition()).isEqualTo(composition);
        assertThat(measured.rank()).isEqualTo(vectors[0].length);
        assertThat(measured.frobeniusSq()).isCloseTo(features, within(EXACT));
        assertThat(measured.dimsPerFeature()).isPresent();
        assertThat(measured.dimensionalitySum()).isCloseTo(vectors[0].length, within(EXACT));
        for (int feature = 0; feature < features; feature++) {
            assertThat(measured.dimensionality().at(feature)).isCloseTo(each, within(EXACT));
            assertThat(measured.norm().at(feature)).isCloseTo(1.0, within(EXACT));
            assertThat(measured.interference().at(feature)).isCloseTo(1 / each - 1, within(EXACT));
        }
    }

    @Test
    void shapesInOrthogonalBlocksAreTheirUnion() {
        double[][] single = {{1.0}};
        double[][] vectors = Shapes.blocks(
                Shapes.antiprism(), Shapes.simplex(1), single, Shapes.polygon(5), Shapes.simplex(1), Shapes.simplex(3));

        Measurement measured = Measurement.of(Shapes.weights(vectors), Thresholds.DEFAULT);

        assertThat(measured.composition())
                .isEqualTo("1 single + 2 digon + 1 tetrahedron + 1 pentagon + 1 square antiprism");
        assertThat(measured.dimensionalitySum()).isCloseTo(11, within(EXACT));
        assertThat(measured.components()).extracting(Component::size).containsExactly(8, 2, 1, 5, 2, 4);
        assertThat(measured.components()).extracting(Component::rank).containsExactly(3, 1, 1, 2, 1, 3);
        assertThat(measured.components().get(2).members()).containsExactly(10);
    }

    /// Goal: no statistic depends on a rotation of the hidden space, and each follows an order of the features.
    /// Method: random weights and random unions of shapes, rotated and permuted, compared number by number.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void measuresDoNotDependOnRotationAndFollowAPermutation(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] shapes = Shapes.blocks(Shapes.polygon(5), Shapes.simplex(2), Shapes.gaussian(4, 3, random));
        double[][] vectors = seed % 2 == 0 ? shapes : Shapes.gaussian(3 + random.nextInt(20), 3, random);
        int[] order = Shapes.permutation(vectors.length, random);

        Measurement plain = Measurement.of(Shapes.weights(vectors), Thresholds.DEFAULT);
        Measurement turned = Measurement.of(
                Shapes.weights(Shapes.permuted(Shapes.rotated(vectors, random), order)), Thresholds.DEFAULT);

        assertThat(turned.composition()).isEqualTo(plain.composition());
        assertThat(turned.rank()).isEqualTo(plain.rank());
        assertThat(turned.frobeniusSq()).isCloseTo(plain.frobeniusSq(), within(1e-10));
        assertThat(turned.dimensionalitySum()).isCloseTo(plain.dimensionalitySum(), within(1e-10));
        assertThat(turned.interferenceMean()).isCloseTo(plain.interferenceMean(), within(1e-10));
        assertThat(turned.dimensionalitySum()).isLessThanOrEqualTo(turned.rank() + 1e-10);
        for (int at = 0; at < order.length; at++) {
            assertThat(turned.norm().at(at)).isCloseTo(plain.norm().at(order[at]), within(1e-10));
            assertThat(turned.dimensionality().at(at))
                    .isCloseTo(plain.dimensionality().at(order[at]), within(1e-10));
            assertThat(turned.interference().at(at))
                    .isCloseTo(plain.interference().at(order[at]), within(1e-9));
        }
    }

    @Test
    void aZeroColumnHasNoDimensionalityAndNoInterference() {
        Measurement measured =
                Measurement.of(new float[] {1, 0, -1}, new float[] {0, .5f, 0}, new Shape(3, 1), Thresholds.DEFAULT);

        assertThat(measured.dimensionality()).isEqualTo(PerFeature.of(.5, 0, .5));
        assertThat(measured.interference()).isEqualTo(PerFeature.of(1, 0, 1));
        assertThat(measured.bias()).isEqualTo(PerFeature.of(0, .5, 0));
        assertThat(measured.composition()).isEqualTo("1 digon");
        assertThat(measured.represented(Thresholds.DEFAULT)).isEqualTo(2);
        assertThat(measured.phase(1, Thresholds.DEFAULT)).isEqualTo(Phase.IGNORED);
        assertThat(measured.phase(2, Thresholds.DEFAULT)).isEqualTo(Phase.SUPERPOSED);
    }

    @Test
    void weightsOfZeroHaveNoDimensionsPerFeature() {
        Measurement measured = Measurement.of(new float[4], new float[2], new Shape(2, 2), Thresholds.DEFAULT);

        assertThat(measured.dimsPerFeature()).isEmpty();
        assertThat(measured.composition()).isEqualTo("none");
        assertThat(measured.rank()).isZero();
    }

    @Test
    void aFeatureWithItsOwnDirectionIsDedicated() {
        Measurement measured =
                Measurement.of(new float[] {1, .1f, 0, .9f}, new float[2], new Shape(2, 2), Thresholds.DEFAULT);

        assertThat(measured.phase(0, Thresholds.DEFAULT)).isEqualTo(Phase.DEDICATED);
        assertThat(measured.phase(1, new Thresholds(.95, .5, .1))).isEqualTo(Phase.IGNORED);
        assertThat(measured.phase(1, new Thresholds(.5, .005, .1))).isEqualTo(Phase.SUPERPOSED);
    }

    @Test
    void theEdgeDecidesWhichFeaturesBelongTogether() {
        float[] leaning = {1, .2f, 0, .98f};

        assertThat(Measurement.of(leaning, new float[2], new Shape(2, 2), new Thresholds(.5, .5, .3))
                        .components())
                .hasSize(2);
        assertThat(Measurement.of(leaning, new float[2], new Shape(2, 2), new Thresholds(.5, .5, .1))
                        .components())
                .hasSize(1);
    }

    @Test
    void aNonFiniteWeightIsRefused() {
        assertThatThrownBy(() ->
                        Measurement.of(new float[] {1, Float.NaN}, new float[2], new Shape(2, 1), Thresholds.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rowMajorWeightsAreReadFeatureByFeature() {
        double[][] vectors = Shapes.polygon(5);

        Weights weights = Weights.of(Shapes.rowMajor(vectors), new float[5], Shapes.shape(vectors));

        assertThat(weights.dot(0, 1)).isCloseTo(Math.cos(2 * Math.PI / 5), within(1e-6));
        assertThat(weights.gram()[3][1]).isEqualTo(weights.dot(1, 3));
    }

    @Test
    void aShapeIsSpelledAndReadBack() {
        for (ComponentClass.Family family : ComponentClass.Family.values()) {
            int k = family == ComponentClass.Family.POLYGON ? 17 : family == ComponentClass.Family.SIMPLEX ? 4 : 0;
            ComponentClass shape = new ComponentClass(family, k);

            assertThat(ComponentClass.parse(shape.text())).isEqualTo(shape);
        }
        assertThatThrownBy(() -> ComponentClass.parse("3-gon")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ComponentClass.parse("cube")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aComponentFarFromItsShapeIsOther() {
        assertThat(ComponentClass.of(2, 1, .5).text()).isEqualTo("digon");
        assertThat(ComponentClass.of(2, 1, .53).text()).isEqualTo("other");
        assertThat(ComponentClass.of(2, 2, .98).text()).isEqualTo("other");
        assertThat(ComponentClass.of(4, 2, .5).text()).isEqualTo("other");
        assertThat(ComponentClass.of(1, 1, .9).text()).isEqualTo("other");
    }

    /// The hash names stored measurements: it must change with the version alone.
    @Test
    void theMeasurementHashIsFixedForAVersion() {
        assertThat(MeasureVersion.hash(Thresholds.DEFAULT)).hasSize(16).isEqualTo("a47d5e563b097f70");
        assertThat(MeasureVersion.hash(new Thresholds(.5, .7, .1))).isEqualTo(MeasureVersion.hash(Thresholds.DEFAULT));
        assertThat(MeasureVersion.hash(new Thresholds(.5, .5, .2)))
                .isNotEqualTo(MeasureVersion.hash(Thresholds.DEFAULT));
        assertThat(MeasureVersion.hash(new Thresholds(.4, .5, .1)))
                .isNotEqualTo(MeasureVersion.hash(Thresholds.DEFAULT));
    }

    @Test
    void theSlopeTellsWhetherALossHasSettled() {
        assertThat(Convergence.of(new Evaluation(1.01, 0), new Evaluation(1, 0)).outcome())
                .isEqualTo(Outcome.CONVERGED);
        assertThat(Convergence.of(new Evaluation(1.03, 0), new Evaluation(1, 0)).outcome())
                .isEqualTo(Outcome.UNSETTLED);
        assertThat(Convergence.of(new Evaluation(.5, 0), new Evaluation(1, 0)))
                .isEqualTo(new Convergence(Outcome.CONVERGED, -.5));
        assertThat(Convergence.of(new Evaluation(0, 0), new Evaluation(0, 0)))
                .isEqualTo(new Convergence(Outcome.CONVERGED, 0));
        assertThat(Convergence.of(new Evaluation(1e-9, 0), new Evaluation(0, 0)))
                .isEqualTo(new Convergence(Outcome.UNSETTLED, Double.MAX_VALUE));
    }
}

package tegum.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SobolTest {

    /// Source: Joe and Kuo, the first ten points in three dimensions as their page prints them.
    @Test
    void pointsAreThePublishedOnes() {
        List<List<Double>> published = List.of(
                List.of(0., .5, .75, .25, .375, .875, .625, .125, .1875, .6875),
                List.of(0., .5, .25, .75, .375, .875, .125, .625, .3125, .8125),
                List.of(0., .5, .25, .75, .625, .125, .875, .375, .9375, .4375));

        for (int dimension = 0; dimension < published.size(); dimension++) {
            int of = dimension;
            assertThat(IntStream.range(0, 10).mapToObj(index -> Sobol.coordinate(index, of) * 0x1p-32))
                    .isEqualTo(published.get(dimension));
        }
    }

    /// Goal: every dimension is a (0, k, 1)-net, and its inverse is one.
    /// Method: the first 4,096 points hold each multiple of 1/4,096 once, in all 50 dimensions.
    @Test
    void eachCoordinateTakesEachPartOnce() {
        for (int dimension = 0; dimension < Sobol.MAX_DIMENSIONS; dimension++) {
            BitSet parts = new BitSet();
            for (int index = 0; index < 4096; index++) {
                long u = Sobol.coordinate(index, dimension);
                assertThat(u & 0xFFFFF).isZero();
                parts.set((int) (u >>> 20));
                assertThat(Sobol.index(u, dimension)).isEqualTo(index);
            }
            assertThat(parts.cardinality()).as("dimension %d", dimension).isEqualTo(4096);
        }
    }

    @Test
    void valuesLieOnTheScaleAndAreFound() {
        AxisSample log = new AxisSample(Scalar.Decimal.of("1"), Scalar.Decimal.of("0.01"), Scale.LOG, 1, 5000);
        AxisSample lin = new AxisSample(Scalar.Decimal.of("-1"), Scalar.Decimal.of("3"), Scale.LIN, 49, 5000);

        assertThat(IntStream.range(0, 4).mapToObj(log::at).map(Scalar::text))
                .containsExactly("1", "0.1", "0.316227766017", "0.0316227766017");
        assertThat(lin.at(1).text()).isEqualTo("1");
        for (AxisSample sample : List.of(log, lin)) {
            for (int index = 0; index < sample.count(); index++) {
                assertThat(sample.indexOf(sample.at(index))).isEqualTo(index);
            }
            assertThat(sample.indexOf(Scalar.Decimal.of("0.123456789"))).isEqualTo(-1);
            assertThat(sample.indexOf(new Scalar.Word("adam"))).isEqualTo(-1);
        }
    }

    @Test
    void rangesTooNarrowForTheirPointsAreRefused() {
        assertThatThrownBy(() ->
                        new AxisSample(Scalar.Decimal.of("1"), Scalar.Decimal.of("1.00000001"), Scale.LIN, 0, 100_000))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("12 digits");
    }
}

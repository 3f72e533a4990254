package tegum.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | 5 | LIN | 0 0.25 0.5 0.75 1",
                "-0.3 | 0.6 | 4 | LIN | -0.3 0 0.3 0.6",
                "1 | 0 | 4 | LIN | 1 0.666666666667 0.333333333333 0",
                "0.1 | 10 | 5 | LOG | 0.1 0.316227766017 1 3.16227766017 10",
                "1 | 0.05 | 3 | LOG | 1 0.22360679775 0.05",
                "7 | 7 | 1 | LOG | 7"
            })
    void pointsAreSpacedEvenly(String from, String to, int count, Scale scale, String points) {
        AxisRange range = new AxisRange(Scalar.Decimal.of(from), Scalar.Decimal.of(to), count, scale);

        assertThat(IntStream.range(0, count).mapToObj(range::at).map(Scalar.Decimal::text))
                .containsExactly(points.split(" "));
    }

    /// Goal: points are distinct, each is found again, and nothing else is.
    /// Method: random ranges, also of the closest points that are permitted.
    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void everyPointIsFoundAgain(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            Scale scale = random.nextBoolean() ? Scale.LOG : Scale.LIN;
            double from = scale == Scale.LOG ? Math.pow(10, random.nextDouble(-9, 9)) : random.nextDouble(-1, 1);
            double to = scale == Scale.LOG ? from * (1 + 1e-5 * random.nextDouble(0.1, 1)) : random.nextDouble(-1, 1);
            AxisRange range =
                    new AxisRange(Scalar.Decimal.of(from), Scalar.Decimal.of(to), random.nextInt(2, 1000), scale);
            Set<Scalar> seen = new HashSet<>();

            for (int index = 0; index < range.count(); index++) {
                assertThat(seen.add(range.at(index)))
                        .as("%s at %d", range, index)
                        .isTrue();
                assertThat(range.indexOf(range.at(index)))
                        .as("%s at %d", range, index)
                        .isEqualTo(index);
            }

            assertThat(range.indexOf(Scalar.Decimal.of(from * 1.7 + 3))).isEqualTo(-1);
            assertThat(range.indexOf(new Scalar.Word("x"))).isEqualTo(-1);
        }
    }

    @Test
    void pointsThatTwelveDigitsCannotTellApartAreRefused() {
        assertThatThrownBy(
                        () -> new AxisRange(Scalar.Decimal.of("1"), Scalar.Decimal.of("1.0000001"), 100_000, Scale.LIN))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("12 digits");
    }
}

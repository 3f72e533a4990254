package tegum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {

    @ParameterizedTest
    @CsvSource({
        "1, 12.706204736432095",
        "2, 4.302652729911275",
        "3, 3.182446305284263",
        "5, 2.570581835636314",
        "9, 2.2621571627409915",
        "15, 2.131449545559323",
        "100, 1.9839715184496334",
        "1e7, 1.959963984540054"
    })
    void theQuantileIsThatOfTheTables(double degrees, double quantile) {
        assertThat(StudentT.halfWidth(degrees)).isCloseTo(quantile, withinPercentage(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0.3173105078629141", "1.959963984540054, 0.05", "5, 5.733031437583867e-7"})
    void manyDegreesAreNormal(double t, double chance) {
        assertThat(StudentT.twoSided(t, 1e9)).isCloseTo(chance, withinPercentage(1e-9));
        assertThat(StudentT.twoSided(-t, 9.9e5)).isCloseTo(chance, withinPercentage(0.1));
    }

    /// Closed forms: 1 - 2 atan(t) / pi and 1 - t / sqrt(2 + t^2).
    @ParameterizedTest
    @CsvSource({"0.5", "1", "3", "12.706204736432095", "1000"})
    void oneAndTwoDegreesHaveClosedForms(double t) {
        assertThat(StudentT.twoSided(t, 1)).isCloseTo(1 - 2 * Math.atan(t) / Math.PI, within(1e-13));
        assertThat(StudentT.twoSided(t, 2)).isCloseTo(1 - t / Math.sqrt(2 + t * t), within(1e-13));
    }

    @Test
    void oneValueHasNoInterval() {
        assertThatThrownBy(() -> StudentT.halfWidth(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StudentT.twoSided(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}

package tegum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {

    @ParameterizedTest
    @CsvSource({"1, 12.7062", "2, 4.30265", "3, 3.18245", "5, 2.57058", "9, 2.26216", "15, 2.13145", "100, 1.98397"})
    void theQuantileIsThatOfTheTables(long degrees, double quantile) {
        assertThat(StudentT.halfWidth(degrees)).isCloseTo(quantile, withinPercentage(0.2));
    }

    @Test
    void oneValueHasNoInterval() {
        assertThatThrownBy(() -> StudentT.halfWidth(0)).isInstanceOf(IllegalArgumentException.class);
    }
}

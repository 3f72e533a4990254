package tegum.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericsTest {

    @Test
    void theTextIsReadBack() {
        assertThat(Numerics.parse("vector/12"))
                .isEqualTo(new Numerics("vector", 12))
                .hasToString("vector/12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "vector", "vector/", "/1", "vector/0", "vector/01", "vector/-1", "Vector/1", "vector/1/2"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Numerics.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

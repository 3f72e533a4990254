package tegum.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhaseTest {
    private static final Thresholds THRESHOLDS = Thresholds.DEFAULT;

    @Test
    void aFeatureOnAThresholdIsPastIt() {
        assertThat(Phase.of(0.4999, 1.0, THRESHOLDS)).isEqualTo(Phase.IGNORED);
        assertThat(Phase.of(0.5, 0.4999, THRESHOLDS)).isEqualTo(Phase.DEDICATED);
        assertThat(Phase.of(0.5, 0.5, THRESHOLDS)).isEqualTo(Phase.SUPERPOSED);
    }
}

package tegum.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tegum.model.PerFeature;

class EvaluationLawTest {
    private static final TrainingKey KEY = TrainingKey.of(1, 2, 0, TrainingKey.EVALUATION_REPLICATE);

    @Test
    void theClassesHaveWeightsThatSumToOne() {
        EvaluationLaw law = EvaluationLaw.of(PerFeature.of(.05, .5, 1e-4, 0, .2));
        double sum = law.noneWeight() + law.manyWeight();

        for (int i = 0; i < law.features(); i++) {
            sum += law.oneWeight(i);
        }

        assertThat(sum).isCloseTo(1.0, within(1e-15));
    }

    @Test
    void aLongerEvaluationExtendsAShorterOne() {
        EvaluationLaw law = EvaluationLaw.of(PerFeature.of(.1, .2, .3));
        boolean[] active = new boolean[300];
        float[] u = new float[300];
        boolean[] tailActive = new boolean[150];
        float[] tailU = new float[150];

        law.draw(KEY, 0, 100, active, u);
        law.draw(KEY, 50, 50, tailActive, tailU);

        assertThat(tailActive).isEqualTo(Arrays.copyOfRange(active, 150, 300));
        assertThat(tailU).isEqualTo(Arrays.copyOfRange(u, 150, 300));
    }

    @Test
    void aClassThatNeverOccursIsNotDrawn() {
        EvaluationLaw law = EvaluationLaw.of(PerFeature.of(.1, 0));

        assertThat(law.manyWeight()).isZero();
        assertThatThrownBy(() -> law.draw(KEY, 0, 1, new boolean[2], new float[2]))
                .isInstanceOf(IllegalStateException.class);
    }
}

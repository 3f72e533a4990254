package tegum.worker.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tegum.model.PerFeature;
import tegum.model.ValueLaw;
import tegum.random.ActivityTables;
import tegum.random.BatchDraw;
import tegum.random.TrainingKey;

class InputDrawTest {
    private static final TrainingKey KEY = TrainingKey.of(1, 2, 3, 4);

    /// Goal: inputs are those of every engine, bit for bit.
    /// Method: dense, sparse and silent features together; batches that end within a block.
    @ParameterizedTest
    @CsvSource({"1, UNIFORM", "17, SYMMETRIC", "63, DOUBLE", "64, UNIFORM", "97, SYMMETRIC", "4099, UNIFORM"})
    void inputsAreThoseOfThePlainDraw(int batch, ValueLaw values) {
        ActivityTables tables = ActivityTables.of(PerFeature.of(1, .5, .04, .0625, .03, 1e-3, 0), batch);
        BatchDraw plain = new BatchDraw(tables, KEY);
        InputDraw draw = new InputDraw(values, 7, batch);

        for (int step = 1; step <= 3; step++) {
            plain.draw(step);
            float[] x = draw.draw(tables, KEY, step);

            for (int sample = 0; sample < batch; sample++) {
                for (int i = 0; i < 7; i++) {
                    float expected = plain.active(sample, i) ? values.of(plain.u(sample, i)) : 0f;
                    assertThat(x[7 * sample + i])
                            .as("step %d, sample %d, feature %d", step, sample, i)
                            .isEqualTo(expected);
                }
            }
        }
    }
}

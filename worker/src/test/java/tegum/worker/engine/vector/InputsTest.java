package tegum.worker.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.model.PerFeature;
import tegum.model.ValueLaw;
import tegum.random.ActivityTables;
import tegum.random.BatchDraw;
import tegum.random.Philox;
import tegum.random.TrainingKey;

/// Goal: the vector engine sees the activity and the inputs of [BatchDraw], bit for bit.
/// Method: whole batches side by side, at awkward batches and chunks.
class InputsTest {
    private static final TrainingKey KEY = TrainingKey.of(11, 12, 0, 3);

    @ParameterizedTest
    @EnumSource(ValueLaw.class)
    void denseFeaturesThatDoNotCompact(ValueLaw values) {
        check(PerFeature.of(1, .7, .0625, .9), values, 1024, 1024);
        check(PerFeature.of(1, .7, .0625, .9), values, 1000, 192);
        check(PerFeature.of(1, .5), values, 1, 64);
        check(PerFeature.of(.8, .8, 0), values, 129, 64);
    }

    @ParameterizedTest
    @EnumSource(ValueLaw.class)
    void denseFeaturesThatCompact(ValueLaw values) {
        check(PerFeature.of(.1, .2), values, 1024, 1024);
        check(PerFeature.of(.1, .2, .0625), values, 1001, 128);
        check(PerFeature.of(.5), values, 77, 64);
    }

    @ParameterizedTest
    @EnumSource(ValueLaw.class)
    void oneSparseGroup(ValueLaw values) {
        check(PerFeature.of(.05, .05), values, 1024, 1024);
        check(PerFeature.of(.05, .033, .04), values, 999, 192);
        check(PerFeature.of(.05, 0, .05, .05), values, 1024, 1024);
        check(PerFeature.of(.001), values, 8192, 1024);
        check(PerFeature.uniform(60, .002), values, 512, 64);
        check(PerFeature.uniform(60, .05), values, 512, 128);
    }

    @ParameterizedTest
    @EnumSource(ValueLaw.class)
    void groupsInEightRuns(ValueLaw values) {
        check(PerFeature.uniform(100, .03), values, 1001, 1024);
        check(PerFeature.uniform(100, .03), values, 1001, 64);
        check(PerFeature.of(.05), values, 30_000, 1024);
    }

    @ParameterizedTest
    @EnumSource(ValueLaw.class)
    void severalGroupsAndDenseFeatures(ValueLaw values) {
        check(PerFeature.generate(40, i -> 1.0 / (i + 1)), values, 1024, 192);
        check(PerFeature.of(.3, .05, .01, .0001, 0), values, 1000, 128);
        check(PerFeature.of(.05, .01, 1e-6), values, 3000, 1024);
        check(PerFeature.of(0, 0), values, 100, 64);
    }

    /// Goal: steps drawn together are those of a step at a time, also where one needs more words than most, or a sample
    /// has three active features.
    /// Method: 200 steps in a row, and again after a pause in the middle of those drawn.
    @ParameterizedTest
    @EnumSource(ValueLaw.class)
    void stepsInARow(ValueLaw values) {
        int[] steps = IntStream.concat(IntStream.rangeClosed(1, 200), IntStream.of(203, 204, 100, 101))
                .toArray();
        check(PerFeature.of(.01, .01), values, 1024, 1024, steps);
        check(PerFeature.of(0, .002), values, 1000, 1024, steps);
        check(PerFeature.uniform(5, .01), values, 1024, 1024, steps);
        check(PerFeature.uniform(5, .05), values, 500, 1024, steps);
        check(PerFeature.uniform(8, .03), values, 77, 1024, steps);
        check(PerFeature.of(.01, .011), values, 300, 1024, steps);
    }

    private static void check(PerFeature density, ValueLaw values, int batch, int most) {
        check(density, values, batch, most, 1, 2, 100_000);
    }

    private static void check(PerFeature density, ValueLaw values, int batch, int most, int... steps) {
        ActivityTables tables = ActivityTables.of(density, batch);
        BatchDraw draw = new BatchDraw(tables, KEY);
        Inputs inputs = new Inputs(tables, values, density.count() + 1, most);
        // Another training first: nothing of it may stay.
        inputs.bind(tables, TrainingKey.of(1, 2, 3, 4), 5);
        inputs.begin(1);
        while (inputs.next() >= 0) {
            assertThat(inputs.taken()).isLessThanOrEqualTo(batch);
        }
        inputs.bind(tables, KEY, Integer.MAX_VALUE);
        for (int step : steps) {
            draw.draw(step);

            assertThat(vectors(inputs, step, density.count()))
                    .as("density %s, batch %d, step %d", density, batch, step)
                    .isEqualTo(plain(draw, tables, values));
        }
    }

    private static List<List<Float>> vectors(Inputs inputs, int step, int features) {
        List<List<Float>> samples = new ArrayList<>();
        inputs.begin(step);
        for (int rows = inputs.next(); rows >= 0; rows = inputs.next()) {
            for (int column = 0; column < rows; column++) {
                List<Float> sample = new ArrayList<>();
                for (int i = 0; i < features; i++) {
                    sample.add(inputs.x()[inputs.at() + i * inputs.stride() + column]);
                }
                samples.add(sample);
            }
        }
        assertThat(inputs.taken()).isEqualTo(samples.size());
        return samples;
    }

    private static List<List<Float>> plain(BatchDraw draw, ActivityTables tables, ValueLaw values) {
        List<List<Float>> samples = new ArrayList<>();
        for (int s = 0; s < tables.batch(); s++) {
            List<Float> sample = new ArrayList<>();
            boolean any = false;
            for (int i = 0; i < tables.features(); i++) {
                sample.add(draw.active(s, i) ? values.of(draw.u(s, i)) : 0f);
                any |= draw.active(s, i);
            }
            if (any || !tables.compacts()) {
                samples.add(sample);
            }
        }
        return samples;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 28})
    void lanesMakeTheWordsOfThePlainGenerator(int offset) {
        SplittableRandom random = new SplittableRandom(offset);
        PhiloxLanes lanes = new PhiloxLanes();
        int[] draws = new int[PhiloxLanes.REGISTERS];
        int[] groups = new int[PhiloxLanes.REGISTERS];
        Arrays.setAll(draws, _ -> random.nextInt(1 << 20));
        Arrays.setAll(groups, _ -> random.nextInt(1 << 30));
        int[] low = new int[PhiloxLanes.REGISTERS * 2 * PhiloxLanes.DRAWS];
        int[] high = new int[low.length];
        int[] words = new int[4];
        lanes.rekey(KEY);

        lanes.generate(Integer.MAX_VALUE, Philox.SPARSE, draws, groups, draws.length, offset, low, high);

        for (int t = 0; t < PhiloxLanes.REGISTERS * PhiloxLanes.DRAWS; t++) {
            int register = t / PhiloxLanes.DRAWS;
            int draw = draws[register] + offset + t % PhiloxLanes.DRAWS;
            Philox.words(KEY, draw, Integer.MAX_VALUE, Philox.SPARSE, groups[register], words);
            assertThat(new int[] {low[2 * t + 1], low[2 * t], high[2 * t + 1], high[2 * t]})
                    .isEqualTo(words);
        }
    }

    @Test
    void chunksAreWholeBlocks() {
        ActivityTables tables = ActivityTables.of(PerFeature.of(.5), 1536);

        assertThat(new Inputs(tables, ValueLaw.UNIFORM, 1, 1024).stride() % 16).isZero();
    }
}

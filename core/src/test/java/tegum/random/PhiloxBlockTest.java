package tegum.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.model.PerFeature;

class PhiloxBlockTest {

    /// Goal: a block has the words of the plain generator. Method: random counters and keys, also across 2³² draws.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aBlockHasTheWordsOfThePlainGenerator(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TrainingKey key = TrainingKey.ofSeed(random.nextLong());
        int purpose = random.nextInt(7);
        int first = seed == 1 ? -100 : random.nextInt();
        int step = random.nextInt();
        int group = random.nextInt();
        PhiloxBlock block = new PhiloxBlock(key, purpose);
        int[] words = new int[4];

        block.fill(first, step, group);

        for (int draw = 0; draw < PhiloxBlock.DRAWS; draw++) {
            Philox.words(key, first + draw, step, purpose, group, words);
            for (int index = 0; index < 4; index++) {
                assertThat(block.word(index, draw)).isEqualTo(words[index]);
            }
        }
    }

    /// Goal: drawing in blocks is the law of the contract, sample by sample. Method: the law written out with the plain
    /// generator, at sizes that are no whole number of blocks, dense and sparse.
    @ParameterizedTest(name = "density {0}")
    @ValueSource(doubles = {1, .3, .01, 1e-4})
    void anEvaluationIsDrawnByTheLaw(double p) {
        TrainingKey key = new TrainingKey(17, 4);
        int features = 11;
        int count = 1_300;
        int first = 700;
        EvaluationLaw law = EvaluationLaw.of(PerFeature.generate(features, i -> p / (1 + i % 3)));
        boolean[] active = new boolean[count * features];
        float[] u = new float[count * features];
        int[] chosen = new int[4];
        int[] values = new int[4];

        law.draw(key, first, count, active, u);

        for (int sample = 0; sample < count; sample++) {
            int need = 2;
            for (int i = 0; i < features; i++) {
                Philox.words(key, first + sample, i >> 2, Philox.EVALUATION, 0, chosen);
                Philox.words(key, first + sample, i >> 2, Philox.EVALUATION, 1, values);
                boolean on = (chosen[i & 3] >>> 2) < law.bound(need, i);
                float value = ((values[i & 3] >>> 10) + .5f) * 0x1p-22f;
                assertThat(active[sample * features + i]).isEqualTo(on);
                assertThat(u[sample * features + i]).isEqualTo(on ? value : 0f);
                need = on ? Math.max(need - 1, 0) : need;
            }
            assertThat(need).isZero();
        }
    }
}

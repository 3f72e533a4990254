package tegum.worker.engine.nd4j;

import java.util.Arrays;
import tegum.model.ValueLaw;
import tegum.random.ActivityTables;
import tegum.random.BoundedValue;
import tegum.random.Philox;
import tegum.random.SparseGroup;
import tegum.random.TrainingKey;

/// Draws the inputs of one training's step into a buffer of shape `[B, n]`: the bits of
/// [tegum.random.BatchDraw], a block of samples from each draw. Not thread-safe.
final class InputDraw {
    private static final int BLOCK = 64;
    private static final int DRAWS = 8;

    private final ValueLaw values;
    private final int features;
    private final int batch;
    private final float[] x;
    private final int[] words = new int[4];

    InputDraw(ValueLaw values, int features, int batch) {
        this.values = values;
        this.features = features;
        this.batch = batch;
        this.x = new float[Math.multiplyExact(batch, features)];
    }

    /// The inputs of a step, row-major; live until the next call.
    float[] draw(ActivityTables tables, TrainingKey key, int step) {
        Arrays.fill(x, 0f);
        for (int d = 0; d < tables.denseCount(); d++) {
            drawDense(key, step, tables.denseFeature(d), tables.denseBound(d));
        }
        for (SparseGroup group : tables.groups()) {
            group.visit(
                    key,
                    step,
                    (sample, feature, d, bound) ->
                            x[sample * features + feature] = values.of(BoundedValue.of(d, BoundedValue.scale(bound))));
        }
        return x;
    }

    private void drawDense(TrainingKey key, int step, int feature, int bound) {
        float scale = BoundedValue.scale(bound);
        for (int block = 0; BLOCK * block < batch; block++) {
            for (int draw = 0; draw < DRAWS; draw++) {
                Philox.words(key, DRAWS * block + draw, step, Philox.DENSE, feature, words);
                int even = BLOCK * block + 2 * draw;
                putPair(even, feature, words[1], bound, scale);
                putPair(even + 1, feature, words[0], bound, scale);
                putPair(even + 32, feature, words[3], bound, scale);
                putPair(even + 33, feature, words[2], bound, scale);
            }
        }
    }

    /// A word's low half is for a sample, its high half for the one 16 later.
    private void putPair(int sample, int feature, int word, int bound, float scale) {
        put(sample, feature, word & 0xFFFF, bound, scale);
        put(sample + 16, feature, word >>> 16, bound, scale);
    }

    private void put(int sample, int feature, int d, int bound, float scale) {
        if (sample < batch && d < bound) {
            x[sample * features + feature] = values.of(BoundedValue.of(d, scale));
        }
    }
}

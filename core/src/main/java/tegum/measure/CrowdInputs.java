package tegum.measure;

import java.util.concurrent.atomic.AtomicReferenceArray;
import tegum.random.EvaluationLaw;
import tegum.random.TrainingKey;

/// The drawn inputs of a cell with two and more active features, in blocks; drawn when first asked for and kept up to
/// [#KEPT_BYTES]. Thread-safe: two threads may draw the same block, which has the same content.
final class CrowdInputs {
    /// Samples of a block.
    static final int BLOCK = 512;

    /// What a cell keeps at most; blocks beyond are drawn again each time.
    static final int KEPT_BYTES = 1 << 22;

    private final TiedModel model;
    private final EvaluationLaw law;
    private final TrainingKey key;
    private final boolean listed;
    private final AtomicReferenceArray<Block> kept;

    /// Inputs of [#BLOCK] samples.
    sealed interface Block {}

    /// All values, `[n][BLOCK]`.
    record Columns(double[][] x) implements Block {}

    /// The active features alone: those of sample s are at `from[s]` to before `from[s + 1]`, ascending.
    record Lists(int[] from, int[] feature, double[] value) implements Block {}

    CrowdInputs(TiedModel model, EvaluationLaw law, TrainingKey key, boolean listed) {
        this.model = model;
        this.law = law;
        this.key = key;
        this.listed = listed;
        this.kept = new AtomicReferenceArray<>(keptBlocks(model.features()));
    }

    private static int keptBlocks(int features) {
        return KEPT_BYTES / (BLOCK * Double.BYTES * features);
    }

    Block block(int index) {
        if (index >= kept.length()) {
            return draw(index);
        }
        Block block = kept.get(index);
        if (block == null) {
            block = draw(index);
            kept.set(index, block);
        }
        return block;
    }

    private Block draw(int index) {
        int features = model.features();
        boolean[] active = new boolean[BLOCK * features];
        float[] u = new float[BLOCK * features];
        law.draw(key, index * BLOCK, BLOCK, active, u);
        return listed ? lists(active, u) : columns(active, u);
    }

    private Block columns(boolean[] active, float[] u) {
        int features = model.features();
        double[][] x = new double[features][BLOCK];
        for (int sample = 0; sample < BLOCK; sample++) {
            for (int feature = 0; feature < features; feature++) {
                int at = sample * features + feature;
                x[feature][sample] = active[at] ? model.values().of(u[at]) : 0.0;
            }
        }
        return new Columns(x);
    }

    private Block lists(boolean[] active, float[] u) {
        int features = model.features();
        int count = 0;
        for (boolean on : active) {
            count += on ? 1 : 0;
        }
        int[] from = new int[BLOCK + 1];
        int[] feature = new int[count];
        double[] value = new double[count];
        int entry = 0;
        for (int at = 0; at < active.length; at++) {
            if (at % features == 0) {
                from[at / features] = entry;
            }
            if (active[at]) {
                feature[entry] = at % features;
                value[entry] = model.values().of(u[at]);
                entry++;
            }
        }
        from[BLOCK] = count;
        return new Lists(from, feature, value);
    }
}

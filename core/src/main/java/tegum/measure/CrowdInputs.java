package tegum.measure;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import tegum.random.EvaluationLaw;
import tegum.random.TrainingKey;

/// The drawn inputs of a cell with two and more active features, in blocks; drawn when first asked for and kept up to
/// [#KEPT_BYTES]. Thread-safe: two threads may draw the same block, which has the same content.
final class CrowdInputs {
    /// Samples of a block.
    static final int BLOCK = 512;

    /// What a cell keeps at most; blocks beyond are drawn again each time.
    static final long KEPT_BYTES = 1 << 22;

    private final TiedModel model;
    private final EvaluationLaw law;
    private final TrainingKey key;
    private final boolean listed;
    private final AtomicReferenceArray<Block> kept = new AtomicReferenceArray<>(Evaluator.MOST_SAMPLES / BLOCK);
    private final AtomicLong keptBytes = new AtomicLong();

    /// Inputs of [#BLOCK] samples.
    sealed interface Block {
        long bytes();

        /// `Σ_s ‖x_s‖`.
        double sumOfNorms();
    }

    /// All values, `[n][BLOCK]`.
    record Columns(float[][] x) implements Block {
        @Override
        public long bytes() {
            return (long) Float.BYTES * BLOCK * x.length;
        }

        @Override
        public double sumOfNorms() {
            double sum = 0.0;
            for (int sample = 0; sample < BLOCK; sample++) {
                double square = 0.0;
                for (float[] values : x) {
                    square += (double) values[sample] * values[sample];
                }
                sum += Math.sqrt(square);
            }
            return sum;
        }
    }

    /// The active features alone: those of sample s are at `from[s]` to before `from[s + 1]`, ascending.
    record Lists(int[] from, int[] feature, float[] value) implements Block {
        @Override
        public long bytes() {
            return (long) Integer.BYTES * from.length + (long) (Integer.BYTES + Float.BYTES) * feature.length;
        }

        @Override
        public double sumOfNorms() {
            double sum = 0.0;
            for (int sample = 0; sample < BLOCK; sample++) {
                double square = 0.0;
                for (int entry = from[sample]; entry < from[sample + 1]; entry++) {
                    square += (double) value[entry] * value[entry];
                }
                sum += Math.sqrt(square);
            }
            return sum;
        }
    }

    CrowdInputs(TiedModel model, EvaluationLaw law, TrainingKey key, boolean listed) {
        this.model = model;
        this.law = law;
        this.key = key;
        this.listed = listed;
    }

    Block block(int index) {
        Block block = kept.get(index);
        if (block != null) {
            return block;
        }
        Block drawn = draw(index);
        if (keptBytes.get() + drawn.bytes() <= KEPT_BYTES && kept.compareAndSet(index, null, drawn)) {
            keptBytes.addAndGet(drawn.bytes());
        }
        return drawn;
    }

    long keptBytes() {
        return keptBytes.get();
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
        float[][] x = new float[features][BLOCK];
        for (int sample = 0; sample < BLOCK; sample++) {
            for (int feature = 0; feature < features; feature++) {
                int at = sample * features + feature;
                x[feature][sample] = active[at] ? model.values().of(u[at]) : 0f;
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
        float[] value = new float[count];
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

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

    /// Inputs of [#BLOCK] samples: the active features of sample s are at `from[s]` to before `from[s + 1]`, ascending.
    ///
    /// @param x all values, shape `[n][BLOCK]`; without rows where samples are taken from the lists alone
    record Block(int[] from, int[] feature, float[] value, float[][] x) {
        long bytes() {
            long lists = (long) Integer.BYTES * from.length + (long) (Integer.BYTES + Float.BYTES) * feature.length;
            return lists + (long) Float.BYTES * BLOCK * x.length;
        }

        /// `Σ_s ‖x_s‖`.
        double sumOfNorms() {
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
        int count = 0;
        for (boolean on : active) {
            count += on ? 1 : 0;
        }
        int[] from = new int[BLOCK + 1];
        int[] feature = new int[count];
        float[] value = new float[count];
        float[][] x = listed ? new float[0][] : new float[features][BLOCK];
        int entry = 0;
        for (int sample = 0; sample < BLOCK; sample++) {
            from[sample] = entry;
            for (int i = 0; i < features; i++) {
                int at = sample * features + i;
                if (active[at]) {
                    feature[entry] = i;
                    value[entry] = model.values().of(u[at]);
                    if (!listed) {
                        x[i][sample] = value[entry];
                    }
                    entry++;
                }
            }
        }
        from[BLOCK] = count;
        return new Block(from, feature, value, x);
    }
}

package tegum.random;

import java.util.Arrays;
import java.util.Objects;

/// The inputs of one training step, drawn plainly: which features are active, and their `u`.
///
/// | axis | extent   | | array    | shape    |
/// |------|----------|-|----------|----------|
/// | `s`  | samples  | | `active` | `[s, n]` |
/// | `n`  | features | | `u`      | `[s, n]` |
///
/// The truth that faster generators are compared with. Not thread-safe.
///
/// Source: DESIGN section 5.
public final class BatchDraw {
    private final ActivityTables tables;
    private final TrainingKey key;
    private final boolean[] active;
    private final float[] u;

    public BatchDraw(ActivityTables tables, TrainingKey key) {
        this.tables = tables;
        this.key = key;
        int size = Math.multiplyExact(tables.batch(), tables.features());
        this.active = new boolean[size];
        this.u = new float[size];
    }

    /// Draws the batch of a step; replaces the one before.
    ///
    /// @param step 1 to T
    public void draw(int step) {
        Arrays.fill(active, false);
        Arrays.fill(u, 0f);
        int[] words = new int[4];
        for (int d = 0; d < tables.denseCount(); d++) {
            drawDense(tables.denseFeature(d), tables.denseBound(d), step, words);
        }
        for (SparseGroup group : tables.groups()) {
            group.visit(key, step, (sample, feature, d, bound) -> set(sample, feature, d, BoundedValue.scale(bound)));
        }
    }

    private void drawDense(int feature, int bound, int step, int[] words) {
        float scale = BoundedValue.scale(bound);
        for (int sample = 0; sample < tables.batch(); sample++) {
            int r = sample & 15;
            int q = (sample >> 4) & 3;
            Philox.words(key, 8 * (sample >> 6) + (r >> 1), step, Philox.DENSE, feature, words);
            int word = q < 2 ? words[1 - (r & 1)] : words[3 - (r & 1)];
            int d = (q & 1) == 1 ? word >>> 16 : word & 0xFFFF;
            if (d < bound) {
                set(sample, feature, d, scale);
            }
        }
    }

    private void set(int sample, int feature, int d, float scale) {
        int at = sample * tables.features() + feature;
        active[at] = true;
        u[at] = BoundedValue.of(d, scale);
    }

    /// Whether a feature of a sample is active.
    ///
    /// @throws IndexOutOfBoundsException if there is no such sample or feature
    public boolean active(int sample, int feature) {
        return active[index(sample, feature)];
    }

    /// The `u` of an active feature; 0 if inactive.
    ///
    /// @throws IndexOutOfBoundsException if there is no such sample or feature
    public float u(int sample, int feature) {
        return u[index(sample, feature)];
    }

    private int index(int sample, int feature) {
        return Objects.checkIndex(sample, tables.batch()) * tables.features()
                + Objects.checkIndex(feature, tables.features());
    }
}

package tegum.worker.engine.vector;

import java.util.Arrays;
import tegum.model.Shape;

/// The kernel of wide models with few active features a sample and ReLU output: lanes over features.
///
/// Once a step `G = WᵀW`; then a sample with k active features costs `2 k n` multiply-adds instead of `5 n m`, as
/// `y = relu(b + Σ x_a G_a)` and `∂L/∂W = (2/B) W (S + Sᵀ)` with `S_a = Σ x_a g` over the samples.
///
/// Its sums have an order of their own, the same on any hardware, as no sum runs across lanes. In float, `fma` as
/// `Math.fma`:
/// - `G_ai = fma(W_ka, W_ki, G_ai)`, k ascending, from 0;
/// - per sample, in order: `a_i = fma(x_a, G_ai, a_i)` over the features a with `x_a ≠ 0`, ascending, from `b_i`;
///   `e_i`, `v_i`, `g_i` as in [Kernel]; `l_i = fma(v_i, e_i, l_i)`, `S_i += g_i`, `S_ai = fma(x_a, g_i, S_ai)`;
/// - samples without an active feature are left out and added in closed form, as those of a compacting cell, if all
///   active features are sparse ones of one octave;
/// - `T_ai = S_ai + S_ia`; `dW_ki = fma(W_ka, T_ai, dW_ki)`, a ascending, from 0; loss: `l_i` added, i ascending.
final class GramKernel implements Kernel {
    /// Features that tiles of four vectors of any size fill.
    private static final int WIDE = 4 * Lanes.VIRTUAL;

    private final Layout layout;
    private final int n;
    private final int m;
    private final int groups;
    private final int wide;

    /// `W`, a row of `wide` features per hidden unit.
    private final float[] byHidden;

    /// `W`, a row of hidden units per feature.
    private final float[] byFeature;

    private final float[] gram;
    private final float[] products;
    private final float[] both;
    private final float[] weightGradients;
    private final float[] gradients;
    private final float[] losses;
    private final float[] biases;
    private final float[] rows;
    private final int[] active;
    private final int[] counts = new int[Lanes.VIRTUAL + 1];
    private float[] importance = new float[0];

    /// @param shape of at least two features
    GramKernel(Shape shape) {
        this.n = shape.features();
        this.m = Math.max(2, shape.hidden());
        this.groups = Math.ceilDiv(n, Lanes.VIRTUAL);
        this.wide = Math.ceilDiv(n, WIDE) * WIDE;
        this.layout = Layout.byHidden(shape, groups * Lanes.VIRTUAL);
        this.byHidden = new float[m * wide];
        this.byFeature = new float[n * m];
        this.gram = new float[n * wide];
        this.products = new float[gram.length];
        this.both = new float[gram.length];
        this.weightGradients = new float[m * wide];
        this.gradients = new float[wide];
        this.losses = new float[wide];
        this.biases = new float[wide];
        this.rows = new float[Lanes.VIRTUAL * wide];
        this.active = new int[Lanes.VIRTUAL * wide];
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public void begin(float[] parameters, float[] ofImportance) {
        importance = ofImportance;
        int padded = layout.paddedFeatures();
        for (int k = 0; k < layout.shape().hidden(); k++) {
            System.arraycopy(parameters, k * padded, byHidden, k * wide, padded);
            spread(parameters, k * padded, n, byFeature, k, m);
        }
        System.arraycopy(parameters, layout.bias(), biases, 0, padded);
        Arrays.fill(products, 0, n * padded, 0f);
        Arrays.fill(gradients, 0f);
        Arrays.fill(losses, 0f);
        int outGroup = n * Lanes.VIRTUAL;
        TileKernel.project(byHidden, wide, m, n, byHidden, 0, Lanes.VIRTUAL, wide, gram, 0, outGroup, groups);
    }

    private static void spread(float[] from, int at, int count, float[] to, int first, int step) {
        for (int i = 0; i < count; i++) {
            to[first + i * step] = from[at + i];
        }
    }

    @Override
    public void add(float[] x, int stride, int samples) {
        for (int column = 0; column < samples; column += Lanes.VIRTUAL) {
            int now = Math.min(Lanes.VIRTUAL, samples - column);
            GramTiles.gather(x, stride, column, now, n, wide, rows, active, counts);
            addGathered(now);
            GramTiles.clear(now, wide, rows, active, counts);
        }
    }

    /// Adds the samples of a list that have an active feature.
    ///
    /// @param active length of the list
    /// @return number of samples
    int add(SparseInputs list, int active) {
        int samples = 0;
        int next = 0;
        while (next < active) {
            next = GramTiles.gatherList(
                    list.samples, list.activeFeatures, list.values, next, active, wide, rows, this.active, counts);
            int now = counts[Lanes.VIRTUAL];
            addGathered(now);
            GramTiles.clear(now, wide, rows, this.active, counts);
            samples += now;
        }
        return samples;
    }

    private void addGathered(int samples) {
        int vectors = layout.paddedFeatures() / Lanes.WIDTH;
        int inFours = vectors & -4;
        for (int v = 0; v < inFours; v += 4) {
            int group = v * Lanes.WIDTH / Lanes.VIRTUAL;
            int lane = v * Lanes.WIDTH % Lanes.VIRTUAL;
            GramTiles.four(
                    rows,
                    active,
                    counts,
                    samples,
                    wide,
                    gram,
                    products,
                    n,
                    group,
                    lane,
                    biases,
                    importance,
                    gradients,
                    losses);
        }
        for (int v = inFours; v < vectors; v++) {
            int group = v * Lanes.WIDTH / Lanes.VIRTUAL;
            int lane = v * Lanes.WIDTH % Lanes.VIRTUAL;
            GramTiles.one(
                    rows,
                    active,
                    counts,
                    samples,
                    wide,
                    gram,
                    products,
                    n,
                    group,
                    lane,
                    biases,
                    importance,
                    gradients,
                    losses);
        }
    }

    /// The sums of products, `[group of 16 features][feature][16]`; live.
    @Override
    public float[] sums() {
        return products;
    }

    @Override
    public void fold(float[] room, float[] folded) {
        int padded = layout.paddedFeatures();
        for (int group = 0; group < groups; group++) {
            symmetrize(products, both, n, group);
        }
        int outGroup = m * Lanes.VIRTUAL;
        int inGroup = n * Lanes.VIRTUAL;
        TileKernel.project(byFeature, m, n, m, both, 0, inGroup, Lanes.VIRTUAL, weightGradients, 0, outGroup, groups);
        for (int k = 0; k < layout.shape().hidden(); k++) {
            for (int group = 0; group < groups; group++) {
                int from = group * outGroup + k * Lanes.VIRTUAL;
                System.arraycopy(weightGradients, from, folded, k * padded + group * Lanes.VIRTUAL, Lanes.VIRTUAL);
            }
        }
        System.arraycopy(gradients, 0, folded, layout.bias(), padded);
        float loss = 0f;
        for (int i = 0; i < n; i++) {
            loss += losses[i];
        }
        folded[layout.size()] = loss;
    }

    /// `S + Sᵀ` for 16 columns.
    private static void symmetrize(float[] products, float[] both, int features, int group) {
        int perGroup = features * Lanes.VIRTUAL;
        int columns = Math.min(Lanes.VIRTUAL, features - group * Lanes.VIRTUAL);
        for (int a = 0; a < features; a++) {
            int at = group * perGroup + a * Lanes.VIRTUAL;
            int mirrored = a / Lanes.VIRTUAL * perGroup + group * Lanes.VIRTUAL * Lanes.VIRTUAL + a % Lanes.VIRTUAL;
            for (int column = 0; column < columns; column++) {
                both[at + column] = products[at + column] + products[mirrored + column * Lanes.VIRTUAL];
            }
        }
    }
}

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
/// - per sample: `a_i = fma(x_a, G_ai, a_i)` over the features a with `x_a ≠ 0`, from `b_i`; `e_i`, `v_i`, `g_i` as in
///   [Kernel]; `l_i = fma(v_i, e_i, l_i)`, `S_i += g_i`, `S_ai = fma(x_a, g_i, S_ai)`;
/// - where all features are sparse, samples without an active one are left out and added in closed form, as those of
///   a compacting cell; the others come in chunks of [#chunk] samples drawn, each in the order of [GramSamples], and
///   a sample's features octave by octave, ascending in each;
/// - where one is dense, samples come as drawn, and a sample's features ascending;
/// - `T_ai = S_ai + S_ia`; `dW_ki = fma(W_ka, T_ai, dW_ki)`, a ascending, from 0; loss: `l_i` added, i ascending.
final class GramKernel implements Kernel {
    /// Entries of all lists of a chunk, at most, as if every feature were active.
    private static final int CHUNK_ENTRIES = 1 << 18;

    private static final int MOST_SAMPLES = 1024;

    private static final int LEAST_SAMPLES = 128;

    private final Layout layout;
    private final GramArrays arrays;
    private final GramSamples samples;

    /// @param shape of at least two features
    GramKernel(Shape shape) {
        this.layout = Layout.byHidden(shape, GramArrays.padded(shape));
        this.arrays = new GramArrays(shape);
        this.samples = new GramSamples(chunk(shape));
    }

    /// Most samples of a chunk that comes as lists.
    static int chunk(Shape shape) {
        int fitting = CHUNK_ENTRIES / shape.features() & -DenseInputs.BLOCK;
        return Math.clamp(fitting, LEAST_SAMPLES, MOST_SAMPLES);
    }

    /// Bytes of a kernel, about.
    static long bytes(Shape shape) {
        // Samples, features, values, positions and integers of a list, and samples, features and values together.
        long lists = 8L * chunk(shape) * (shape.features() + GramSamples.MOST);
        return Float.BYTES * (AlignedFloats.FIRST + GramArrays.size(shape) + lists) + AlignedFloats.leastBytes();
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public void begin(float[] parameters, float[] ofImportance) {
        float[] floats = arrays.floats;
        int padded = arrays.padded;
        System.arraycopy(parameters, 0, floats, arrays.parameters, layout.size());
        System.arraycopy(ofImportance, 0, floats, arrays.importance, padded);
        Arrays.fill(floats, arrays.gradients, arrays.gradients + 2 * padded, 0f);
        Arrays.fill(floats, arrays.products(0), arrays.products(padded), 0f);
        GramProducts.gram(arrays, layout.shape().features(), layout.shape().hidden());
    }

    @Override
    public void add(float[] x, int at, int stride, int rows) {
        for (int column = 0; column < rows; column += Lanes.VIRTUAL) {
            int count = Math.min(Lanes.VIRTUAL, rows - column);
            samples.take(x, stride, at + column, count, layout.shape().features());
            addTaken();
        }
    }

    /// Adds the samples of a chunk that have an active feature.
    ///
    /// @param lists of active features, one per octave
    /// @param lengths of the lists
    /// @param drawn samples of the chunk
    /// @return number of samples added
    int add(SparseInputs[] lists, int[] lengths, int drawn) {
        int taken = lists.length == 1 ? samples.take(lists[0], lengths[0]) : samples.take(lists, lengths, drawn);
        addTaken();
        return taken;
    }

    private void addTaken() {
        int column = 0;
        while (column < arrays.padded) {
            int vectors = GramTiles.vectors((arrays.padded - column) / Lanes.WIDTH);
            GramOnes.add(arrays, samples, vectors, column);
            for (int k = 2; k <= GramSamples.MOST; k++) {
                if (samples.sizes[k] > 0) {
                    GramTiles.add(arrays, samples, k, vectors, column);
                }
            }
            column += vectors * Lanes.WIDTH;
        }
    }

    /// The sums of products among the other floats; live.
    @Override
    public float[] sums() {
        return arrays.floats;
    }

    @Override
    public int sumsFrom() {
        return arrays.products(0);
    }

    @Override
    public void fold(float[] room, float[] folded) {
        Shape shape = layout.shape();
        GramProducts.symmetrize(arrays);
        GramProducts.weightGradients(arrays, shape.features(), shape.hidden());
        System.arraycopy(arrays.floats, arrays.weightGradients, folded, 0, layout.bias());
        System.arraycopy(arrays.floats, arrays.gradients, folded, layout.bias(), arrays.padded);
        float loss = 0f;
        for (int i = 0; i < shape.features(); i++) {
            loss += arrays.floats[arrays.losses + i];
        }
        folded[layout.size()] = loss;
    }
}

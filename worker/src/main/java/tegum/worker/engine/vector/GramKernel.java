package tegum.worker.engine.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
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
    private final int n;
    private final int m;
    private final int groups;

    /// Floats from 16 features of `gram`, `products` and `both` to the next 16.
    private final int perGroup;

    private final int gradientGroup;

    /// `W`, a row of hidden units per feature.
    private final float[] byFeature;

    private final float[] gram;
    private final float[] products;
    private final float[] both;
    private final float[] weightGradients;
    private final float[] gradients;
    private final float[] losses;
    private final float[] biases;
    private final float[] unit;
    private final GramSamples samples;
    private float[] importance = new float[0];

    /// @param shape of at least two features
    GramKernel(Shape shape) {
        this.n = shape.features();
        this.m = Math.max(2, shape.hidden());
        this.groups = Math.ceilDiv(n, Lanes.VIRTUAL);
        int padded = groups * Lanes.VIRTUAL;
        this.layout = Layout.byHidden(shape, padded);
        this.perGroup = tall(n) * Lanes.VIRTUAL;
        this.gradientGroup = tall(m) * Lanes.VIRTUAL;
        this.byFeature = new float[n * m + GramProducts.ROWS];
        this.gram = new float[groups * perGroup];
        this.products = new float[gram.length];
        this.both = new float[gram.length];
        this.weightGradients = new float[groups * gradientGroup];
        this.gradients = new float[padded];
        this.losses = new float[padded];
        this.biases = new float[padded];
        this.unit = new float[2 * padded];
        this.unit[padded] = 1f;
        this.samples = new GramSamples(chunk(shape));
    }

    /// Rows in whole tiles.
    private static int tall(int rows) {
        return Math.ceilDiv(rows, GramProducts.ROWS) * GramProducts.ROWS;
    }

    /// Most samples of a chunk that comes as lists.
    static int chunk(Shape shape) {
        int fitting = CHUNK_ENTRIES / shape.features() & -DenseInputs.BLOCK;
        return Math.clamp(fitting, LEAST_SAMPLES, MOST_SAMPLES);
    }

    /// Bytes of a kernel, about.
    static long bytes(Shape shape) {
        long padded = Math.ceilDiv(shape.features(), Lanes.VIRTUAL) * (long) Lanes.VIRTUAL;
        long squares = 3 * padded * tall(shape.features());
        long weights = padded * (tall(shape.hidden()) + shape.hidden());
        // Samples, features, values, positions and integers of a list, and features and values brought together.
        long lists = 7L * chunk(shape) * (shape.features() + GramSamples.MOST);
        return Float.BYTES * (squares + weights + lists);
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public void begin(float[] parameters, float[] ofImportance) {
        importance = ofImportance;
        int padded = layout.paddedFeatures();
        int hidden = layout.shape().hidden();
        for (int k = 0; k < hidden; k++) {
            spread(parameters, k * padded, n, byFeature, k, m);
        }
        System.arraycopy(parameters, layout.bias(), biases, 0, padded);
        Arrays.fill(products, 0f);
        Arrays.fill(gradients, 0f);
        Arrays.fill(losses, 0f);
        GramProducts.product(parameters, padded, hidden, n, parameters, Lanes.VIRTUAL, padded, gram, perGroup, groups);
    }

    private static void spread(float[] from, int at, int count, float[] to, int first, int step) {
        for (int i = 0; i < count; i++) {
            to[first + i * step] = from[at + i];
        }
    }

    @Override
    public void add(float[] x, int at, int stride, int rows) {
        for (int column = 0; column < rows; column += Lanes.VIRTUAL) {
            samples.take(x, stride, at + column, Math.min(Lanes.VIRTUAL, rows - column), n);
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
        int end = layout.paddedFeatures();
        int column = 0;
        while (column < end) {
            int vectors = GramTiles.vectors((end - column) / Lanes.WIDTH);
            for (int k = 1; k <= GramSamples.MOST; k++) {
                if (samples.sizes[k] == 0) {
                    continue;
                }
                if (k == 1) {
                    addOnes(vectors, column);
                } else {
                    addAny(k, vectors, column);
                }
            }
            column += vectors * Lanes.WIDTH;
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
        GramProducts.symmetrize(products, both, perGroup, groups);
        GramProducts.product(byFeature, m, n, m, both, perGroup, Lanes.VIRTUAL, weightGradients, gradientGroup, groups);
        for (int k = 0; k < layout.shape().hidden(); k++) {
            unpack(weightGradients, k * Lanes.VIRTUAL, gradientGroup, folded, k * padded, padded);
        }
        System.arraycopy(gradients, 0, folded, layout.bias(), padded);
        float loss = 0f;
        for (int i = 0; i < n; i++) {
            loss += losses[i];
        }
        folded[layout.size()] = loss;
    }

    private static void unpack(float[] from, int at, int group, float[] to, int first, int count) {
        int next = at;
        for (int i = 0; i < count; i += Lanes.VIRTUAL) {
            for (int lane = 0; lane < Lanes.VIRTUAL; lane += Lanes.WIDTH) {
                FloatVector.fromArray(Lanes.FLOATS, from, next + lane).intoArray(to, first + i + lane);
            }
            next += group;
        }
    }

    private void addOnes(int vectors, int column) {
        int from = samples.room;
        int end = from + samples.sizes[1];
        switch (vectors) {
            case 5 ->
                GramOnes.five(
                        products,
                        gram,
                        unit,
                        column,
                        perGroup,
                        samples.order,
                        from,
                        end,
                        samples.starts,
                        samples.active,
                        samples.values,
                        biases,
                        importance,
                        gradients,
                        losses);
            case 4 ->
                GramOnes.four(
                        products,
                        gram,
                        unit,
                        column,
                        perGroup,
                        samples.order,
                        from,
                        end,
                        samples.starts,
                        samples.active,
                        samples.values,
                        biases,
                        importance,
                        gradients,
                        losses);
            case 3 ->
                GramOnes.three(
                        products,
                        gram,
                        unit,
                        column,
                        perGroup,
                        samples.order,
                        from,
                        end,
                        samples.starts,
                        samples.active,
                        samples.values,
                        biases,
                        importance,
                        gradients,
                        losses);
            case 2 ->
                GramOnes.two(
                        products,
                        gram,
                        unit,
                        column,
                        perGroup,
                        samples.order,
                        from,
                        end,
                        samples.starts,
                        samples.active,
                        samples.values,
                        biases,
                        importance,
                        gradients,
                        losses);
            default ->
                GramOnes.one(
                        products,
                        gram,
                        unit,
                        column,
                        perGroup,
                        samples.order,
                        from,
                        end,
                        samples.starts,
                        samples.active,
                        samples.values,
                        biases,
                        importance,
                        gradients,
                        losses);
        }
    }

    private void addAny(int k, int vectors, int column) {
        int from = k * samples.room;
        int end = from + samples.sizes[k];
        switch (vectors) {
            case 5 ->
                GramTiles.five(
                        products,
                        gram,
                        unit,
                        column,
                        perGroup,
                        samples.order,
                        from,
                        end,
                        samples.starts,
                        samples.ends,
                        samples.active,
                        samples.values,
                        biases,
                        importance,
                        gradients,
                        losses);
            case 4 ->
                GramTiles.four(
                        products,
                        gram,
                        unit,
                        column,
                        perGroup,
                        samples.order,
                        from,
                        end,
                        samples.starts,
                        samples.ends,
                        samples.active,
                        samples.values,
                        biases,
                        importance,
                        gradients,
                        losses);
            case 3 ->
                GramTiles.three(
                        products,
                        gram,
                        unit,
                        column,
                        perGroup,
                        samples.order,
                        from,
                        end,
                        samples.starts,
                        samples.ends,
                        samples.active,
                        samples.values,
                        biases,
                        importance,
                        gradients,
                        losses);
            case 2 ->
                GramTiles.two(
                        products,
                        gram,
                        unit,
                        column,
                        perGroup,
                        samples.order,
                        from,
                        end,
                        samples.starts,
                        samples.ends,
                        samples.active,
                        samples.values,
                        biases,
                        importance,
                        gradients,
                        losses);
            default ->
                GramTiles.one(
                        products,
                        gram,
                        unit,
                        column,
                        perGroup,
                        samples.order,
                        from,
                        end,
                        samples.starts,
                        samples.ends,
                        samples.active,
                        samples.values,
                        biases,
                        importance,
                        gradients,
                        losses);
        }
    }
}

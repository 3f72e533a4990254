package tegum.worker.engine.vector;

import java.util.Arrays;
import tegum.model.Shape;

/// The kernel of any shape: pass after pass over a chunk that fits the cache, in tiles that fit the registers.
///
/// Its own arrays are packed: 16 samples of every row, then the next 16 samples of every row, so that tiles walk
/// through memory in order.
final class TileKernel implements Kernel {
    private final Layout layout;
    private final boolean relu;

    /// Whether [FiveHidden] does most of the passes.
    private final boolean fuses;
    private final int stride;

    /// Sums, hidden units, their gradients, output gradients, loss of each sample, and what [FiveHidden] wants of
    /// parameters and importance, one after the other.
    private final float[] own;
    private final int sums = AlignedFloats.FIRST;
    private final int h;
    private final int d;
    private final int g;
    private final int loss;
    private final int weights;
    private float[] parameters = new float[0];
    private float[] importance = new float[0];

    /// @param stride floats of a row of inputs
    TileKernel(Shape shape, boolean relu, int stride) {
        this.layout = Layout.byFeature(shape);
        this.relu = relu;
        this.fuses = relu && layout.paddedHidden() == FiveHidden.HIDDEN;
        this.stride = stride;
        this.h = sums + (layout.size() + 1) * Lanes.VIRTUAL;
        this.d = h + layout.paddedHidden() * stride;
        this.g = d + layout.paddedHidden() * stride;
        this.loss = g + layout.paddedFeatures() * stride;
        this.weights = loss + stride;
        int copied = fuses ? layout.size() + layout.paddedFeatures() : 0;
        this.own = AlignedFloats.array(weights + copied - sums);
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public void begin(float[] ofParameters, float[] ofImportance) {
        parameters = ofParameters;
        importance = ofImportance;
        Arrays.fill(own, sums, h, 0f);
        if (fuses) {
            System.arraycopy(parameters, 0, own, weights, layout.size());
            System.arraycopy(importance, 0, own, weights + layout.size(), layout.paddedFeatures());
        }
    }

    @Override
    public void add(float[] x, int at, int ofStride, int rows) {
        if (ofStride != stride) {
            throw new IllegalArgumentException("rows of %d floats, not %d".formatted(ofStride, stride));
        }
        int fused = fuses ? rows & -FiveHidden.SAMPLES : 0;
        if (fused > 0) {
            addFused(x, at, fused / Lanes.VIRTUAL);
        }
        if (fused < rows) {
            addInPasses(x, at + fused, rows - fused);
        }
    }

    private void addFused(float[] x, int at, int groups) {
        int n = layout.paddedFeatures();
        int biasSums = sums + layout.bias() * Lanes.VIRTUAL;
        FiveHidden.relu(x, at, stride, n, own, weights, h, d, g, loss, biasSums, groups);
        for (int lane = 0; lane < Lanes.VIRTUAL; lane += Lanes.WIDTH) {
            addLosses(lane, groups);
            accumulate(x, at, lane, groups);
        }
    }

    private void addInPasses(float[] x, int at, int rows) {
        int n = layout.paddedFeatures();
        int m = layout.paddedHidden();
        // Whole tiles are computed; what lies past the last sample weighs nothing in the sums.
        int groups = Math.ceilDiv(rows, Lanes.VIRTUAL);
        project(parameters, m, n, m, x, at, Lanes.VIRTUAL, stride, own, h, m * Lanes.VIRTUAL, groups);
        int inFours = n & -4;
        for (int i = 0; i < inFours; i += 4) {
            int to = g + i * Lanes.VIRTUAL;
            Preactivations.four(
                    parameters,
                    i * m,
                    m,
                    layout.bias() + i,
                    own,
                    h,
                    m * Lanes.VIRTUAL,
                    own,
                    to,
                    n * Lanes.VIRTUAL,
                    groups);
        }
        if (inFours < n) {
            int to = g + inFours * Lanes.VIRTUAL;
            int bias = layout.bias() + inFours;
            Preactivations.two(
                    parameters, inFours * m, m, bias, own, h, m * Lanes.VIRTUAL, own, to, n * Lanes.VIRTUAL, groups);
        }
        if (relu) {
            Residuals.relu(importance, n, x, at, stride, own, g, own, loss, groups);
        } else {
            Residuals.linear(importance, n, x, at, stride, own, g, own, loss, groups);
        }
        clear(rows, n);
        int gGroup = n * Lanes.VIRTUAL;
        project(parameters, m, n, m, own, g, gGroup, Lanes.VIRTUAL, own, d, m * Lanes.VIRTUAL, groups);
        for (int lane = 0; lane < Lanes.VIRTUAL; lane += Lanes.WIDTH) {
            addBiases(lane, groups);
            addLosses(lane, groups);
            accumulate(x, at, lane, groups);
        }
    }

    /// A matrix times the rows of an array, in blocks of 5, 3 and 2 rows; parameters as in [Projections#five].
    ///
    /// @param rows rows of the product, at least 2
    static void project(
            float[] w,
            int step,
            int terms,
            int rows,
            float[] in,
            int from,
            int inGroup,
            int inTerm,
            float[] out,
            int to,
            int outGroup,
            int groups) {
        int block;
        for (int k = 0; k < rows; k += block) {
            block = block(rows - k);
            int at = to + k * Lanes.VIRTUAL;
            switch (block) {
                case 5 -> Projections.five(w, k, step, terms, in, from, inGroup, inTerm, out, at, outGroup, groups);
                case 3 -> Projections.three(w, k, step, terms, in, from, inGroup, inTerm, out, at, outGroup, groups);
                default -> Projections.two(w, k, step, terms, in, from, inGroup, inTerm, out, at, outGroup, groups);
            }
        }
    }

    /// The next block of what is left: 5, 3 or 2, so that never 1 is left.
    private static int block(int left) {
        return switch (left) {
            case 2, 4 -> 2;
            case 3, 6 -> 3;
            default -> 5;
        };
    }

    /// Takes the samples past the last one out of gradients and losses.
    private void clear(int rows, int n) {
        int over = rows & (Lanes.VIRTUAL - 1);
        if (over == 0) {
            return;
        }
        int group = rows / Lanes.VIRTUAL;
        for (int i = 0; i < n; i++) {
            int row = g + (group * n + i) * Lanes.VIRTUAL;
            Arrays.fill(own, row + over, row + Lanes.VIRTUAL, 0f);
        }
        int last = loss + group * Lanes.VIRTUAL;
        Arrays.fill(own, last + over, last + Lanes.VIRTUAL, 0f);
    }

    private void addBiases(int lane, int groups) {
        int n = layout.paddedFeatures();
        int gGroup = n * Lanes.VIRTUAL;
        int inFours = n & -4;
        for (int i = 0; i < inFours; i += 4) {
            int bias = sums + (layout.bias() + i) * Lanes.VIRTUAL + lane;
            RowSums.fourRows(own, g + i * Lanes.VIRTUAL, gGroup, lane, groups, own, bias);
        }
        if (inFours < n) {
            int bias = sums + (layout.bias() + inFours) * Lanes.VIRTUAL + lane;
            RowSums.twoRows(own, g + inFours * Lanes.VIRTUAL, gGroup, lane, groups, own, bias);
        }
    }

    private void addLosses(int lane, int groups) {
        RowSums.oneRow(own, loss, lane, groups, own, sums + layout.size() * Lanes.VIRTUAL + lane);
    }

    private void accumulate(float[] x, int at, int lane, int groups) {
        int n = layout.paddedFeatures();
        int block;
        for (int i = 0; i < n; i += block) {
            int left = n - i;
            block = left == 2 || left == 4 ? 2 : 3;
            if (block == 3) {
                accumulateThree(x, at + i * stride, i, lane, groups);
            } else {
                accumulateTwo(x, at + i * stride, i, lane, groups);
            }
        }
    }

    private void accumulateThree(float[] x, int rowI, int i, int lane, int groups) {
        int gGroup = layout.paddedFeatures() * Lanes.VIRTUAL;
        int m = layout.paddedHidden();
        int next = m * Lanes.VIRTUAL;
        int atI = g + i * Lanes.VIRTUAL;
        int block;
        for (int k = 0; k < m; k += block) {
            block = block(m - k);
            int atK = h + k * Lanes.VIRTUAL;
            int atD = d + k * Lanes.VIRTUAL;
            int to = sums + (i * m + k) * Lanes.VIRTUAL + lane;
            switch (block) {
                case 5 ->
                    OuterProducts.threeByFive(
                            x, rowI, stride, own, atI, gGroup, atK, atD, next, lane, groups, to, next);
                case 3 ->
                    OuterProducts.threeByThree(
                            x, rowI, stride, own, atI, gGroup, atK, atD, next, lane, groups, to, next);
                default ->
                    OuterProducts.threeByTwo(x, rowI, stride, own, atI, gGroup, atK, atD, next, lane, groups, to, next);
            }
        }
    }

    private void accumulateTwo(float[] x, int rowI, int i, int lane, int groups) {
        int gGroup = layout.paddedFeatures() * Lanes.VIRTUAL;
        int m = layout.paddedHidden();
        int next = m * Lanes.VIRTUAL;
        int atI = g + i * Lanes.VIRTUAL;
        int block;
        for (int k = 0; k < m; k += block) {
            block = block(m - k);
            int atK = h + k * Lanes.VIRTUAL;
            int atD = d + k * Lanes.VIRTUAL;
            int to = sums + (i * m + k) * Lanes.VIRTUAL + lane;
            switch (block) {
                case 5 ->
                    OuterProducts.twoByFive(x, rowI, stride, own, atI, gGroup, atK, atD, next, lane, groups, to, next);
                case 3 ->
                    OuterProducts.twoByThree(x, rowI, stride, own, atI, gGroup, atK, atD, next, lane, groups, to, next);
                default ->
                    OuterProducts.twoByTwo(x, rowI, stride, own, atI, gGroup, atK, atD, next, lane, groups, to, next);
            }
        }
    }

    @Override
    public float[] sums() {
        return own;
    }

    @Override
    public int sumsFrom() {
        return sums;
    }
}

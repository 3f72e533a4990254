package tegum.worker.engine.vector;

import java.util.Arrays;
import tegum.model.Shape;

/// The kernel of any shape: pass after pass over a chunk that fits the cache, in tiles that fit the registers.
final class TileKernel implements Kernel {
    private final Layout layout;
    private final boolean relu;
    private final int stride;
    private final float[] h;
    private final float[] g;
    private final float[] d;

    /// Loss of each sample.
    private final float[] loss;

    private final float[] sums;
    private final float[] none;
    private float[] parameters = new float[0];
    private float[] importance = new float[0];

    /// @param stride floats of a row of inputs, and of the kernel's own arrays
    TileKernel(Shape shape, boolean relu, int stride) {
        this.layout = Layout.inPairs(shape);
        this.relu = relu;
        this.stride = stride;
        this.h = new float[layout.paddedHidden() * stride];
        this.d = new float[layout.paddedHidden() * stride];
        this.g = new float[layout.paddedFeatures() * stride];
        this.loss = new float[stride];
        this.sums = new float[(layout.size() + 1) * Lanes.VIRTUAL];
        this.none = new float[Math.max(layout.paddedFeatures(), layout.paddedHidden())];
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public void begin(float[] ofParameters, float[] ofImportance) {
        parameters = ofParameters;
        importance = ofImportance;
        Arrays.fill(sums, 0f);
    }

    @Override
    public void add(float[] x, int ofStride, int rows) {
        if (ofStride != stride) {
            throw new IllegalArgumentException("rows of %d floats, not %d".formatted(ofStride, stride));
        }
        int n = layout.paddedFeatures();
        int m = layout.paddedHidden();
        // Columns up to here are computed; those past the last sample weigh nothing in the sums.
        int columns = (rows + DenseInputs.BLOCK - 1) & -DenseInputs.BLOCK;
        for (int k = 0; k < m; k += 2) {
            Tiles.project(parameters, k * n, n, 1, n, none, 0, x, stride, columns, h, k * stride);
        }
        for (int i = 0; i < n; i += 2) {
            Tiles.project(parameters, i, 1, n, m, parameters, layout.bias() + i, h, stride, columns, g, i * stride);
        }
        Arrays.fill(loss, 0, columns, 0f);
        for (int i = 0; i < n; i++) {
            if (relu) {
                Tiles.reluResidual(g, x, i * stride, importance[i], columns, loss);
            } else {
                Tiles.linearResidual(g, x, i * stride, importance[i], columns, loss);
            }
        }
        if (columns > rows) {
            for (int i = 0; i < n; i++) {
                Arrays.fill(g, i * stride + rows, i * stride + columns, 0f);
            }
            Arrays.fill(loss, rows, columns, 0f);
        }
        for (int k = 0; k < m; k += 2) {
            Tiles.project(parameters, k * n, n, 1, n, none, 0, g, stride, columns, d, k * stride);
        }
        accumulate(x, columns, n, m);
    }

    private void accumulate(float[] x, int columns, int n, int m) {
        int inFours = n & -4;
        for (int lane = 0; lane < Lanes.VIRTUAL; lane += Lanes.WIDTH) {
            for (int k = 0; k < m; k += 2) {
                for (int i = 0; i < inFours; i += 4) {
                    int to = (k * n + i) * Lanes.VIRTUAL + lane;
                    Tiles.outerFour(x, g, i * stride, h, d, k * stride, stride, lane, columns, sums, to, n);
                }
                if (inFours < n) {
                    int to = (k * n + inFours) * Lanes.VIRTUAL + lane;
                    Tiles.outerTwo(x, g, inFours * stride, h, d, k * stride, stride, lane, columns, sums, to, n);
                }
            }
            for (int i = 0; i < n; i += 2) {
                Tiles.addRows(g, i * stride, stride, lane, columns, sums, (layout.bias() + i) * Lanes.VIRTUAL + lane);
            }
            Tiles.addRow(loss, lane, columns, sums, layout.size() * Lanes.VIRTUAL + lane);
        }
    }

    @Override
    public float[] sums() {
        return sums;
    }
}

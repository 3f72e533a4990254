package tegum.worker.engine.vector;

import tegum.model.Shape;

/// The plain twin of every kernel: the operations of [Kernel]'s contract, one sample after the other.
final class PlainKernel implements Kernel {
    private final Layout layout;
    private final boolean relu;
    private float[] sums;
    private float[] parameters = new float[0];
    private float[] importance = new float[0];
    private int taken;

    PlainKernel(Shape shape, boolean relu) {
        this.layout = Layout.tight(shape);
        this.relu = relu;
        this.sums = new float[(layout.size() + 1) * Lanes.VIRTUAL];
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public void begin(float[] ofParameters, float[] ofImportance) {
        parameters = ofParameters;
        importance = ofImportance;
        sums = new float[sums.length];
        taken = 0;
    }

    @Override
    public void add(float[] x, int at, int stride, int rows) {
        for (int column = 0; column < rows; column++) {
            addSample(x, stride, at + column, taken % Lanes.VIRTUAL);
            taken++;
        }
    }

    private void addSample(float[] x, int stride, int column, int lane) {
        int n = layout.shape().features();
        int m = layout.shape().hidden();
        float[] h = new float[m];
        float[] d = new float[m];
        float[] g = new float[n];
        for (int k = 0; k < m; k++) {
            for (int i = 0; i < n; i++) {
                h[k] = Math.fma(parameters[k * n + i], x[i * stride + column], h[k]);
            }
        }
        float loss = 0;
        for (int i = 0; i < n; i++) {
            float a = parameters[m * n + i];
            for (int k = 0; k < m; k++) {
                a = Math.fma(parameters[k * n + i], h[k], a);
            }
            boolean passes = !relu || a > 0;
            float error = (passes ? a : 0f) - x[i * stride + column];
            float weighted = importance[i] * error;
            loss = Math.fma(weighted, error, loss);
            g[i] = passes ? weighted : 0f;
        }
        for (int k = 0; k < m; k++) {
            for (int i = 0; i < n; i++) {
                d[k] = Math.fma(parameters[k * n + i], g[i], d[k]);
            }
        }
        for (int k = 0; k < m; k++) {
            for (int i = 0; i < n; i++) {
                int at = (k * n + i) * Lanes.VIRTUAL + lane;
                sums[at] = Math.fma(d[k], x[i * stride + column], Math.fma(h[k], g[i], sums[at]));
            }
        }
        for (int i = 0; i < n; i++) {
            sums[(m * n + i) * Lanes.VIRTUAL + lane] += g[i];
        }
        sums[layout.size() * Lanes.VIRTUAL + lane] += loss;
    }

    @Override
    public float[] sums() {
        return sums;
    }
}

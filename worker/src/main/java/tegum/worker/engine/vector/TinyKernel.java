package tegum.worker.engine.vector;

import tegum.model.Shape;

/// The kernels of single shapes, written out so that a sample's numbers and all sums stay in registers.
///
/// They are written by hand, a class a shape: vectors do not cross calls, and the compilers take methods of vectors
/// up to about that of (3,2) only, so that few shapes can have a kernel of their own and gain by it.
abstract sealed class TinyKernel implements Kernel permits TwoByOneKernel, ThreeByTwoKernel, FiveByTwoKernel {
    static final int VIRTUAL = Lanes.VIRTUAL;

    /// Floats from a feature's importances to the next feature's: 16 times the importance, then 16 zeros.
    static final int WINDOW = 2 * VIRTUAL;

    private final Layout layout;
    private final float[] sums;

    /// A vector of columns that reaches past the last sample reads it where the columns there get zeros: they weigh
    /// nothing, and adding 0 changes no sum.
    private final float[] importance;

    private float[] parameters = new float[0];

    TinyKernel(Shape shape) {
        this.layout = Layout.tight(shape);
        this.sums = new float[(layout.size() + 1) * VIRTUAL];
        this.importance = new float[shape.features() * WINDOW];
    }

    @Override
    public final Layout layout() {
        return layout;
    }

    @Override
    public final void begin(float[] ofParameters, float[] ofImportance) {
        parameters = ofParameters;
        for (int i = 0; i < layout.shape().features(); i++) {
            Lanes.fill(importance, i * WINDOW, ofImportance[i]);
        }
        for (int j = 0; j <= layout.size(); j++) {
            Lanes.fill(sums, j * VIRTUAL, 0f);
        }
    }

    @Override
    public final void add(float[] x, int at, int stride, int rows) {
        for (int lane = 0; lane < VIRTUAL; lane += Lanes.WIDTH) {
            addLane(x, at, stride, lane, rows);
        }
    }

    /// Adds the columns `lane`, `lane + 16`, ... before `end`, and those beside each in a vector; column 0 lies at
    /// `at`.
    abstract void addLane(float[] x, int at, int stride, int lane, int end);

    /// First column of a lane's vectors that has columns from `end` on in it, or lies there.
    static int wholeEnd(int lane, int end) {
        return lane + ((end - lane + VIRTUAL - Lanes.WIDTH) & -VIRTUAL);
    }

    final float[] parameters() {
        return parameters;
    }

    final float[] importance() {
        return importance;
    }

    @Override
    public final float[] sums() {
        return sums;
    }
}

package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import tegum.model.Shape;

/// The kernel of two features in one hidden unit with ReLU output: all sums stay in registers.
final class TwoByOneKernel implements Kernel {
    static final Shape SHAPE = new Shape(2, 1);
    private static final int PARAMETERS = 4;

    private final float[] sums = new float[(PARAMETERS + 1) * Lanes.VIRTUAL];
    private final float[] importanceLanes = new float[2 * Lanes.VIRTUAL];
    private float[] parameters = new float[0];
    private float[] importance = new float[0];

    @Override
    public Layout layout() {
        return Layout.tight(SHAPE);
    }

    @Override
    public void begin(float[] ofParameters, float[] ofImportance) {
        parameters = ofParameters;
        importance = ofImportance;
        Arrays.fill(sums, 0f);
    }

    @Override
    public void add(float[] x, int stride, int rows) {
        int whole = rows & -Lanes.VIRTUAL;
        for (int lane = 0; lane < Lanes.VIRTUAL; lane += Lanes.WIDTH) {
            weigh(Lanes.VIRTUAL);
            addLane(x, stride, lane, whole, parameters, importanceLanes, sums);
            if (rows > whole) {
                // Columns past the last sample weigh nothing, and adding 0 changes no sum.
                weigh(rows - whole);
                addLane(x, stride, whole + lane, rows, parameters, importanceLanes, sums);
            }
        }
    }

    private void weigh(int lanes) {
        Arrays.fill(importanceLanes, 0f);
        Arrays.fill(importanceLanes, 0, lanes, importance[0]);
        Arrays.fill(importanceLanes, Lanes.VIRTUAL, Lanes.VIRTUAL + lanes, importance[1]);
    }

    private static void addLane(
            float[] x, int stride, int from, int end, float[] parameters, float[] importanceLanes, float[] sums) {
        int lane = from & (Lanes.VIRTUAL - 1);
        FloatVector w0 = FloatVector.broadcast(Lanes.FLOATS, parameters[0]);
        FloatVector w1 = FloatVector.broadcast(Lanes.FLOATS, parameters[1]);
        FloatVector b0 = FloatVector.broadcast(Lanes.FLOATS, parameters[2]);
        FloatVector b1 = FloatVector.broadcast(Lanes.FLOATS, parameters[3]);
        FloatVector i0 = FloatVector.fromArray(Lanes.FLOATS, importanceLanes, lane);
        FloatVector i1 = FloatVector.fromArray(Lanes.FLOATS, importanceLanes, Lanes.VIRTUAL + lane);
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, sums, lane);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, sums, Lanes.VIRTUAL + lane);
        FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, sums, 2 * Lanes.VIRTUAL + lane);
        FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, sums, 3 * Lanes.VIRTUAL + lane);
        FloatVector loss = FloatVector.fromArray(Lanes.FLOATS, sums, 4 * Lanes.VIRTUAL + lane);
        FloatVector zero = Lanes.ZERO;
        for (int column = from; column < end; column += Lanes.VIRTUAL) {
            FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, x, column);
            FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, x, stride + column);
            FloatVector h = x1.fma(w1, x0.mul(w0));
            FloatVector a0 = h.fma(w0, b0);
            FloatVector a1 = h.fma(w1, b1);
            VectorMask<Float> passes0 = a0.compare(GT, 0f);
            VectorMask<Float> passes1 = a1.compare(GT, 0f);
            FloatVector e0 = zero.blend(a0, passes0).sub(x0);
            FloatVector e1 = zero.blend(a1, passes1).sub(x1);
            FloatVector v0 = e0.mul(i0);
            FloatVector v1 = e1.mul(i1);
            loss = loss.add(v1.fma(e1, v0.mul(e0)));
            FloatVector g0 = zero.blend(v0, passes0);
            FloatVector g1 = zero.blend(v1, passes1);
            FloatVector d = g1.fma(w1, g0.mul(w0));
            s0 = d.fma(x0, h.fma(g0, s0));
            s1 = d.fma(x1, h.fma(g1, s1));
            s2 = s2.add(g0);
            s3 = s3.add(g1);
        }
        s0.intoArray(sums, lane);
        s1.intoArray(sums, Lanes.VIRTUAL + lane);
        s2.intoArray(sums, 2 * Lanes.VIRTUAL + lane);
        s3.intoArray(sums, 3 * Lanes.VIRTUAL + lane);
        loss.intoArray(sums, 4 * Lanes.VIRTUAL + lane);
    }

    @Override
    public float[] sums() {
        return sums;
    }
}

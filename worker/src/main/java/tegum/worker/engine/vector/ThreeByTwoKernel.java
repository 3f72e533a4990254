package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import tegum.model.Shape;

/// The kernel of three features in two hidden units with ReLU output.
final class ThreeByTwoKernel extends TinyKernel {
    static final Shape SHAPE = new Shape(3, 2);

    ThreeByTwoKernel() {
        super(SHAPE, 0);
    }

    @Override
    void addLane(float[] x, int at, int stride, int lane, int end) {
        addColumns(x, at, stride, lane, end, parameters(), room());
    }

    private static void addColumns(float[] x, int at, int stride, int from, int end, float[] w, float[] room) {
        int lane = SUMS + (from & (VIRTUAL - 1));
        FloatVector w00 = FloatVector.broadcast(Lanes.FLOATS, w[0]);
        FloatVector w01 = FloatVector.broadcast(Lanes.FLOATS, w[1]);
        FloatVector w02 = FloatVector.broadcast(Lanes.FLOATS, w[2]);
        FloatVector w10 = FloatVector.broadcast(Lanes.FLOATS, w[3]);
        FloatVector w11 = FloatVector.broadcast(Lanes.FLOATS, w[4]);
        FloatVector w12 = FloatVector.broadcast(Lanes.FLOATS, w[5]);
        FloatVector b0 = FloatVector.broadcast(Lanes.FLOATS, w[6]);
        FloatVector b1 = FloatVector.broadcast(Lanes.FLOATS, w[7]);
        FloatVector b2 = FloatVector.broadcast(Lanes.FLOATS, w[8]);
        FloatVector s00 = FloatVector.fromArray(Lanes.FLOATS, room, lane);
        FloatVector s01 = FloatVector.fromArray(Lanes.FLOATS, room, VIRTUAL + lane);
        FloatVector s02 = FloatVector.fromArray(Lanes.FLOATS, room, 2 * VIRTUAL + lane);
        FloatVector s10 = FloatVector.fromArray(Lanes.FLOATS, room, 3 * VIRTUAL + lane);
        FloatVector s11 = FloatVector.fromArray(Lanes.FLOATS, room, 4 * VIRTUAL + lane);
        FloatVector s12 = FloatVector.fromArray(Lanes.FLOATS, room, 5 * VIRTUAL + lane);
        FloatVector t0 = FloatVector.fromArray(Lanes.FLOATS, room, 6 * VIRTUAL + lane);
        FloatVector t1 = FloatVector.fromArray(Lanes.FLOATS, room, 7 * VIRTUAL + lane);
        FloatVector t2 = FloatVector.fromArray(Lanes.FLOATS, room, 8 * VIRTUAL + lane);
        FloatVector loss = FloatVector.fromArray(Lanes.FLOATS, room, 9 * VIRTUAL + lane);
        FloatVector zero = Lanes.ZERO;
        for (int column = from; column < end; column += VIRTUAL) {
            int window = window(column, end);
            FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, x, at + column);
            FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, x, at + stride + column);
            FloatVector x2 = FloatVector.fromArray(Lanes.FLOATS, x, at + 2 * stride + column);
            FloatVector h0 = x2.fma(w02, x1.fma(w01, x0.mul(w00)));
            FloatVector h1 = x2.fma(w12, x1.fma(w11, x0.mul(w10)));
            FloatVector each;
            FloatVector g0 = h0.fma(w00, b0);
            g0 = h1.fma(w10, g0);
            VectorMask<Float> passes0 = g0.compare(GT, 0f);
            FloatVector error0 = zero.blend(g0, passes0).sub(x0);
            g0 = error0.mul(FloatVector.fromArray(Lanes.FLOATS, room, window));
            each = g0.mul(error0);
            g0 = zero.blend(g0, passes0);
            t0 = t0.add(g0);
            FloatVector g1 = h0.fma(w01, b1);
            g1 = h1.fma(w11, g1);
            VectorMask<Float> passes1 = g1.compare(GT, 0f);
            FloatVector error1 = zero.blend(g1, passes1).sub(x1);
            g1 = error1.mul(FloatVector.fromArray(Lanes.FLOATS, room, WINDOW + window));
            each = g1.fma(error1, each);
            g1 = zero.blend(g1, passes1);
            t1 = t1.add(g1);
            FloatVector g2 = h0.fma(w02, b2);
            g2 = h1.fma(w12, g2);
            VectorMask<Float> passes2 = g2.compare(GT, 0f);
            FloatVector error2 = zero.blend(g2, passes2).sub(x2);
            g2 = error2.mul(FloatVector.fromArray(Lanes.FLOATS, room, 2 * WINDOW + window));
            each = g2.fma(error2, each);
            g2 = zero.blend(g2, passes2);
            t2 = t2.add(g2);
            loss = loss.add(each);
            FloatVector d0 = g2.fma(w02, g1.fma(w01, g0.mul(w00)));
            s00 = d0.fma(x0, h0.fma(g0, s00));
            s01 = d0.fma(x1, h0.fma(g1, s01));
            s02 = d0.fma(x2, h0.fma(g2, s02));
            FloatVector d1 = g2.fma(w12, g1.fma(w11, g0.mul(w10)));
            s10 = d1.fma(x0, h1.fma(g0, s10));
            s11 = d1.fma(x1, h1.fma(g1, s11));
            s12 = d1.fma(x2, h1.fma(g2, s12));
        }
        s00.intoArray(room, lane);
        s01.intoArray(room, VIRTUAL + lane);
        s02.intoArray(room, 2 * VIRTUAL + lane);
        s10.intoArray(room, 3 * VIRTUAL + lane);
        s11.intoArray(room, 4 * VIRTUAL + lane);
        s12.intoArray(room, 5 * VIRTUAL + lane);
        t0.intoArray(room, 6 * VIRTUAL + lane);
        t1.intoArray(room, 7 * VIRTUAL + lane);
        t2.intoArray(room, 8 * VIRTUAL + lane);
        loss.intoArray(room, 9 * VIRTUAL + lane);
    }
}

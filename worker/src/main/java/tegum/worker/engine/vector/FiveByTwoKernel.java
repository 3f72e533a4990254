package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import tegum.model.Shape;

/// The kernel of five features in two hidden units with ReLU output.
///
/// Two methods, because one would be too long for the first compiler and too full for the registers.
final class FiveByTwoKernel extends TinyKernel {
    static final Shape SHAPE = new Shape(5, 2);

    /// Columns of a pass: few enough for the first-level cache, enough that the sums seldom leave the registers.
    private static final int PASS = 256;

    /// Of hidden units of a pass, then of output gradients, a row of [#PASS] each.
    private static final int ROWS = 7;

    FiveByTwoKernel() {
        super(SHAPE, ROWS * PASS);
    }

    @Override
    void addLane(float[] x, int at, int stride, int lane, int end) {
        for (int first = lane; first < end; first += PASS) {
            int last = Math.min(end, first + PASS);
            forward(x, at, stride, first, last, parameters(), room());
            back(x, at, stride, first, last, parameters(), room());
        }
    }

    /// Hidden units, output gradients and loss.
    private static void forward(float[] x, int at, int stride, int from, int end, float[] w, float[] room) {
        int lane = SUMS + (from & (VIRTUAL - 1));
        FloatVector w00 = FloatVector.broadcast(Lanes.FLOATS, w[0]);
        FloatVector w01 = FloatVector.broadcast(Lanes.FLOATS, w[1]);
        FloatVector w02 = FloatVector.broadcast(Lanes.FLOATS, w[2]);
        FloatVector w03 = FloatVector.broadcast(Lanes.FLOATS, w[3]);
        FloatVector w04 = FloatVector.broadcast(Lanes.FLOATS, w[4]);
        FloatVector w10 = FloatVector.broadcast(Lanes.FLOATS, w[5]);
        FloatVector w11 = FloatVector.broadcast(Lanes.FLOATS, w[6]);
        FloatVector w12 = FloatVector.broadcast(Lanes.FLOATS, w[7]);
        FloatVector w13 = FloatVector.broadcast(Lanes.FLOATS, w[8]);
        FloatVector w14 = FloatVector.broadcast(Lanes.FLOATS, w[9]);
        FloatVector b0 = FloatVector.broadcast(Lanes.FLOATS, w[10]);
        FloatVector b1 = FloatVector.broadcast(Lanes.FLOATS, w[11]);
        FloatVector b2 = FloatVector.broadcast(Lanes.FLOATS, w[12]);
        FloatVector b3 = FloatVector.broadcast(Lanes.FLOATS, w[13]);
        FloatVector b4 = FloatVector.broadcast(Lanes.FLOATS, w[14]);
        FloatVector t0 = FloatVector.fromArray(Lanes.FLOATS, room, 10 * VIRTUAL + lane);
        FloatVector t1 = FloatVector.fromArray(Lanes.FLOATS, room, 11 * VIRTUAL + lane);
        FloatVector t2 = FloatVector.fromArray(Lanes.FLOATS, room, 12 * VIRTUAL + lane);
        FloatVector t3 = FloatVector.fromArray(Lanes.FLOATS, room, 13 * VIRTUAL + lane);
        FloatVector t4 = FloatVector.fromArray(Lanes.FLOATS, room, 14 * VIRTUAL + lane);
        FloatVector loss = FloatVector.fromArray(Lanes.FLOATS, room, 15 * VIRTUAL + lane);
        FloatVector zero = Lanes.ZERO;
        int row = OWN;
        for (int column = from; column < end; column += VIRTUAL) {
            int window = window(column, end);
            FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, x, at + column);
            FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, x, at + stride + column);
            FloatVector x2 = FloatVector.fromArray(Lanes.FLOATS, x, at + 2 * stride + column);
            FloatVector x3 = FloatVector.fromArray(Lanes.FLOATS, x, at + 3 * stride + column);
            FloatVector x4 = FloatVector.fromArray(Lanes.FLOATS, x, at + 4 * stride + column);
            FloatVector h0 = x0.mul(w00);
            h0 = x1.fma(w01, h0);
            h0 = x2.fma(w02, h0);
            h0 = x3.fma(w03, h0);
            h0 = x4.fma(w04, h0);
            FloatVector h1 = x0.mul(w10);
            h1 = x1.fma(w11, h1);
            h1 = x2.fma(w12, h1);
            h1 = x3.fma(w13, h1);
            h1 = x4.fma(w14, h1);
            h0.intoArray(room, row);
            h1.intoArray(room, PASS + row);
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
            FloatVector g3 = h0.fma(w03, b3);
            g3 = h1.fma(w13, g3);
            VectorMask<Float> passes3 = g3.compare(GT, 0f);
            FloatVector error3 = zero.blend(g3, passes3).sub(x3);
            g3 = error3.mul(FloatVector.fromArray(Lanes.FLOATS, room, 3 * WINDOW + window));
            each = g3.fma(error3, each);
            g3 = zero.blend(g3, passes3);
            t3 = t3.add(g3);
            FloatVector g4 = h0.fma(w04, b4);
            g4 = h1.fma(w14, g4);
            VectorMask<Float> passes4 = g4.compare(GT, 0f);
            FloatVector error4 = zero.blend(g4, passes4).sub(x4);
            g4 = error4.mul(FloatVector.fromArray(Lanes.FLOATS, room, 4 * WINDOW + window));
            each = g4.fma(error4, each);
            g4 = zero.blend(g4, passes4);
            t4 = t4.add(g4);
            loss = loss.add(each);
            g0.intoArray(room, 2 * PASS + row);
            g1.intoArray(room, 3 * PASS + row);
            g2.intoArray(room, 4 * PASS + row);
            g3.intoArray(room, 5 * PASS + row);
            g4.intoArray(room, 6 * PASS + row);
            row += VIRTUAL;
        }
        t0.intoArray(room, 10 * VIRTUAL + lane);
        t1.intoArray(room, 11 * VIRTUAL + lane);
        t2.intoArray(room, 12 * VIRTUAL + lane);
        t3.intoArray(room, 13 * VIRTUAL + lane);
        t4.intoArray(room, 14 * VIRTUAL + lane);
        loss.intoArray(room, 15 * VIRTUAL + lane);
    }

    /// Gradient of the weights.
    private static void back(float[] x, int at, int stride, int from, int end, float[] w, float[] room) {
        int lane = SUMS + (from & (VIRTUAL - 1));
        FloatVector w00 = FloatVector.broadcast(Lanes.FLOATS, w[0]);
        FloatVector w01 = FloatVector.broadcast(Lanes.FLOATS, w[1]);
        FloatVector w02 = FloatVector.broadcast(Lanes.FLOATS, w[2]);
        FloatVector w03 = FloatVector.broadcast(Lanes.FLOATS, w[3]);
        FloatVector w04 = FloatVector.broadcast(Lanes.FLOATS, w[4]);
        FloatVector w10 = FloatVector.broadcast(Lanes.FLOATS, w[5]);
        FloatVector w11 = FloatVector.broadcast(Lanes.FLOATS, w[6]);
        FloatVector w12 = FloatVector.broadcast(Lanes.FLOATS, w[7]);
        FloatVector w13 = FloatVector.broadcast(Lanes.FLOATS, w[8]);
        FloatVector w14 = FloatVector.broadcast(Lanes.FLOATS, w[9]);
        FloatVector s00 = FloatVector.fromArray(Lanes.FLOATS, room, lane);
        FloatVector s01 = FloatVector.fromArray(Lanes.FLOATS, room, VIRTUAL + lane);
        FloatVector s02 = FloatVector.fromArray(Lanes.FLOATS, room, 2 * VIRTUAL + lane);
        FloatVector s03 = FloatVector.fromArray(Lanes.FLOATS, room, 3 * VIRTUAL + lane);
        FloatVector s04 = FloatVector.fromArray(Lanes.FLOATS, room, 4 * VIRTUAL + lane);
        FloatVector s10 = FloatVector.fromArray(Lanes.FLOATS, room, 5 * VIRTUAL + lane);
        FloatVector s11 = FloatVector.fromArray(Lanes.FLOATS, room, 6 * VIRTUAL + lane);
        FloatVector s12 = FloatVector.fromArray(Lanes.FLOATS, room, 7 * VIRTUAL + lane);
        FloatVector s13 = FloatVector.fromArray(Lanes.FLOATS, room, 8 * VIRTUAL + lane);
        FloatVector s14 = FloatVector.fromArray(Lanes.FLOATS, room, 9 * VIRTUAL + lane);
        int row = OWN;
        for (int column = from; column < end; column += VIRTUAL) {
            FloatVector h0 = FloatVector.fromArray(Lanes.FLOATS, room, row);
            FloatVector h1 = FloatVector.fromArray(Lanes.FLOATS, room, PASS + row);
            FloatVector g0 = FloatVector.fromArray(Lanes.FLOATS, room, 2 * PASS + row);
            FloatVector g1 = FloatVector.fromArray(Lanes.FLOATS, room, 3 * PASS + row);
            FloatVector g2 = FloatVector.fromArray(Lanes.FLOATS, room, 4 * PASS + row);
            FloatVector g3 = FloatVector.fromArray(Lanes.FLOATS, room, 5 * PASS + row);
            FloatVector g4 = FloatVector.fromArray(Lanes.FLOATS, room, 6 * PASS + row);
            FloatVector d0 = g0.mul(w00);
            d0 = g1.fma(w01, d0);
            d0 = g2.fma(w02, d0);
            d0 = g3.fma(w03, d0);
            d0 = g4.fma(w04, d0);
            FloatVector d1 = g0.mul(w10);
            d1 = g1.fma(w11, d1);
            d1 = g2.fma(w12, d1);
            d1 = g3.fma(w13, d1);
            d1 = g4.fma(w14, d1);
            FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, x, at + column);
            s00 = d0.fma(x0, h0.fma(g0, s00));
            s10 = d1.fma(x0, h1.fma(g0, s10));
            FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, x, at + stride + column);
            s01 = d0.fma(x1, h0.fma(g1, s01));
            s11 = d1.fma(x1, h1.fma(g1, s11));
            FloatVector x2 = FloatVector.fromArray(Lanes.FLOATS, x, at + 2 * stride + column);
            s02 = d0.fma(x2, h0.fma(g2, s02));
            s12 = d1.fma(x2, h1.fma(g2, s12));
            FloatVector x3 = FloatVector.fromArray(Lanes.FLOATS, x, at + 3 * stride + column);
            s03 = d0.fma(x3, h0.fma(g3, s03));
            s13 = d1.fma(x3, h1.fma(g3, s13));
            FloatVector x4 = FloatVector.fromArray(Lanes.FLOATS, x, at + 4 * stride + column);
            s04 = d0.fma(x4, h0.fma(g4, s04));
            s14 = d1.fma(x4, h1.fma(g4, s14));
            row += VIRTUAL;
        }
        s00.intoArray(room, lane);
        s01.intoArray(room, VIRTUAL + lane);
        s02.intoArray(room, 2 * VIRTUAL + lane);
        s03.intoArray(room, 3 * VIRTUAL + lane);
        s04.intoArray(room, 4 * VIRTUAL + lane);
        s10.intoArray(room, 5 * VIRTUAL + lane);
        s11.intoArray(room, 6 * VIRTUAL + lane);
        s12.intoArray(room, 7 * VIRTUAL + lane);
        s13.intoArray(room, 8 * VIRTUAL + lane);
        s14.intoArray(room, 9 * VIRTUAL + lane);
    }
}

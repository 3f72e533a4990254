package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import tegum.model.Shape;

/// The kernel of two features in one hidden unit with ReLU output.
final class TwoByOneKernel extends TinyKernel {
    static final Shape SHAPE = new Shape(2, 1);

    private static final VectorShuffle<Float> QUARTERS =
            VectorShuffle.fromOp(Lanes.FLOATS, lane -> (((lane & 1) << 2) | ((lane & 2) << 2)) & (Lanes.WIDTH - 1));

    TwoByOneKernel() {
        super(SHAPE, 0);
    }

    @Override
    void addLane(float[] x, int at, int stride, int lane, int end) {
        addColumns(x, at, stride, lane, wholeEnd(lane, end), end, parameters(), room());
    }

    /// First column of a lane's vectors that has columns from `end` on in it, or lies there.
    private static int wholeEnd(int lane, int end) {
        return lane + ((end - lane + VIRTUAL - Lanes.WIDTH) & -VIRTUAL);
    }

    @Override
    void foldVector() {
        foldFour(room());
    }

    /// As the other for four sums: sum j goes to all lanes of a quarter of the vector.
    private static void foldFour(float[] room) {
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + VIRTUAL);
        FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 2 * VIRTUAL);
        FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 3 * VIRTUAL);
        s0 = s0.blend(s2, ODD_8).add(s2.blend(s0, ODD_8).rearrange(SWAP_8));
        s1 = s1.blend(s3, ODD_8).add(s3.blend(s1, ODD_8).rearrange(SWAP_8));
        s0 = s0.blend(s1, ODD_4).add(s1.blend(s0, ODD_4).rearrange(SWAP_4));
        s0 = s0.add(s0.rearrange(SWAP_2));
        s0.add(s0.rearrange(SWAP_1)).rearrange(QUARTERS).intoArray(room, FOLDED);
    }

    private static void addColumns(
            float[] x, int at, int stride, int from, int whole, int end, float[] w, float[] room) {
        int lane = SUMS + (from & (VIRTUAL - 1));
        FloatVector w00 = FloatVector.broadcast(Lanes.FLOATS, w[0]);
        FloatVector w01 = FloatVector.broadcast(Lanes.FLOATS, w[1]);
        FloatVector b0 = FloatVector.broadcast(Lanes.FLOATS, w[2]);
        FloatVector b1 = FloatVector.broadcast(Lanes.FLOATS, w[3]);
        FloatVector s00 = FloatVector.fromArray(Lanes.FLOATS, room, lane);
        FloatVector s01 = FloatVector.fromArray(Lanes.FLOATS, room, VIRTUAL + lane);
        FloatVector t0 = FloatVector.fromArray(Lanes.FLOATS, room, 2 * VIRTUAL + lane);
        FloatVector t1 = FloatVector.fromArray(Lanes.FLOATS, room, 3 * VIRTUAL + lane);
        FloatVector loss = FloatVector.fromArray(Lanes.FLOATS, room, 4 * VIRTUAL + lane);
        FloatVector zero = Lanes.ZERO;
        int column = from;
        int limit = whole;
        // Two loops of one body, so that the first keeps its importances in registers.
        int window = IMPORTANCE;
        while (column < end) {
            FloatVector i0 = FloatVector.fromArray(Lanes.FLOATS, room, window);
            FloatVector i1 = FloatVector.fromArray(Lanes.FLOATS, room, WINDOW + window);
            for (; column < limit; column += VIRTUAL) {
                FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, x, at + column);
                FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, x, at + stride + column);
                FloatVector h0 = x1.fma(w01, x0.mul(w00));
                FloatVector each;
                FloatVector g0 = h0.fma(w00, b0);
                VectorMask<Float> passes0 = g0.compare(GT, 0f);
                FloatVector error0 = zero.blend(g0, passes0).sub(x0);
                g0 = error0.mul(i0);
                each = g0.mul(error0);
                g0 = zero.blend(g0, passes0);
                t0 = t0.add(g0);
                FloatVector g1 = h0.fma(w01, b1);
                VectorMask<Float> passes1 = g1.compare(GT, 0f);
                FloatVector error1 = zero.blend(g1, passes1).sub(x1);
                g1 = error1.mul(i1);
                each = g1.fma(error1, each);
                g1 = zero.blend(g1, passes1);
                t1 = t1.add(g1);
                loss = loss.add(each);
                FloatVector d0 = g1.fma(w01, g0.mul(w00));
                s00 = d0.fma(x0, h0.fma(g0, s00));
                s01 = d0.fma(x1, h0.fma(g1, s01));
            }
            limit = end;
            window = IMPORTANCE + VIRTUAL - end + column;
        }
        s00.intoArray(room, lane);
        s01.intoArray(room, VIRTUAL + lane);
        t0.intoArray(room, 2 * VIRTUAL + lane);
        t1.intoArray(room, 3 * VIRTUAL + lane);
        loss.intoArray(room, 4 * VIRTUAL + lane);
    }
}

package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// All passes of [TileKernel] up to the gradients of five hidden units in one, with ReLU output: two vectors of
/// samples keep their hidden units, and the gradients of those, in registers from the first feature to the last.
///
/// One long method of many parameters by design, see [Projections].
final class FiveHidden {
    static final int HIDDEN = 5;

    /// Samples come in so many, on any hardware.
    static final int SAMPLES = 2 * Lanes.VIRTUAL;

    private FiveHidden() {}

    /// Writes hidden units, output gradients, their sums, losses and gradients of hidden units.
    ///
    /// @param from where `x` begins; a row has `stride` floats
    /// @param own holds all the rest: `W` by feature, `b` and importance from `weights` on, rows packed as in
    ///     [TileKernel]
    /// @param biasSums where the lane sums of the output gradients begin
    /// @param groups even number of 16 samples
    static void relu(
            float[] x,
            int from,
            int stride,
            int features,
            float[] own,
            int weights,
            int h,
            int d,
            int g,
            int loss,
            int biasSums,
            int groups) {
        int hGroup = HIDDEN * Lanes.VIRTUAL;
        int gGroup = features * Lanes.VIRTUAL;
        int h1 = Lanes.offset(1, hGroup);
        int g1 = Lanes.offset(1, gGroup);
        int biases = weights + HIDDEN * features;
        int vectors = groups * Lanes.VIRTUAL / Lanes.WIDTH;
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int vector = 0; vector < vectors; vector += 2) {
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector a2 = zero;
            FloatVector a3 = zero;
            FloatVector a4 = zero;
            FloatVector b0 = zero;
            FloatVector b1 = zero;
            FloatVector b2 = zero;
            FloatVector b3 = zero;
            FloatVector b4 = zero;
            int row = from + vector * Lanes.WIDTH;
            for (int i = 0; i < features; i++) {
                FloatVector xa = FloatVector.fromArray(Lanes.FLOATS, x, row);
                FloatVector xb = FloatVector.fromArray(Lanes.FLOATS, x, row + Lanes.WIDTH);
                int w = weights + HIDDEN * i;
                FloatVector u = FloatVector.broadcast(Lanes.FLOATS, own[w]);
                a0 = xa.fma(u, a0);
                b0 = xb.fma(u, b0);
                u = FloatVector.broadcast(Lanes.FLOATS, own[w + 1]);
                a1 = xa.fma(u, a1);
                b1 = xb.fma(u, b1);
                u = FloatVector.broadcast(Lanes.FLOATS, own[w + 2]);
                a2 = xa.fma(u, a2);
                b2 = xb.fma(u, b2);
                u = FloatVector.broadcast(Lanes.FLOATS, own[w + 3]);
                a3 = xa.fma(u, a3);
                b3 = xb.fma(u, b3);
                u = FloatVector.broadcast(Lanes.FLOATS, own[w + 4]);
                a4 = xa.fma(u, a4);
                b4 = xb.fma(u, b4);
                row += stride;
            }
            int at = h + Lanes.offset(vector, hGroup);
            int next = at + h1;
            a0.intoArray(own, at);
            a1.intoArray(own, at + Lanes.VIRTUAL);
            a2.intoArray(own, at + 2 * Lanes.VIRTUAL);
            a3.intoArray(own, at + 3 * Lanes.VIRTUAL);
            a4.intoArray(own, at + 4 * Lanes.VIRTUAL);
            b0.intoArray(own, next);
            b1.intoArray(own, next + Lanes.VIRTUAL);
            b2.intoArray(own, next + 2 * Lanes.VIRTUAL);
            b3.intoArray(own, next + 3 * Lanes.VIRTUAL);
            b4.intoArray(own, next + 4 * Lanes.VIRTUAL);
            FloatVector ad0 = zero;
            FloatVector ad1 = zero;
            FloatVector ad2 = zero;
            FloatVector ad3 = zero;
            FloatVector ad4 = zero;
            FloatVector bd0 = zero;
            FloatVector bd1 = zero;
            FloatVector bd2 = zero;
            FloatVector bd3 = zero;
            FloatVector bd4 = zero;
            FloatVector la = zero;
            FloatVector lb = zero;
            row = from + vector * Lanes.WIDTH;
            int atG = g + Lanes.offset(vector, gGroup);
            int lane = biasSums + (vector * Lanes.WIDTH & (Lanes.VIRTUAL - 1));
            for (int i = 0; i < features; i++) {
                int w = weights + HIDDEN * i;
                FloatVector w0 = FloatVector.broadcast(Lanes.FLOATS, own[w]);
                FloatVector w1 = FloatVector.broadcast(Lanes.FLOATS, own[w + 1]);
                FloatVector w2 = FloatVector.broadcast(Lanes.FLOATS, own[w + 2]);
                FloatVector w3 = FloatVector.broadcast(Lanes.FLOATS, own[w + 3]);
                FloatVector w4 = FloatVector.broadcast(Lanes.FLOATS, own[w + 4]);
                FloatVector bias = FloatVector.broadcast(Lanes.FLOATS, own[biases + i]);
                FloatVector importance = FloatVector.broadcast(Lanes.FLOATS, own[biases + features + i]);
                FloatVector ya = a0.fma(w0, bias);
                ya = a1.fma(w1, ya);
                ya = a2.fma(w2, ya);
                ya = a3.fma(w3, ya);
                ya = a4.fma(w4, ya);
                VectorMask<Float> pa = ya.compare(GT, 0f);
                FloatVector ea = zero.blend(ya, pa).sub(FloatVector.fromArray(Lanes.FLOATS, x, row));
                ya = ea.mul(importance);
                la = ya.fma(ea, la);
                ya = zero.blend(ya, pa);
                ya.intoArray(own, atG + i * Lanes.VIRTUAL);
                FloatVector yb = b0.fma(w0, bias);
                yb = b1.fma(w1, yb);
                yb = b2.fma(w2, yb);
                yb = b3.fma(w3, yb);
                yb = b4.fma(w4, yb);
                VectorMask<Float> pb = yb.compare(GT, 0f);
                FloatVector eb = zero.blend(yb, pb).sub(FloatVector.fromArray(Lanes.FLOATS, x, row + Lanes.WIDTH));
                yb = eb.mul(importance);
                lb = yb.fma(eb, lb);
                yb = zero.blend(yb, pb);
                yb.intoArray(own, atG + g1 + i * Lanes.VIRTUAL);
                int sum = lane + i * Lanes.VIRTUAL;
                FloatVector s = FloatVector.fromArray(Lanes.FLOATS, own, sum).add(ya);
                if (Lanes.WIDTH < Lanes.VIRTUAL) {
                    s.intoArray(own, sum);
                    sum += Lanes.WIDTH;
                    s = FloatVector.fromArray(Lanes.FLOATS, own, sum);
                }
                s.add(yb).intoArray(own, sum);
                ad0 = ya.fma(w0, ad0);
                bd0 = yb.fma(w0, bd0);
                ad1 = ya.fma(w1, ad1);
                bd1 = yb.fma(w1, bd1);
                ad2 = ya.fma(w2, ad2);
                bd2 = yb.fma(w2, bd2);
                ad3 = ya.fma(w3, ad3);
                bd3 = yb.fma(w3, bd3);
                ad4 = ya.fma(w4, ad4);
                bd4 = yb.fma(w4, bd4);
                row += stride;
            }
            at += d - h;
            next += d - h;
            ad0.intoArray(own, at);
            ad1.intoArray(own, at + Lanes.VIRTUAL);
            ad2.intoArray(own, at + 2 * Lanes.VIRTUAL);
            ad3.intoArray(own, at + 3 * Lanes.VIRTUAL);
            ad4.intoArray(own, at + 4 * Lanes.VIRTUAL);
            bd0.intoArray(own, next);
            bd1.intoArray(own, next + Lanes.VIRTUAL);
            bd2.intoArray(own, next + 2 * Lanes.VIRTUAL);
            bd3.intoArray(own, next + 3 * Lanes.VIRTUAL);
            bd4.intoArray(own, next + 4 * Lanes.VIRTUAL);
            la.intoArray(own, loss + vector * Lanes.WIDTH);
            lb.intoArray(own, loss + (vector + 1) * Lanes.WIDTH);
        }
    }
}

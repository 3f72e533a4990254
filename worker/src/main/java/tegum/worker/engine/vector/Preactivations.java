package tegum.worker.engine.vector;

import jdk.incubator.vector.FloatVector;

/// Preactivations of a chunk, in tiles of up to 4 features by 4 vectors of samples.
///
/// Small static methods that the compiler turns into loops over registers: parameters are unpacked at the call,
/// because an object in between keeps vectors out of registers, and vectors do not cross calls. They are written
/// out, and no longer than they are, because the compilers fuse neither arrays of vectors nor longer methods.
final class Preactivations {
    private Preactivations() {}

    /// Four rows of preactivations: `out_i = b_i + Σ_k w[i, k] h_k`, k ascending, one fma a term.
    ///
    /// @param at index of `w[i, 0]` for the first of the rows; the next row lies `hidden` further on
    /// @param bias index of `b_i` for the first of the rows
    /// @param from where the first row of the first group lies in `h`
    /// @param to where the first row of the first group goes in `out`
    static void four(
            float[] w,
            int at,
            int hidden,
            int bias,
            float[] h,
            int from,
            int hGroup,
            float[] out,
            int to,
            int outGroup,
            int groups) {
        int h1 = Lanes.offset(1, hGroup);
        int h2 = Lanes.offset(2, hGroup);
        int h3 = Lanes.offset(3, hGroup);
        int end = at + hidden;
        for (int group = 0; group < groups; group += Lanes.GROUPS) {
            FloatVector a0 = FloatVector.broadcast(Lanes.FLOATS, w[bias]);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            FloatVector b0 = FloatVector.broadcast(Lanes.FLOATS, w[bias + 1]);
            FloatVector b1 = b0;
            FloatVector b2 = b0;
            FloatVector b3 = b0;
            FloatVector c0 = FloatVector.broadcast(Lanes.FLOATS, w[bias + 2]);
            FloatVector c1 = c0;
            FloatVector c2 = c0;
            FloatVector c3 = c0;
            FloatVector d0 = FloatVector.broadcast(Lanes.FLOATS, w[bias + 3]);
            FloatVector d1 = d0;
            FloatVector d2 = d0;
            FloatVector d3 = d0;
            int term = from + group * hGroup;
            for (int weight = at; weight < end; weight++) {
                FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, h, term);
                FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, h, term + h1);
                FloatVector x2 = FloatVector.fromArray(Lanes.FLOATS, h, term + h2);
                FloatVector x3 = FloatVector.fromArray(Lanes.FLOATS, h, term + h3);
                FloatVector v = FloatVector.broadcast(Lanes.FLOATS, w[weight]);
                a0 = x0.fma(v, a0);
                a1 = x1.fma(v, a1);
                a2 = x2.fma(v, a2);
                a3 = x3.fma(v, a3);
                v = FloatVector.broadcast(Lanes.FLOATS, w[weight + hidden]);
                b0 = x0.fma(v, b0);
                b1 = x1.fma(v, b1);
                b2 = x2.fma(v, b2);
                b3 = x3.fma(v, b3);
                v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 2 * hidden]);
                c0 = x0.fma(v, c0);
                c1 = x1.fma(v, c1);
                c2 = x2.fma(v, c2);
                c3 = x3.fma(v, c3);
                v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 3 * hidden]);
                d0 = x0.fma(v, d0);
                d1 = x1.fma(v, d1);
                d2 = x2.fma(v, d2);
                d3 = x3.fma(v, d3);
                term += Lanes.VIRTUAL;
            }
            int next = to + group * outGroup;
            a0.intoArray(out, next);
            b0.intoArray(out, next + Lanes.VIRTUAL);
            c0.intoArray(out, next + 2 * Lanes.VIRTUAL);
            d0.intoArray(out, next + 3 * Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(1, outGroup);
            a1.intoArray(out, next);
            b1.intoArray(out, next + Lanes.VIRTUAL);
            c1.intoArray(out, next + 2 * Lanes.VIRTUAL);
            d1.intoArray(out, next + 3 * Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(2, outGroup);
            a2.intoArray(out, next);
            b2.intoArray(out, next + Lanes.VIRTUAL);
            c2.intoArray(out, next + 2 * Lanes.VIRTUAL);
            d2.intoArray(out, next + 3 * Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(3, outGroup);
            a3.intoArray(out, next);
            b3.intoArray(out, next + Lanes.VIRTUAL);
            c3.intoArray(out, next + 2 * Lanes.VIRTUAL);
            d3.intoArray(out, next + 3 * Lanes.VIRTUAL);
        }
    }

    /// As [#four] for two rows of preactivations.
    ///
    /// @param at index of `w[i, 0]` for the first of the rows; the next row lies `hidden` further on
    /// @param bias index of `b_i` for the first of the rows
    /// @param from where the first row of the first group lies in `h`
    /// @param to where the first row of the first group goes in `out`
    static void two(
            float[] w,
            int at,
            int hidden,
            int bias,
            float[] h,
            int from,
            int hGroup,
            float[] out,
            int to,
            int outGroup,
            int groups) {
        int h1 = Lanes.offset(1, hGroup);
        int h2 = Lanes.offset(2, hGroup);
        int h3 = Lanes.offset(3, hGroup);
        int end = at + hidden;
        for (int group = 0; group < groups; group += Lanes.GROUPS) {
            FloatVector a0 = FloatVector.broadcast(Lanes.FLOATS, w[bias]);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            FloatVector b0 = FloatVector.broadcast(Lanes.FLOATS, w[bias + 1]);
            FloatVector b1 = b0;
            FloatVector b2 = b0;
            FloatVector b3 = b0;
            int term = from + group * hGroup;
            for (int weight = at; weight < end; weight++) {
                FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, h, term);
                FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, h, term + h1);
                FloatVector x2 = FloatVector.fromArray(Lanes.FLOATS, h, term + h2);
                FloatVector x3 = FloatVector.fromArray(Lanes.FLOATS, h, term + h3);
                FloatVector v = FloatVector.broadcast(Lanes.FLOATS, w[weight]);
                a0 = x0.fma(v, a0);
                a1 = x1.fma(v, a1);
                a2 = x2.fma(v, a2);
                a3 = x3.fma(v, a3);
                v = FloatVector.broadcast(Lanes.FLOATS, w[weight + hidden]);
                b0 = x0.fma(v, b0);
                b1 = x1.fma(v, b1);
                b2 = x2.fma(v, b2);
                b3 = x3.fma(v, b3);
                term += Lanes.VIRTUAL;
            }
            int next = to + group * outGroup;
            a0.intoArray(out, next);
            b0.intoArray(out, next + Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(1, outGroup);
            a1.intoArray(out, next);
            b1.intoArray(out, next + Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(2, outGroup);
            a2.intoArray(out, next);
            b2.intoArray(out, next + Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(3, outGroup);
            a3.intoArray(out, next);
            b3.intoArray(out, next + Lanes.VIRTUAL);
        }
    }
}

package tegum.worker.engine.vector;

import jdk.incubator.vector.FloatVector;

/// Hidden units of a chunk, and their gradients, in tiles of up to 5 rows by 4 vectors of samples.
///
/// Small static methods that the compiler turns into loops over registers: parameters are unpacked at the call,
/// because an object in between keeps vectors out of registers, and vectors do not cross calls. They are written
/// out, and no longer than they are, because the compilers fuse neither arrays of vectors nor longer methods.
final class Projections {
    private Projections() {}

    /// Five rows of a product with `W`: `out_k = Σ_i w[i, k] in_i`, i ascending from 0, one fma a term.
    ///
    /// @param at index of `w[0, k]` for the first of the rows
    /// @param step from `w[i, k]` to `w[i + 1, k]`
    /// @param from where the first term of the first group lies in `in`
    /// @param to where the first row of the first group goes in `out`
    static void five(
            float[] w,
            int at,
            int step,
            int terms,
            float[] in,
            int from,
            int inGroup,
            int inTerm,
            float[] out,
            int to,
            int outGroup,
            int groups) {
        int in1 = Lanes.offset(1, inGroup);
        int in2 = Lanes.offset(2, inGroup);
        int in3 = Lanes.offset(3, inGroup);
        for (int group = 0; group < groups; group += Lanes.GROUPS) {
            FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a3 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b3 = FloatVector.zero(Lanes.FLOATS);
            FloatVector c0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector c1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector c2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector c3 = FloatVector.zero(Lanes.FLOATS);
            FloatVector d0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector d1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector d2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector d3 = FloatVector.zero(Lanes.FLOATS);
            FloatVector e0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector e1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector e2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector e3 = FloatVector.zero(Lanes.FLOATS);
            int term = from + group * inGroup;
            int weight = at;
            for (int i = 0; i < terms; i++) {
                FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, in, term);
                FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, in, term + in1);
                FloatVector x2 = FloatVector.fromArray(Lanes.FLOATS, in, term + in2);
                FloatVector x3 = FloatVector.fromArray(Lanes.FLOATS, in, term + in3);
                FloatVector v = FloatVector.broadcast(Lanes.FLOATS, w[weight]);
                a0 = x0.fma(v, a0);
                a1 = x1.fma(v, a1);
                a2 = x2.fma(v, a2);
                a3 = x3.fma(v, a3);
                v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 1]);
                b0 = x0.fma(v, b0);
                b1 = x1.fma(v, b1);
                b2 = x2.fma(v, b2);
                b3 = x3.fma(v, b3);
                v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 2]);
                c0 = x0.fma(v, c0);
                c1 = x1.fma(v, c1);
                c2 = x2.fma(v, c2);
                c3 = x3.fma(v, c3);
                v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 3]);
                d0 = x0.fma(v, d0);
                d1 = x1.fma(v, d1);
                d2 = x2.fma(v, d2);
                d3 = x3.fma(v, d3);
                v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 4]);
                e0 = x0.fma(v, e0);
                e1 = x1.fma(v, e1);
                e2 = x2.fma(v, e2);
                e3 = x3.fma(v, e3);
                term += inTerm;
                weight += step;
            }
            int next = to + group * outGroup;
            a0.intoArray(out, next);
            b0.intoArray(out, next + Lanes.VIRTUAL);
            c0.intoArray(out, next + 2 * Lanes.VIRTUAL);
            d0.intoArray(out, next + 3 * Lanes.VIRTUAL);
            e0.intoArray(out, next + 4 * Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(1, outGroup);
            a1.intoArray(out, next);
            b1.intoArray(out, next + Lanes.VIRTUAL);
            c1.intoArray(out, next + 2 * Lanes.VIRTUAL);
            d1.intoArray(out, next + 3 * Lanes.VIRTUAL);
            e1.intoArray(out, next + 4 * Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(2, outGroup);
            a2.intoArray(out, next);
            b2.intoArray(out, next + Lanes.VIRTUAL);
            c2.intoArray(out, next + 2 * Lanes.VIRTUAL);
            d2.intoArray(out, next + 3 * Lanes.VIRTUAL);
            e2.intoArray(out, next + 4 * Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(3, outGroup);
            a3.intoArray(out, next);
            b3.intoArray(out, next + Lanes.VIRTUAL);
            c3.intoArray(out, next + 2 * Lanes.VIRTUAL);
            d3.intoArray(out, next + 3 * Lanes.VIRTUAL);
            e3.intoArray(out, next + 4 * Lanes.VIRTUAL);
        }
    }

    /// As [#five] for three rows.
    ///
    /// @param at index of `w[0, k]` for the first of the rows
    /// @param step from `w[i, k]` to `w[i + 1, k]`
    /// @param from where the first term of the first group lies in `in`
    /// @param to where the first row of the first group goes in `out`
    static void three(
            float[] w,
            int at,
            int step,
            int terms,
            float[] in,
            int from,
            int inGroup,
            int inTerm,
            float[] out,
            int to,
            int outGroup,
            int groups) {
        int in1 = Lanes.offset(1, inGroup);
        int in2 = Lanes.offset(2, inGroup);
        int in3 = Lanes.offset(3, inGroup);
        for (int group = 0; group < groups; group += Lanes.GROUPS) {
            FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a3 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b3 = FloatVector.zero(Lanes.FLOATS);
            FloatVector c0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector c1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector c2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector c3 = FloatVector.zero(Lanes.FLOATS);
            int term = from + group * inGroup;
            int weight = at;
            for (int i = 0; i < terms; i++) {
                FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, in, term);
                FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, in, term + in1);
                FloatVector x2 = FloatVector.fromArray(Lanes.FLOATS, in, term + in2);
                FloatVector x3 = FloatVector.fromArray(Lanes.FLOATS, in, term + in3);
                FloatVector v = FloatVector.broadcast(Lanes.FLOATS, w[weight]);
                a0 = x0.fma(v, a0);
                a1 = x1.fma(v, a1);
                a2 = x2.fma(v, a2);
                a3 = x3.fma(v, a3);
                v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 1]);
                b0 = x0.fma(v, b0);
                b1 = x1.fma(v, b1);
                b2 = x2.fma(v, b2);
                b3 = x3.fma(v, b3);
                v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 2]);
                c0 = x0.fma(v, c0);
                c1 = x1.fma(v, c1);
                c2 = x2.fma(v, c2);
                c3 = x3.fma(v, c3);
                term += inTerm;
                weight += step;
            }
            int next = to + group * outGroup;
            a0.intoArray(out, next);
            b0.intoArray(out, next + Lanes.VIRTUAL);
            c0.intoArray(out, next + 2 * Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(1, outGroup);
            a1.intoArray(out, next);
            b1.intoArray(out, next + Lanes.VIRTUAL);
            c1.intoArray(out, next + 2 * Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(2, outGroup);
            a2.intoArray(out, next);
            b2.intoArray(out, next + Lanes.VIRTUAL);
            c2.intoArray(out, next + 2 * Lanes.VIRTUAL);
            next = to + group * outGroup + Lanes.offset(3, outGroup);
            a3.intoArray(out, next);
            b3.intoArray(out, next + Lanes.VIRTUAL);
            c3.intoArray(out, next + 2 * Lanes.VIRTUAL);
        }
    }

    /// As [#five] for two rows.
    ///
    /// @param at index of `w[0, k]` for the first of the rows
    /// @param step from `w[i, k]` to `w[i + 1, k]`
    /// @param from where the first term of the first group lies in `in`
    /// @param to where the first row of the first group goes in `out`
    static void two(
            float[] w,
            int at,
            int step,
            int terms,
            float[] in,
            int from,
            int inGroup,
            int inTerm,
            float[] out,
            int to,
            int outGroup,
            int groups) {
        int in1 = Lanes.offset(1, inGroup);
        int in2 = Lanes.offset(2, inGroup);
        int in3 = Lanes.offset(3, inGroup);
        for (int group = 0; group < groups; group += Lanes.GROUPS) {
            FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a3 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector b3 = FloatVector.zero(Lanes.FLOATS);
            int term = from + group * inGroup;
            int weight = at;
            for (int i = 0; i < terms; i++) {
                FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, in, term);
                FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, in, term + in1);
                FloatVector x2 = FloatVector.fromArray(Lanes.FLOATS, in, term + in2);
                FloatVector x3 = FloatVector.fromArray(Lanes.FLOATS, in, term + in3);
                FloatVector v = FloatVector.broadcast(Lanes.FLOATS, w[weight]);
                a0 = x0.fma(v, a0);
                a1 = x1.fma(v, a1);
                a2 = x2.fma(v, a2);
                a3 = x3.fma(v, a3);
                v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 1]);
                b0 = x0.fma(v, b0);
                b1 = x1.fma(v, b1);
                b2 = x2.fma(v, b2);
                b3 = x3.fma(v, b3);
                term += inTerm;
                weight += step;
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

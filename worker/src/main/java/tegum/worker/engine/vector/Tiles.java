package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The inner loops of [TileKernel]: small static methods that the compiler turns into loops over registers.
///
/// Rows of `stride` floats hold a column per sample. Parameters are unpacked at the call, because an object
/// in between keeps vectors out of registers.
final class Tiles {
    private static final int WIDTH = Lanes.WIDTH;

    private Tiles() {}

    /// Two rows of a product: `out_o = start_o + Σ_c w[o, c] in_c`, c ascending, one fma a term.
    ///
    /// @param at index of `w[0, 0]`
    /// @param outer from `w[0, c]` to `w[1, c]`
    /// @param inner from `w[o, c]` to `w[o, c + 1]`
    /// @param count number of terms
    /// @param start array of the two starting values, from `startAt` on
    static void project(
            float[] w,
            int at,
            int outer,
            int inner,
            int count,
            float[] start,
            int startAt,
            float[] in,
            int stride,
            int columns,
            float[] out,
            int to) {
        FloatVector start0 = FloatVector.broadcast(Lanes.FLOATS, start[startAt]);
        FloatVector start1 = FloatVector.broadcast(Lanes.FLOATS, start[startAt + 1]);
        for (int column = 0; column < columns; column += 4 * WIDTH) {
            FloatVector a0 = start0;
            FloatVector a1 = start0;
            FloatVector a2 = start0;
            FloatVector a3 = start0;
            FloatVector b0 = start1;
            FloatVector b1 = start1;
            FloatVector b2 = start1;
            FloatVector b3 = start1;
            int from = column;
            int weight = at;
            for (int c = 0; c < count; c++) {
                FloatVector wa = FloatVector.broadcast(Lanes.FLOATS, w[weight]);
                FloatVector wb = FloatVector.broadcast(Lanes.FLOATS, w[weight + outer]);
                FloatVector in0 = FloatVector.fromArray(Lanes.FLOATS, in, from);
                FloatVector in1 = FloatVector.fromArray(Lanes.FLOATS, in, from + WIDTH);
                FloatVector in2 = FloatVector.fromArray(Lanes.FLOATS, in, from + 2 * WIDTH);
                FloatVector in3 = FloatVector.fromArray(Lanes.FLOATS, in, from + 3 * WIDTH);
                a0 = in0.fma(wa, a0);
                a1 = in1.fma(wa, a1);
                a2 = in2.fma(wa, a2);
                a3 = in3.fma(wa, a3);
                b0 = in0.fma(wb, b0);
                b1 = in1.fma(wb, b1);
                b2 = in2.fma(wb, b2);
                b3 = in3.fma(wb, b3);
                from += stride;
                weight += inner;
            }
            int next = to + column;
            a0.intoArray(out, next);
            a1.intoArray(out, next + WIDTH);
            a2.intoArray(out, next + 2 * WIDTH);
            a3.intoArray(out, next + 3 * WIDTH);
            next += stride;
            b0.intoArray(out, next);
            b1.intoArray(out, next + WIDTH);
            b2.intoArray(out, next + 2 * WIDTH);
            b3.intoArray(out, next + 3 * WIDTH);
        }
    }

    /// Turns a feature's preactivations `a` in `g` into its output gradient, and adds its squared
    /// error to `loss`.
    static void reluResidual(float[] g, float[] x, int row, float importance, int columns, float[] loss) {
        FloatVector weight = FloatVector.broadcast(Lanes.FLOATS, importance);
        for (int column = 0; column < columns; column += WIDTH) {
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, g, row + column);
            VectorMask<Float> passes = a.compare(GT, 0f);
            FloatVector error = Lanes.ZERO.blend(a, passes).sub(FloatVector.fromArray(Lanes.FLOATS, x, row + column));
            FloatVector weighted = error.mul(weight);
            weighted.fma(error, FloatVector.fromArray(Lanes.FLOATS, loss, column))
                    .intoArray(loss, column);
            Lanes.ZERO.blend(weighted, passes).intoArray(g, row + column);
        }
    }

    /// As [#reluResidual] for a linear output.
    static void linearResidual(float[] g, float[] x, int row, float importance, int columns, float[] loss) {
        FloatVector weight = FloatVector.broadcast(Lanes.FLOATS, importance);
        for (int column = 0; column < columns; column += WIDTH) {
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, g, row + column);
            FloatVector error = a.sub(FloatVector.fromArray(Lanes.FLOATS, x, row + column));
            FloatVector weighted = error.mul(weight);
            weighted.fma(error, FloatVector.fromArray(Lanes.FLOATS, loss, column))
                    .intoArray(loss, column);
            weighted.intoArray(g, row + column);
        }
    }

    /// Adds `d_k x_i + h_k g_i` to the sums of two hidden units and four features.
    ///
    /// @param rowI where the first feature's row begins in `x` and `g`
    /// @param rowK where the first hidden unit's row begins in `h` and `d`
    /// @param lane first of the virtual lanes that are added
    /// @param to where the lane's sum of the first element lies; features are 16 floats apart, hidden
    /// units 16 `n`
    static void outerFour(
            float[] x,
            float[] g,
            int rowI,
            float[] h,
            float[] d,
            int rowK,
            int stride,
            int lane,
            int columns,
            float[] sums,
            int to,
            int n) {
        int next = to + n * Lanes.VIRTUAL;
        FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, sums, to);
        FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, sums, to + Lanes.VIRTUAL);
        FloatVector a2 = FloatVector.fromArray(Lanes.FLOATS, sums, to + 2 * Lanes.VIRTUAL);
        FloatVector a3 = FloatVector.fromArray(Lanes.FLOATS, sums, to + 3 * Lanes.VIRTUAL);
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, sums, next);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, sums, next + Lanes.VIRTUAL);
        FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, sums, next + 2 * Lanes.VIRTUAL);
        FloatVector b3 = FloatVector.fromArray(Lanes.FLOATS, sums, next + 3 * Lanes.VIRTUAL);
        for (int column = lane; column < columns; column += Lanes.VIRTUAL) {
            FloatVector h0 = FloatVector.fromArray(Lanes.FLOATS, h, rowK + column);
            FloatVector h1 = FloatVector.fromArray(Lanes.FLOATS, h, rowK + stride + column);
            FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, d, rowK + column);
            FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, d, rowK + stride + column);
            int at = rowI + column;
            FloatVector xi = FloatVector.fromArray(Lanes.FLOATS, x, at);
            FloatVector gi = FloatVector.fromArray(Lanes.FLOATS, g, at);
            a0 = d0.fma(xi, h0.fma(gi, a0));
            b0 = d1.fma(xi, h1.fma(gi, b0));
            at += stride;
            xi = FloatVector.fromArray(Lanes.FLOATS, x, at);
            gi = FloatVector.fromArray(Lanes.FLOATS, g, at);
            a1 = d0.fma(xi, h0.fma(gi, a1));
            b1 = d1.fma(xi, h1.fma(gi, b1));
            at += stride;
            xi = FloatVector.fromArray(Lanes.FLOATS, x, at);
            gi = FloatVector.fromArray(Lanes.FLOATS, g, at);
            a2 = d0.fma(xi, h0.fma(gi, a2));
            b2 = d1.fma(xi, h1.fma(gi, b2));
            at += stride;
            xi = FloatVector.fromArray(Lanes.FLOATS, x, at);
            gi = FloatVector.fromArray(Lanes.FLOATS, g, at);
            a3 = d0.fma(xi, h0.fma(gi, a3));
            b3 = d1.fma(xi, h1.fma(gi, b3));
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + Lanes.VIRTUAL);
        a2.intoArray(sums, to + 2 * Lanes.VIRTUAL);
        a3.intoArray(sums, to + 3 * Lanes.VIRTUAL);
        b0.intoArray(sums, next);
        b1.intoArray(sums, next + Lanes.VIRTUAL);
        b2.intoArray(sums, next + 2 * Lanes.VIRTUAL);
        b3.intoArray(sums, next + 3 * Lanes.VIRTUAL);
    }

    /// As [#outerFour] for two features.
    ///
    /// @param rowI where the first feature's row begins in `x` and `g`
    /// @param rowK where the first hidden unit's row begins in `h` and `d`
    /// @param lane first of the virtual lanes that are added
    /// @param to where the lane's sum of the first element lies; features are 16 floats apart, hidden
    /// units 16 `n`
    static void outerTwo(
            float[] x,
            float[] g,
            int rowI,
            float[] h,
            float[] d,
            int rowK,
            int stride,
            int lane,
            int columns,
            float[] sums,
            int to,
            int n) {
        int next = to + n * Lanes.VIRTUAL;
        FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, sums, to);
        FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, sums, to + Lanes.VIRTUAL);
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, sums, next);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, sums, next + Lanes.VIRTUAL);
        for (int column = lane; column < columns; column += Lanes.VIRTUAL) {
            FloatVector h0 = FloatVector.fromArray(Lanes.FLOATS, h, rowK + column);
            FloatVector h1 = FloatVector.fromArray(Lanes.FLOATS, h, rowK + stride + column);
            FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, d, rowK + column);
            FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, d, rowK + stride + column);
            int at = rowI + column;
            FloatVector xi = FloatVector.fromArray(Lanes.FLOATS, x, at);
            FloatVector gi = FloatVector.fromArray(Lanes.FLOATS, g, at);
            a0 = d0.fma(xi, h0.fma(gi, a0));
            b0 = d1.fma(xi, h1.fma(gi, b0));
            at += stride;
            xi = FloatVector.fromArray(Lanes.FLOATS, x, at);
            gi = FloatVector.fromArray(Lanes.FLOATS, g, at);
            a1 = d0.fma(xi, h0.fma(gi, a1));
            b1 = d1.fma(xi, h1.fma(gi, b1));
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + Lanes.VIRTUAL);
        b0.intoArray(sums, next);
        b1.intoArray(sums, next + Lanes.VIRTUAL);
    }

    /// Adds two rows to their lane sums, which are 16 floats apart.
    static void addRows(float[] rows, int row, int stride, int lane, int columns, float[] sums, int to) {
        FloatVector a = FloatVector.fromArray(Lanes.FLOATS, sums, to);
        FloatVector b = FloatVector.fromArray(Lanes.FLOATS, sums, to + Lanes.VIRTUAL);
        for (int column = row + lane; column < row + columns; column += Lanes.VIRTUAL) {
            a = a.add(FloatVector.fromArray(Lanes.FLOATS, rows, column));
            b = b.add(FloatVector.fromArray(Lanes.FLOATS, rows, column + stride));
        }
        a.intoArray(sums, to);
        b.intoArray(sums, to + Lanes.VIRTUAL);
    }

    /// Adds a row to its lane sums.
    static void addRow(float[] row, int lane, int columns, float[] sums, int to) {
        FloatVector a = FloatVector.fromArray(Lanes.FLOATS, sums, to);
        for (int column = lane; column < columns; column += Lanes.VIRTUAL) {
            a = a.add(FloatVector.fromArray(Lanes.FLOATS, row, column));
        }
        a.intoArray(sums, to);
    }
}

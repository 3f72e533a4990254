package tegum.worker.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Products of the matrices of [GramKernel], and the sum of one with its transpose.
final class GramProducts {
    /// Rows of a product come in multiples of it.
    private static final int ROWS = 10;

    private static final VectorShuffle<Float> SHUFFLE_1 = shuffle(1);
    private static final VectorShuffle<Float> SHUFFLE_2 = shuffle(2);
    private static final VectorShuffle<Float> SHUFFLE_4 = shuffle(4);
    private static final VectorShuffle<Float> SHUFFLE_8 = shuffle(8);
    private static final VectorMask<Float> UPPER_1 = upper(1);
    private static final VectorMask<Float> UPPER_2 = upper(2);
    private static final VectorMask<Float> UPPER_4 = upper(4);
    private static final VectorMask<Float> UPPER_8 = upper(8);
    private static final VectorMask<Float> LOWER_1 = UPPER_1.not();
    private static final VectorMask<Float> LOWER_2 = UPPER_2.not();
    private static final VectorMask<Float> LOWER_4 = UPPER_4.not();
    private static final VectorMask<Float> LOWER_8 = UPPER_8.not();

    private GramProducts() {}

    private static VectorShuffle<Float> shuffle(int distance) {
        return VectorShuffle.fromOp(Lanes.FLOATS, lane -> (lane ^ distance) & (Lanes.WIDTH - 1));
    }

    /// The lanes whose number has the bit.
    private static VectorMask<Float> upper(int bit) {
        long lanes = 0;
        for (int lane = 0; lane < Lanes.WIDTH; lane++) {
            lanes |= (lane & bit) == 0 ? 0 : 1L << lane;
        }
        return VectorMask.fromLong(Lanes.FLOATS, lanes);
    }

    /// Rows of a product with padding.
    static int tall(int rows) {
        return Math.ceilDiv(rows, ROWS) * ROWS;
    }

    /// `G = WᵀW`.
    static void gram(GramArrays arrays, int features, int hidden) {
        int padded = arrays.padded;
        product(
                arrays.floats,
                arrays.parameters,
                1,
                padded,
                hidden,
                features,
                arrays.parameters,
                Lanes.VIRTUAL,
                padded,
                arrays.gram(0),
                arrays.perGroup,
                Lanes.VIRTUAL,
                padded);
    }

    /// `dW = W T`, where `T` has taken the place of `S`.
    static void weightGradients(GramArrays arrays, int features, int hidden) {
        int padded = arrays.padded;
        product(
                arrays.floats,
                arrays.parameters,
                padded,
                1,
                features,
                hidden,
                arrays.products(0),
                arrays.perGroup,
                Lanes.VIRTUAL,
                arrays.weightGradients,
                Lanes.VIRTUAL,
                padded,
                padded);
    }

    /// `out[r, c] = Σ_i w[r, i] in[i, c]`, i ascending from 0, one fma a term.
    ///
    /// @param w where the first row of weights begins
    /// @param rows rows of the product; up to [#tall] are read and written
    /// @param inGroup from 16 columns to the next
    /// @param columns a multiple of 16
    private static void product(
            float[] f,
            int w,
            int rowStep,
            int termStep,
            int terms,
            int rows,
            int in,
            int inGroup,
            int inTerm,
            int out,
            int outGroup,
            int outRow,
            int columns) {
        int column = 0;
        while (columns - column >= 4 * Lanes.WIDTH) {
            int from = in + at(column, inGroup);
            int to = out + at(column, outGroup);
            for (int r = 0; r < rows; r += ROWS / 2) {
                fiveByFour(
                        f,
                        w + r * rowStep,
                        rowStep,
                        termStep,
                        terms,
                        from,
                        inGroup,
                        inTerm,
                        to + r * outRow,
                        outGroup,
                        outRow);
            }
            column += 4 * Lanes.WIDTH;
        }
        while (columns - column >= 2 * Lanes.WIDTH) {
            int from = in + at(column, inGroup);
            int to = out + at(column, outGroup);
            for (int r = 0; r < rows; r += ROWS / 2) {
                fiveByTwo(
                        f,
                        w + r * rowStep,
                        rowStep,
                        termStep,
                        terms,
                        from,
                        inGroup,
                        inTerm,
                        to + r * outRow,
                        outGroup,
                        outRow);
            }
            column += 2 * Lanes.WIDTH;
        }
        if (column < columns) {
            int from = in + at(column, inGroup);
            int to = out + at(column, outGroup);
            for (int r = 0; r < rows; r += ROWS) {
                tenByOne(f, w + r * rowStep, rowStep, termStep, terms, from, inTerm, to + r * outRow, outRow);
            }
        }
    }

    private static int at(int column, int group) {
        return column / Lanes.VIRTUAL * group + column % Lanes.VIRTUAL;
    }

    /// `T = S + Sᵀ` in the place of `S`.
    static void symmetrize(GramArrays arrays) {
        float[] f = arrays.floats;
        for (int right = 0; right < arrays.padded; right += Lanes.VIRTUAL) {
            for (int left = 0; left < right; left += Lanes.VIRTUAL) {
                int here = arrays.products(right) + left * Lanes.VIRTUAL;
                int mirrored = arrays.products(left) + right * Lanes.VIRTUAL;
                transpose(f, mirrored, arrays.turned);
                addBlock(f, here, arrays.turned);
                transpose(f, here, mirrored);
            }
            int here = arrays.products(right) + right * Lanes.VIRTUAL;
            transpose(f, here, arrays.turned);
            addBlock(f, here, arrays.turned);
        }
    }

    private static void addBlock(float[] f, int to, int from) {
        for (int at = 0; at < Lanes.VIRTUAL * Lanes.VIRTUAL; at += Lanes.WIDTH) {
            FloatVector.fromArray(Lanes.FLOATS, f, to + at)
                    .add(FloatVector.fromArray(Lanes.FLOATS, f, from + at))
                    .intoArray(f, to + at);
        }
    }

    /// Transposes a block of 16 by 16.
    private static void transpose(float[] f, int from, int to) {
        if (Lanes.WIDTH == Lanes.VIRTUAL) {
            for (int row = 0; row < Lanes.VIRTUAL; row += 4) {
                swapNear(f, from + row * Lanes.VIRTUAL, to + row * Lanes.VIRTUAL);
            }
            for (int row = 0; row < 4; row++) {
                swapFar(f, to + row * Lanes.VIRTUAL);
            }
            return;
        }
        for (int row = 0; row < Lanes.VIRTUAL; row++) {
            for (int column = 0; column < Lanes.VIRTUAL; column++) {
                f[to + column * Lanes.VIRTUAL + row] = f[from + row * Lanes.VIRTUAL + column];
            }
        }
    }

    /// Transposes four blocks of 4 by 4, side by side.
    private static void swapNear(float[] f, int from, int to) {
        FloatVector a = FloatVector.fromArray(Lanes.FLOATS, f, from);
        FloatVector b = FloatVector.fromArray(Lanes.FLOATS, f, from + Lanes.VIRTUAL);
        FloatVector c = FloatVector.fromArray(Lanes.FLOATS, f, from + 2 * Lanes.VIRTUAL);
        FloatVector d = FloatVector.fromArray(Lanes.FLOATS, f, from + 3 * Lanes.VIRTUAL);
        FloatVector ab = a.blend(b.rearrange(SHUFFLE_1), UPPER_1);
        FloatVector ba = b.blend(a.rearrange(SHUFFLE_1), LOWER_1);
        FloatVector cd = c.blend(d.rearrange(SHUFFLE_1), UPPER_1);
        FloatVector dc = d.blend(c.rearrange(SHUFFLE_1), LOWER_1);
        ab.blend(cd.rearrange(SHUFFLE_2), UPPER_2).intoArray(f, to);
        cd.blend(ab.rearrange(SHUFFLE_2), LOWER_2).intoArray(f, to + 2 * Lanes.VIRTUAL);
        ba.blend(dc.rearrange(SHUFFLE_2), UPPER_2).intoArray(f, to + Lanes.VIRTUAL);
        dc.blend(ba.rearrange(SHUFFLE_2), LOWER_2).intoArray(f, to + 3 * Lanes.VIRTUAL);
    }

    /// Puts four rows, each the fourth after the last, where blocks of 4 by 4 belong.
    private static void swapFar(float[] f, int from) {
        FloatVector a = FloatVector.fromArray(Lanes.FLOATS, f, from);
        FloatVector b = FloatVector.fromArray(Lanes.FLOATS, f, from + 4 * Lanes.VIRTUAL);
        FloatVector c = FloatVector.fromArray(Lanes.FLOATS, f, from + 8 * Lanes.VIRTUAL);
        FloatVector d = FloatVector.fromArray(Lanes.FLOATS, f, from + 12 * Lanes.VIRTUAL);
        FloatVector ab = a.blend(b.rearrange(SHUFFLE_4), UPPER_4);
        FloatVector ba = b.blend(a.rearrange(SHUFFLE_4), LOWER_4);
        FloatVector cd = c.blend(d.rearrange(SHUFFLE_4), UPPER_4);
        FloatVector dc = d.blend(c.rearrange(SHUFFLE_4), LOWER_4);
        ab.blend(cd.rearrange(SHUFFLE_8), UPPER_8).intoArray(f, from);
        cd.blend(ab.rearrange(SHUFFLE_8), LOWER_8).intoArray(f, from + 8 * Lanes.VIRTUAL);
        ba.blend(dc.rearrange(SHUFFLE_8), UPPER_8).intoArray(f, from + 4 * Lanes.VIRTUAL);
        dc.blend(ba.rearrange(SHUFFLE_8), LOWER_8).intoArray(f, from + 12 * Lanes.VIRTUAL);
    }

    private static void fiveByFour(
            float[] f,
            int w,
            int rowStep,
            int termStep,
            int terms,
            int in,
            int inGroup,
            int inTerm,
            int out,
            int outGroup,
            int outRow) {
        int in1 = in + Lanes.offset(1, inGroup);
        int in2 = in + Lanes.offset(2, inGroup);
        int in3 = in + Lanes.offset(3, inGroup);
        int weight = w;
        int term = 0;
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
        for (int i = 0; i < terms; i++) {
            FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, f, in + term);
            FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, f, in1 + term);
            FloatVector x2 = FloatVector.fromArray(Lanes.FLOATS, f, in2 + term);
            FloatVector x3 = FloatVector.fromArray(Lanes.FLOATS, f, in3 + term);
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, f[weight]);
            a0 = x0.fma(v, a0);
            a1 = x1.fma(v, a1);
            a2 = x2.fma(v, a2);
            a3 = x3.fma(v, a3);
            v = FloatVector.broadcast(Lanes.FLOATS, f[weight + rowStep]);
            b0 = x0.fma(v, b0);
            b1 = x1.fma(v, b1);
            b2 = x2.fma(v, b2);
            b3 = x3.fma(v, b3);
            v = FloatVector.broadcast(Lanes.FLOATS, f[weight + 2 * rowStep]);
            c0 = x0.fma(v, c0);
            c1 = x1.fma(v, c1);
            c2 = x2.fma(v, c2);
            c3 = x3.fma(v, c3);
            v = FloatVector.broadcast(Lanes.FLOATS, f[weight + 3 * rowStep]);
            d0 = x0.fma(v, d0);
            d1 = x1.fma(v, d1);
            d2 = x2.fma(v, d2);
            d3 = x3.fma(v, d3);
            v = FloatVector.broadcast(Lanes.FLOATS, f[weight + 4 * rowStep]);
            e0 = x0.fma(v, e0);
            e1 = x1.fma(v, e1);
            e2 = x2.fma(v, e2);
            e3 = x3.fma(v, e3);
            term += inTerm;
            weight += termStep;
        }
        a0.intoArray(f, out);
        b0.intoArray(f, out + outRow);
        c0.intoArray(f, out + 2 * outRow);
        d0.intoArray(f, out + 3 * outRow);
        e0.intoArray(f, out + 4 * outRow);
        int out1 = out + Lanes.offset(1, outGroup);
        a1.intoArray(f, out1);
        b1.intoArray(f, out1 + outRow);
        c1.intoArray(f, out1 + 2 * outRow);
        d1.intoArray(f, out1 + 3 * outRow);
        e1.intoArray(f, out1 + 4 * outRow);
        int out2 = out + Lanes.offset(2, outGroup);
        a2.intoArray(f, out2);
        b2.intoArray(f, out2 + outRow);
        c2.intoArray(f, out2 + 2 * outRow);
        d2.intoArray(f, out2 + 3 * outRow);
        e2.intoArray(f, out2 + 4 * outRow);
        int out3 = out + Lanes.offset(3, outGroup);
        a3.intoArray(f, out3);
        b3.intoArray(f, out3 + outRow);
        c3.intoArray(f, out3 + 2 * outRow);
        d3.intoArray(f, out3 + 3 * outRow);
        e3.intoArray(f, out3 + 4 * outRow);
    }

    private static void fiveByTwo(
            float[] f,
            int w,
            int rowStep,
            int termStep,
            int terms,
            int in,
            int inGroup,
            int inTerm,
            int out,
            int outGroup,
            int outRow) {
        int in1 = in + Lanes.offset(1, inGroup);
        int weight = w;
        int term = 0;
        FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector a1 = FloatVector.zero(Lanes.FLOATS);
        FloatVector b0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector b1 = FloatVector.zero(Lanes.FLOATS);
        FloatVector c0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector c1 = FloatVector.zero(Lanes.FLOATS);
        FloatVector d0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector d1 = FloatVector.zero(Lanes.FLOATS);
        FloatVector e0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector e1 = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < terms; i++) {
            FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, f, in + term);
            FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, f, in1 + term);
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, f[weight]);
            a0 = x0.fma(v, a0);
            a1 = x1.fma(v, a1);
            v = FloatVector.broadcast(Lanes.FLOATS, f[weight + rowStep]);
            b0 = x0.fma(v, b0);
            b1 = x1.fma(v, b1);
            v = FloatVector.broadcast(Lanes.FLOATS, f[weight + 2 * rowStep]);
            c0 = x0.fma(v, c0);
            c1 = x1.fma(v, c1);
            v = FloatVector.broadcast(Lanes.FLOATS, f[weight + 3 * rowStep]);
            d0 = x0.fma(v, d0);
            d1 = x1.fma(v, d1);
            v = FloatVector.broadcast(Lanes.FLOATS, f[weight + 4 * rowStep]);
            e0 = x0.fma(v, e0);
            e1 = x1.fma(v, e1);
            term += inTerm;
            weight += termStep;
        }
        a0.intoArray(f, out);
        b0.intoArray(f, out + outRow);
        c0.intoArray(f, out + 2 * outRow);
        d0.intoArray(f, out + 3 * outRow);
        e0.intoArray(f, out + 4 * outRow);
        int out1 = out + Lanes.offset(1, outGroup);
        a1.intoArray(f, out1);
        b1.intoArray(f, out1 + outRow);
        c1.intoArray(f, out1 + 2 * outRow);
        d1.intoArray(f, out1 + 3 * outRow);
        e1.intoArray(f, out1 + 4 * outRow);
    }

    private static void tenByOne(
            float[] f, int w, int rowStep, int termStep, int terms, int in, int inTerm, int out, int outRow) {
        int weight = w;
        int term = 0;
        FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector b0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector c0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector d0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector e0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector f0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector g0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector h0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector i0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector j0 = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < terms; i++) {
            FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, f, in + term);
            a0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, f[weight]), a0);
            b0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, f[weight + rowStep]), b0);
            c0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, f[weight + 2 * rowStep]), c0);
            d0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, f[weight + 3 * rowStep]), d0);
            e0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, f[weight + 4 * rowStep]), e0);
            f0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, f[weight + 5 * rowStep]), f0);
            g0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, f[weight + 6 * rowStep]), g0);
            h0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, f[weight + 7 * rowStep]), h0);
            i0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, f[weight + 8 * rowStep]), i0);
            j0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, f[weight + 9 * rowStep]), j0);
            term += inTerm;
            weight += termStep;
        }
        a0.intoArray(f, out);
        b0.intoArray(f, out + outRow);
        c0.intoArray(f, out + 2 * outRow);
        d0.intoArray(f, out + 3 * outRow);
        e0.intoArray(f, out + 4 * outRow);
        f0.intoArray(f, out + 5 * outRow);
        g0.intoArray(f, out + 6 * outRow);
        h0.intoArray(f, out + 7 * outRow);
        i0.intoArray(f, out + 8 * outRow);
        j0.intoArray(f, out + 9 * outRow);
    }
}

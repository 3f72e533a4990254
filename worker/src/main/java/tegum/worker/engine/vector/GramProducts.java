package tegum.worker.engine.vector;

import jdk.incubator.vector.FloatVector;

/// Products of [GramKernel]: those of [TileKernel#project], with narrow tiles for the last one to three vectors, so
/// that features are padded to 16 alone.
final class GramProducts {
    /// Rows that the tallest tile takes.
    static final int ROWS = 10;

    private GramProducts() {}

    /// `out_k = Σ_i w[i, k] in_i`, i ascending from 0, one fma a term; parameters as in [Projections#five].
    ///
    /// @param rows rows of the product; up to the next multiple of ten are read and written
    static void product(
            float[] w,
            int step,
            int terms,
            int rows,
            float[] in,
            int inGroup,
            int inTerm,
            float[] out,
            int outGroup,
            int groups) {
        int whole = groups / Lanes.GROUPS * Lanes.GROUPS;
        if (whole > 0) {
            TileKernel.project(w, step, terms, rows, in, 0, inGroup, inTerm, out, 0, outGroup, whole);
        }
        int column = whole * Lanes.VIRTUAL;
        int end = groups * Lanes.VIRTUAL;
        while (end - column >= 2 * Lanes.WIDTH) {
            for (int k = 0; k < rows; k += ROWS / 2) {
                fiveByTwo(
                        w,
                        k,
                        step,
                        terms,
                        in,
                        at(column, inGroup),
                        Lanes.offset(1, inGroup),
                        inTerm,
                        out,
                        at(column, outGroup) + k * Lanes.VIRTUAL,
                        Lanes.offset(1, outGroup));
            }
            column += 2 * Lanes.WIDTH;
        }
        if (column < end) {
            for (int k = 0; k < rows; k += ROWS) {
                tenByOne(
                        w,
                        k,
                        step,
                        terms,
                        in,
                        at(column, inGroup),
                        inTerm,
                        out,
                        at(column, outGroup) + k * Lanes.VIRTUAL);
            }
        }
    }

    /// `S + Sᵀ`, both `[group of 16][feature][16]`.
    static void symmetrize(float[] products, float[] both, int perGroup, int groups) {
        int features = perGroup / Lanes.VIRTUAL;
        for (int right = 0; right < groups; right++) {
            for (int left = 0; left <= right; left++) {
                int rows = Math.min(Lanes.VIRTUAL, features - left * Lanes.VIRTUAL);
                int columns = Math.min(Lanes.VIRTUAL, features - right * Lanes.VIRTUAL);
                int at = right * perGroup + left * Lanes.VIRTUAL * Lanes.VIRTUAL;
                int mirrored = left * perGroup + right * Lanes.VIRTUAL * Lanes.VIRTUAL;
                symmetrizeBlock(products, both, at, mirrored, rows, columns);
            }
        }
    }

    private static void symmetrizeBlock(float[] products, float[] both, int at, int mirrored, int rows, int columns) {
        for (int a = 0; a < rows; a++) {
            for (int i = 0; i < columns; i++) {
                int here = at + a * Lanes.VIRTUAL + i;
                int there = mirrored + i * Lanes.VIRTUAL + a;
                float sum = products[here] + products[there];
                both[here] = sum;
                both[there] = sum;
            }
        }
    }

    private static int at(int column, int group) {
        return column / Lanes.VIRTUAL * group + column % Lanes.VIRTUAL;
    }

    private static void fiveByTwo(
            float[] w,
            int at,
            int step,
            int terms,
            float[] in,
            int from,
            int in1,
            int inTerm,
            float[] out,
            int to,
            int out1) {
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
        int term = from;
        int weight = at;
        for (int i = 0; i < terms; i++) {
            FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, in, term);
            FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, in, term + in1);
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, w[weight]);
            a0 = x0.fma(v, a0);
            a1 = x1.fma(v, a1);
            v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 1]);
            b0 = x0.fma(v, b0);
            b1 = x1.fma(v, b1);
            v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 2]);
            c0 = x0.fma(v, c0);
            c1 = x1.fma(v, c1);
            v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 3]);
            d0 = x0.fma(v, d0);
            d1 = x1.fma(v, d1);
            v = FloatVector.broadcast(Lanes.FLOATS, w[weight + 4]);
            e0 = x0.fma(v, e0);
            e1 = x1.fma(v, e1);
            term += inTerm;
            weight += step;
        }
        a0.intoArray(out, to);
        b0.intoArray(out, to + Lanes.VIRTUAL);
        c0.intoArray(out, to + 2 * Lanes.VIRTUAL);
        d0.intoArray(out, to + 3 * Lanes.VIRTUAL);
        e0.intoArray(out, to + 4 * Lanes.VIRTUAL);
        a1.intoArray(out, to + out1);
        b1.intoArray(out, to + out1 + Lanes.VIRTUAL);
        c1.intoArray(out, to + out1 + 2 * Lanes.VIRTUAL);
        d1.intoArray(out, to + out1 + 3 * Lanes.VIRTUAL);
        e1.intoArray(out, to + out1 + 4 * Lanes.VIRTUAL);
    }

    private static void tenByOne(
            float[] w, int at, int step, int terms, float[] in, int from, int inTerm, float[] out, int to) {
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
        int term = from;
        int weight = at;
        for (int i = 0; i < terms; i++) {
            FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, in, term);
            a0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, w[weight]), a0);
            b0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, w[weight + 1]), b0);
            c0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, w[weight + 2]), c0);
            d0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, w[weight + 3]), d0);
            e0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, w[weight + 4]), e0);
            f0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, w[weight + 5]), f0);
            g0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, w[weight + 6]), g0);
            h0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, w[weight + 7]), h0);
            i0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, w[weight + 8]), i0);
            j0 = x0.fma(FloatVector.broadcast(Lanes.FLOATS, w[weight + 9]), j0);
            term += inTerm;
            weight += step;
        }
        a0.intoArray(out, to);
        b0.intoArray(out, to + Lanes.VIRTUAL);
        c0.intoArray(out, to + 2 * Lanes.VIRTUAL);
        d0.intoArray(out, to + 3 * Lanes.VIRTUAL);
        e0.intoArray(out, to + 4 * Lanes.VIRTUAL);
        f0.intoArray(out, to + 5 * Lanes.VIRTUAL);
        g0.intoArray(out, to + 6 * Lanes.VIRTUAL);
        h0.intoArray(out, to + 7 * Lanes.VIRTUAL);
        i0.intoArray(out, to + 8 * Lanes.VIRTUAL);
        j0.intoArray(out, to + 9 * Lanes.VIRTUAL);
    }
}

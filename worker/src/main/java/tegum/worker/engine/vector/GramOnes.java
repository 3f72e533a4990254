package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The inner loops of [GramKernel] over the samples of [GramSamples] with one active feature, for one to five vectors
/// of
/// features: ReLU.
final class GramOnes {
    private GramOnes() {}

    /// Adds to the sums of some vectors from feature `column` on.
    static void add(GramArrays arrays, GramSamples samples, int vectors, int column) {
        switch (vectors) {
            case 5 -> five(arrays.floats, arrays, samples, column);
            case 4 -> four(arrays.floats, arrays, samples, column);
            case 3 -> three(arrays.floats, arrays, samples, column);
            case 2 -> two(arrays.floats, arrays, samples, column);
            default -> one(arrays.floats, arrays, samples, column);
        }
    }

    /// Adds to the sums of five vectors from feature `column` on.
    private static void five(float[] f, GramArrays arrays, GramSamples samples, int column) {
        int[] order = samples.order;
        int[] active = samples.active;
        float[] values = samples.values;
        int gram0 = arrays.gram(column);
        int sums0 = arrays.products(column);
        int gram1 = gram0 + Lanes.offset(1, arrays.perGroup);
        int sums1 = sums0 + Lanes.offset(1, arrays.perGroup);
        int gram2 = gram0 + Lanes.offset(2, arrays.perGroup);
        int sums2 = sums0 + Lanes.offset(2, arrays.perGroup);
        int gram3 = gram0 + Lanes.offset(3, arrays.perGroup);
        int sums3 = sums0 + Lanes.offset(3, arrays.perGroup);
        int gram4 = gram0 + Lanes.offset(4, arrays.perGroup);
        int sums4 = sums0 + Lanes.offset(4, arrays.perGroup);
        int b = arrays.biases + column;
        int i = arrays.importance + column;
        int g = arrays.gradients + column;
        int l = arrays.losses + column;
        FloatVector b0 = GramArrays.vector(f, b, 0);
        FloatVector i0 = GramArrays.vector(f, i, 0);
        FloatVector g0 = GramArrays.vector(f, g, 0);
        FloatVector l0 = GramArrays.vector(f, l, 0);
        FloatVector at0 = GramArrays.numbers(column, 0);
        FloatVector b1 = GramArrays.vector(f, b, 1);
        FloatVector i1 = GramArrays.vector(f, i, 1);
        FloatVector g1 = GramArrays.vector(f, g, 1);
        FloatVector l1 = GramArrays.vector(f, l, 1);
        FloatVector at1 = GramArrays.numbers(column, 1);
        FloatVector b2 = GramArrays.vector(f, b, 2);
        FloatVector i2 = GramArrays.vector(f, i, 2);
        FloatVector g2 = GramArrays.vector(f, g, 2);
        FloatVector l2 = GramArrays.vector(f, l, 2);
        FloatVector at2 = GramArrays.numbers(column, 2);
        FloatVector b3 = GramArrays.vector(f, b, 3);
        FloatVector i3 = GramArrays.vector(f, i, 3);
        FloatVector g3 = GramArrays.vector(f, g, 3);
        FloatVector l3 = GramArrays.vector(f, l, 3);
        FloatVector at3 = GramArrays.numbers(column, 3);
        FloatVector b4 = GramArrays.vector(f, b, 4);
        FloatVector i4 = GramArrays.vector(f, i, 4);
        FloatVector g4 = GramArrays.vector(f, g, 4);
        FloatVector l4 = GramArrays.vector(f, l, 4);
        FloatVector at4 = GramArrays.numbers(column, 4);
        int from = samples.from(1);
        int end = from + samples.sizes[1];
        for (int at = from; at < end; at++) {
            int e = order[at];
            int feature = active[e];
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, values[e]);
            int row = feature * Lanes.VIRTUAL;
            FloatVector y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram0 + row), b0);
            FloatVector y1 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram1 + row), b1);
            FloatVector y2 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram2 + row), b2);
            FloatVector y3 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram3 + row), b3);
            FloatVector y4 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram4 + row), b4);
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 = Lanes.ZERO.blend(y0, passes0).sub(x, at0.compare(EQ, (float) feature));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            VectorMask<Float> passes1 = y1.compare(GT, 0f);
            FloatVector e1 = Lanes.ZERO.blend(y1, passes1).sub(x, at1.compare(EQ, (float) feature));
            FloatVector v1 = e1.mul(i1);
            l1 = v1.fma(e1, l1);
            y1 = Lanes.ZERO.blend(v1, passes1);
            g1 = g1.add(y1);
            VectorMask<Float> passes2 = y2.compare(GT, 0f);
            FloatVector e2 = Lanes.ZERO.blend(y2, passes2).sub(x, at2.compare(EQ, (float) feature));
            FloatVector v2 = e2.mul(i2);
            l2 = v2.fma(e2, l2);
            y2 = Lanes.ZERO.blend(v2, passes2);
            g2 = g2.add(y2);
            VectorMask<Float> passes3 = y3.compare(GT, 0f);
            FloatVector e3 = Lanes.ZERO.blend(y3, passes3).sub(x, at3.compare(EQ, (float) feature));
            FloatVector v3 = e3.mul(i3);
            l3 = v3.fma(e3, l3);
            y3 = Lanes.ZERO.blend(v3, passes3);
            g3 = g3.add(y3);
            VectorMask<Float> passes4 = y4.compare(GT, 0f);
            FloatVector e4 = Lanes.ZERO.blend(y4, passes4).sub(x, at4.compare(EQ, (float) feature));
            FloatVector v4 = e4.mul(i4);
            l4 = v4.fma(e4, l4);
            y4 = Lanes.ZERO.blend(v4, passes4);
            g4 = g4.add(y4);
            x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, f, sums0 + row)).intoArray(f, sums0 + row);
            x.fma(y1, FloatVector.fromArray(Lanes.FLOATS, f, sums1 + row)).intoArray(f, sums1 + row);
            x.fma(y2, FloatVector.fromArray(Lanes.FLOATS, f, sums2 + row)).intoArray(f, sums2 + row);
            x.fma(y3, FloatVector.fromArray(Lanes.FLOATS, f, sums3 + row)).intoArray(f, sums3 + row);
            x.fma(y4, FloatVector.fromArray(Lanes.FLOATS, f, sums4 + row)).intoArray(f, sums4 + row);
        }
        int width = Lanes.WIDTH;
        g0.intoArray(f, g);
        l0.intoArray(f, l);
        g1.intoArray(f, g + width);
        l1.intoArray(f, l + width);
        g2.intoArray(f, g + 2 * width);
        l2.intoArray(f, l + 2 * width);
        g3.intoArray(f, g + 3 * width);
        l3.intoArray(f, l + 3 * width);
        g4.intoArray(f, g + 4 * width);
        l4.intoArray(f, l + 4 * width);
    }

    /// Adds to the sums of four vectors from feature `column` on.
    private static void four(float[] f, GramArrays arrays, GramSamples samples, int column) {
        int[] order = samples.order;
        int[] active = samples.active;
        float[] values = samples.values;
        int gram0 = arrays.gram(column);
        int sums0 = arrays.products(column);
        int gram1 = gram0 + Lanes.offset(1, arrays.perGroup);
        int sums1 = sums0 + Lanes.offset(1, arrays.perGroup);
        int gram2 = gram0 + Lanes.offset(2, arrays.perGroup);
        int sums2 = sums0 + Lanes.offset(2, arrays.perGroup);
        int gram3 = gram0 + Lanes.offset(3, arrays.perGroup);
        int sums3 = sums0 + Lanes.offset(3, arrays.perGroup);
        int b = arrays.biases + column;
        int i = arrays.importance + column;
        int g = arrays.gradients + column;
        int l = arrays.losses + column;
        FloatVector b0 = GramArrays.vector(f, b, 0);
        FloatVector i0 = GramArrays.vector(f, i, 0);
        FloatVector g0 = GramArrays.vector(f, g, 0);
        FloatVector l0 = GramArrays.vector(f, l, 0);
        FloatVector at0 = GramArrays.numbers(column, 0);
        FloatVector b1 = GramArrays.vector(f, b, 1);
        FloatVector i1 = GramArrays.vector(f, i, 1);
        FloatVector g1 = GramArrays.vector(f, g, 1);
        FloatVector l1 = GramArrays.vector(f, l, 1);
        FloatVector at1 = GramArrays.numbers(column, 1);
        FloatVector b2 = GramArrays.vector(f, b, 2);
        FloatVector i2 = GramArrays.vector(f, i, 2);
        FloatVector g2 = GramArrays.vector(f, g, 2);
        FloatVector l2 = GramArrays.vector(f, l, 2);
        FloatVector at2 = GramArrays.numbers(column, 2);
        FloatVector b3 = GramArrays.vector(f, b, 3);
        FloatVector i3 = GramArrays.vector(f, i, 3);
        FloatVector g3 = GramArrays.vector(f, g, 3);
        FloatVector l3 = GramArrays.vector(f, l, 3);
        FloatVector at3 = GramArrays.numbers(column, 3);
        int from = samples.from(1);
        int end = from + samples.sizes[1];
        for (int at = from; at < end; at++) {
            int e = order[at];
            int feature = active[e];
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, values[e]);
            int row = feature * Lanes.VIRTUAL;
            FloatVector y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram0 + row), b0);
            FloatVector y1 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram1 + row), b1);
            FloatVector y2 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram2 + row), b2);
            FloatVector y3 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram3 + row), b3);
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 = Lanes.ZERO.blend(y0, passes0).sub(x, at0.compare(EQ, (float) feature));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            VectorMask<Float> passes1 = y1.compare(GT, 0f);
            FloatVector e1 = Lanes.ZERO.blend(y1, passes1).sub(x, at1.compare(EQ, (float) feature));
            FloatVector v1 = e1.mul(i1);
            l1 = v1.fma(e1, l1);
            y1 = Lanes.ZERO.blend(v1, passes1);
            g1 = g1.add(y1);
            VectorMask<Float> passes2 = y2.compare(GT, 0f);
            FloatVector e2 = Lanes.ZERO.blend(y2, passes2).sub(x, at2.compare(EQ, (float) feature));
            FloatVector v2 = e2.mul(i2);
            l2 = v2.fma(e2, l2);
            y2 = Lanes.ZERO.blend(v2, passes2);
            g2 = g2.add(y2);
            VectorMask<Float> passes3 = y3.compare(GT, 0f);
            FloatVector e3 = Lanes.ZERO.blend(y3, passes3).sub(x, at3.compare(EQ, (float) feature));
            FloatVector v3 = e3.mul(i3);
            l3 = v3.fma(e3, l3);
            y3 = Lanes.ZERO.blend(v3, passes3);
            g3 = g3.add(y3);
            x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, f, sums0 + row)).intoArray(f, sums0 + row);
            x.fma(y1, FloatVector.fromArray(Lanes.FLOATS, f, sums1 + row)).intoArray(f, sums1 + row);
            x.fma(y2, FloatVector.fromArray(Lanes.FLOATS, f, sums2 + row)).intoArray(f, sums2 + row);
            x.fma(y3, FloatVector.fromArray(Lanes.FLOATS, f, sums3 + row)).intoArray(f, sums3 + row);
        }
        int width = Lanes.WIDTH;
        g0.intoArray(f, g);
        l0.intoArray(f, l);
        g1.intoArray(f, g + width);
        l1.intoArray(f, l + width);
        g2.intoArray(f, g + 2 * width);
        l2.intoArray(f, l + 2 * width);
        g3.intoArray(f, g + 3 * width);
        l3.intoArray(f, l + 3 * width);
    }

    /// Adds to the sums of three vectors from feature `column` on.
    private static void three(float[] f, GramArrays arrays, GramSamples samples, int column) {
        int[] order = samples.order;
        int[] active = samples.active;
        float[] values = samples.values;
        int gram0 = arrays.gram(column);
        int sums0 = arrays.products(column);
        int gram1 = gram0 + Lanes.offset(1, arrays.perGroup);
        int sums1 = sums0 + Lanes.offset(1, arrays.perGroup);
        int gram2 = gram0 + Lanes.offset(2, arrays.perGroup);
        int sums2 = sums0 + Lanes.offset(2, arrays.perGroup);
        int b = arrays.biases + column;
        int i = arrays.importance + column;
        int g = arrays.gradients + column;
        int l = arrays.losses + column;
        FloatVector b0 = GramArrays.vector(f, b, 0);
        FloatVector i0 = GramArrays.vector(f, i, 0);
        FloatVector g0 = GramArrays.vector(f, g, 0);
        FloatVector l0 = GramArrays.vector(f, l, 0);
        FloatVector at0 = GramArrays.numbers(column, 0);
        FloatVector b1 = GramArrays.vector(f, b, 1);
        FloatVector i1 = GramArrays.vector(f, i, 1);
        FloatVector g1 = GramArrays.vector(f, g, 1);
        FloatVector l1 = GramArrays.vector(f, l, 1);
        FloatVector at1 = GramArrays.numbers(column, 1);
        FloatVector b2 = GramArrays.vector(f, b, 2);
        FloatVector i2 = GramArrays.vector(f, i, 2);
        FloatVector g2 = GramArrays.vector(f, g, 2);
        FloatVector l2 = GramArrays.vector(f, l, 2);
        FloatVector at2 = GramArrays.numbers(column, 2);
        int from = samples.from(1);
        int end = from + samples.sizes[1];
        for (int at = from; at < end; at++) {
            int e = order[at];
            int feature = active[e];
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, values[e]);
            int row = feature * Lanes.VIRTUAL;
            FloatVector y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram0 + row), b0);
            FloatVector y1 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram1 + row), b1);
            FloatVector y2 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram2 + row), b2);
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 = Lanes.ZERO.blend(y0, passes0).sub(x, at0.compare(EQ, (float) feature));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            VectorMask<Float> passes1 = y1.compare(GT, 0f);
            FloatVector e1 = Lanes.ZERO.blend(y1, passes1).sub(x, at1.compare(EQ, (float) feature));
            FloatVector v1 = e1.mul(i1);
            l1 = v1.fma(e1, l1);
            y1 = Lanes.ZERO.blend(v1, passes1);
            g1 = g1.add(y1);
            VectorMask<Float> passes2 = y2.compare(GT, 0f);
            FloatVector e2 = Lanes.ZERO.blend(y2, passes2).sub(x, at2.compare(EQ, (float) feature));
            FloatVector v2 = e2.mul(i2);
            l2 = v2.fma(e2, l2);
            y2 = Lanes.ZERO.blend(v2, passes2);
            g2 = g2.add(y2);
            x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, f, sums0 + row)).intoArray(f, sums0 + row);
            x.fma(y1, FloatVector.fromArray(Lanes.FLOATS, f, sums1 + row)).intoArray(f, sums1 + row);
            x.fma(y2, FloatVector.fromArray(Lanes.FLOATS, f, sums2 + row)).intoArray(f, sums2 + row);
        }
        int width = Lanes.WIDTH;
        g0.intoArray(f, g);
        l0.intoArray(f, l);
        g1.intoArray(f, g + width);
        l1.intoArray(f, l + width);
        g2.intoArray(f, g + 2 * width);
        l2.intoArray(f, l + 2 * width);
    }

    /// Adds to the sums of two vectors from feature `column` on.
    private static void two(float[] f, GramArrays arrays, GramSamples samples, int column) {
        int[] order = samples.order;
        int[] active = samples.active;
        float[] values = samples.values;
        int gram0 = arrays.gram(column);
        int sums0 = arrays.products(column);
        int gram1 = gram0 + Lanes.offset(1, arrays.perGroup);
        int sums1 = sums0 + Lanes.offset(1, arrays.perGroup);
        int b = arrays.biases + column;
        int i = arrays.importance + column;
        int g = arrays.gradients + column;
        int l = arrays.losses + column;
        FloatVector b0 = GramArrays.vector(f, b, 0);
        FloatVector i0 = GramArrays.vector(f, i, 0);
        FloatVector g0 = GramArrays.vector(f, g, 0);
        FloatVector l0 = GramArrays.vector(f, l, 0);
        FloatVector at0 = GramArrays.numbers(column, 0);
        FloatVector b1 = GramArrays.vector(f, b, 1);
        FloatVector i1 = GramArrays.vector(f, i, 1);
        FloatVector g1 = GramArrays.vector(f, g, 1);
        FloatVector l1 = GramArrays.vector(f, l, 1);
        FloatVector at1 = GramArrays.numbers(column, 1);
        int from = samples.from(1);
        int end = from + samples.sizes[1];
        for (int at = from; at < end; at++) {
            int e = order[at];
            int feature = active[e];
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, values[e]);
            int row = feature * Lanes.VIRTUAL;
            FloatVector y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram0 + row), b0);
            FloatVector y1 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram1 + row), b1);
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 = Lanes.ZERO.blend(y0, passes0).sub(x, at0.compare(EQ, (float) feature));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            VectorMask<Float> passes1 = y1.compare(GT, 0f);
            FloatVector e1 = Lanes.ZERO.blend(y1, passes1).sub(x, at1.compare(EQ, (float) feature));
            FloatVector v1 = e1.mul(i1);
            l1 = v1.fma(e1, l1);
            y1 = Lanes.ZERO.blend(v1, passes1);
            g1 = g1.add(y1);
            x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, f, sums0 + row)).intoArray(f, sums0 + row);
            x.fma(y1, FloatVector.fromArray(Lanes.FLOATS, f, sums1 + row)).intoArray(f, sums1 + row);
        }
        int width = Lanes.WIDTH;
        g0.intoArray(f, g);
        l0.intoArray(f, l);
        g1.intoArray(f, g + width);
        l1.intoArray(f, l + width);
    }

    /// Adds to the sums of a vector from feature `column` on.
    private static void one(float[] f, GramArrays arrays, GramSamples samples, int column) {
        int[] order = samples.order;
        int[] active = samples.active;
        float[] values = samples.values;
        int gram0 = arrays.gram(column);
        int sums0 = arrays.products(column);
        int b = arrays.biases + column;
        int i = arrays.importance + column;
        int g = arrays.gradients + column;
        int l = arrays.losses + column;
        FloatVector b0 = GramArrays.vector(f, b, 0);
        FloatVector i0 = GramArrays.vector(f, i, 0);
        FloatVector g0 = GramArrays.vector(f, g, 0);
        FloatVector l0 = GramArrays.vector(f, l, 0);
        FloatVector at0 = GramArrays.numbers(column, 0);
        int from = samples.from(1);
        int end = from + samples.sizes[1];
        for (int at = from; at < end; at++) {
            int e = order[at];
            int feature = active[e];
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, values[e]);
            int row = feature * Lanes.VIRTUAL;
            FloatVector y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, f, gram0 + row), b0);
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 = Lanes.ZERO.blend(y0, passes0).sub(x, at0.compare(EQ, (float) feature));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, f, sums0 + row)).intoArray(f, sums0 + row);
        }
        g0.intoArray(f, g);
        l0.intoArray(f, l);
    }
}

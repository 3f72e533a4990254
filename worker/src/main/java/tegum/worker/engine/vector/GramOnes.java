package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The inner loops of [GramKernel] over samples with one active feature, for one to five vectors of features.
///
/// | array                 | shape                                                                             |
/// |-----------------------|-----------------------------------------------------------------------------------|
/// | `order`               | the samples to be added                                                           |
/// | `starts`, `ends`      | by sample: where its active features begin and end in `active` and `values`       |
/// | `unit`                | 0 but for a 1 in the middle: read from `middle - a` on, it is the unit vector of a |
/// | `gram`, `products`    | `[group of 16 features][feature][16]`; `perGroup` floats a group                  |
/// | `gradients`, `losses` | one per feature: sums of the output gradients and of the squared errors           |
///
/// `e - x` is one fused multiply-add by the unit vector: exact, and no input is ever laid out as a row.
final class GramOnes {
    private GramOnes() {}

    /// Adds the samples `order[from]` to `order[end - 1]` to the sums of five vectors from feature `column` on: ReLU.
    static void five(
            float[] products,
            float[] gram,
            float[] unit,
            int column,
            int perGroup,
            int[] order,
            int from,
            int end,
            int[] starts,
            int[] active,
            float[] values,
            float[] biases,
            float[] importance,
            float[] gradients,
            float[] losses) {
        int of0 = column / Lanes.VIRTUAL * perGroup + column % Lanes.VIRTUAL;
        int of1 = of0 + Lanes.offset(1, perGroup);
        int of2 = of0 + Lanes.offset(2, perGroup);
        int of3 = of0 + Lanes.offset(3, perGroup);
        int of4 = of0 + Lanes.offset(4, perGroup);
        int centre = unit.length / 2 + column;
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, biases, column);
        FloatVector i0 = FloatVector.fromArray(Lanes.FLOATS, importance, column);
        FloatVector g0 = FloatVector.fromArray(Lanes.FLOATS, gradients, column);
        FloatVector l0 = FloatVector.fromArray(Lanes.FLOATS, losses, column);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, biases, column + Lanes.WIDTH);
        FloatVector i1 = FloatVector.fromArray(Lanes.FLOATS, importance, column + Lanes.WIDTH);
        FloatVector g1 = FloatVector.fromArray(Lanes.FLOATS, gradients, column + Lanes.WIDTH);
        FloatVector l1 = FloatVector.fromArray(Lanes.FLOATS, losses, column + Lanes.WIDTH);
        FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, biases, column + 2 * Lanes.WIDTH);
        FloatVector i2 = FloatVector.fromArray(Lanes.FLOATS, importance, column + 2 * Lanes.WIDTH);
        FloatVector g2 = FloatVector.fromArray(Lanes.FLOATS, gradients, column + 2 * Lanes.WIDTH);
        FloatVector l2 = FloatVector.fromArray(Lanes.FLOATS, losses, column + 2 * Lanes.WIDTH);
        FloatVector b3 = FloatVector.fromArray(Lanes.FLOATS, biases, column + 3 * Lanes.WIDTH);
        FloatVector i3 = FloatVector.fromArray(Lanes.FLOATS, importance, column + 3 * Lanes.WIDTH);
        FloatVector g3 = FloatVector.fromArray(Lanes.FLOATS, gradients, column + 3 * Lanes.WIDTH);
        FloatVector l3 = FloatVector.fromArray(Lanes.FLOATS, losses, column + 3 * Lanes.WIDTH);
        FloatVector b4 = FloatVector.fromArray(Lanes.FLOATS, biases, column + 4 * Lanes.WIDTH);
        FloatVector i4 = FloatVector.fromArray(Lanes.FLOATS, importance, column + 4 * Lanes.WIDTH);
        FloatVector g4 = FloatVector.fromArray(Lanes.FLOATS, gradients, column + 4 * Lanes.WIDTH);
        FloatVector l4 = FloatVector.fromArray(Lanes.FLOATS, losses, column + 4 * Lanes.WIDTH);
        for (int at = from; at < end; at++) {
            int e = starts[order[at]];
            int f = active[e];
            float xValue = values[e];
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, xValue);
            FloatVector xLess = FloatVector.broadcast(Lanes.FLOATS, -xValue);
            int xAt = f * Lanes.VIRTUAL;
            FloatVector y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of0 + xAt), b0);
            FloatVector y1 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of1 + xAt), b1);
            FloatVector y2 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of2 + xAt), b2);
            FloatVector y3 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of3 + xAt), b3);
            FloatVector y4 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of4 + xAt), b4);
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 =
                    xLess.fma(FloatVector.fromArray(Lanes.FLOATS, unit, centre - f), Lanes.ZERO.blend(y0, passes0));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            VectorMask<Float> passes1 = y1.compare(GT, 0f);
            FloatVector e1 = xLess.fma(
                    FloatVector.fromArray(Lanes.FLOATS, unit, centre - f + Lanes.WIDTH), Lanes.ZERO.blend(y1, passes1));
            FloatVector v1 = e1.mul(i1);
            l1 = v1.fma(e1, l1);
            y1 = Lanes.ZERO.blend(v1, passes1);
            g1 = g1.add(y1);
            VectorMask<Float> passes2 = y2.compare(GT, 0f);
            FloatVector e2 = xLess.fma(
                    FloatVector.fromArray(Lanes.FLOATS, unit, centre - f + 2 * Lanes.WIDTH),
                    Lanes.ZERO.blend(y2, passes2));
            FloatVector v2 = e2.mul(i2);
            l2 = v2.fma(e2, l2);
            y2 = Lanes.ZERO.blend(v2, passes2);
            g2 = g2.add(y2);
            VectorMask<Float> passes3 = y3.compare(GT, 0f);
            FloatVector e3 = xLess.fma(
                    FloatVector.fromArray(Lanes.FLOATS, unit, centre - f + 3 * Lanes.WIDTH),
                    Lanes.ZERO.blend(y3, passes3));
            FloatVector v3 = e3.mul(i3);
            l3 = v3.fma(e3, l3);
            y3 = Lanes.ZERO.blend(v3, passes3);
            g3 = g3.add(y3);
            VectorMask<Float> passes4 = y4.compare(GT, 0f);
            FloatVector e4 = xLess.fma(
                    FloatVector.fromArray(Lanes.FLOATS, unit, centre - f + 4 * Lanes.WIDTH),
                    Lanes.ZERO.blend(y4, passes4));
            FloatVector v4 = e4.mul(i4);
            l4 = v4.fma(e4, l4);
            y4 = Lanes.ZERO.blend(v4, passes4);
            g4 = g4.add(y4);
            x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, products, of0 + xAt)).intoArray(products, of0 + xAt);
            x.fma(y1, FloatVector.fromArray(Lanes.FLOATS, products, of1 + xAt)).intoArray(products, of1 + xAt);
            x.fma(y2, FloatVector.fromArray(Lanes.FLOATS, products, of2 + xAt)).intoArray(products, of2 + xAt);
            x.fma(y3, FloatVector.fromArray(Lanes.FLOATS, products, of3 + xAt)).intoArray(products, of3 + xAt);
            x.fma(y4, FloatVector.fromArray(Lanes.FLOATS, products, of4 + xAt)).intoArray(products, of4 + xAt);
        }
        g0.intoArray(gradients, column);
        l0.intoArray(losses, column);
        g1.intoArray(gradients, column + Lanes.WIDTH);
        l1.intoArray(losses, column + Lanes.WIDTH);
        g2.intoArray(gradients, column + 2 * Lanes.WIDTH);
        l2.intoArray(losses, column + 2 * Lanes.WIDTH);
        g3.intoArray(gradients, column + 3 * Lanes.WIDTH);
        l3.intoArray(losses, column + 3 * Lanes.WIDTH);
        g4.intoArray(gradients, column + 4 * Lanes.WIDTH);
        l4.intoArray(losses, column + 4 * Lanes.WIDTH);
    }

    /// Adds the samples `order[from]` to `order[end - 1]` to the sums of four vectors from feature `column` on: ReLU.
    static void four(
            float[] products,
            float[] gram,
            float[] unit,
            int column,
            int perGroup,
            int[] order,
            int from,
            int end,
            int[] starts,
            int[] active,
            float[] values,
            float[] biases,
            float[] importance,
            float[] gradients,
            float[] losses) {
        int of0 = column / Lanes.VIRTUAL * perGroup + column % Lanes.VIRTUAL;
        int of1 = of0 + Lanes.offset(1, perGroup);
        int of2 = of0 + Lanes.offset(2, perGroup);
        int of3 = of0 + Lanes.offset(3, perGroup);
        int centre = unit.length / 2 + column;
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, biases, column);
        FloatVector i0 = FloatVector.fromArray(Lanes.FLOATS, importance, column);
        FloatVector g0 = FloatVector.fromArray(Lanes.FLOATS, gradients, column);
        FloatVector l0 = FloatVector.fromArray(Lanes.FLOATS, losses, column);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, biases, column + Lanes.WIDTH);
        FloatVector i1 = FloatVector.fromArray(Lanes.FLOATS, importance, column + Lanes.WIDTH);
        FloatVector g1 = FloatVector.fromArray(Lanes.FLOATS, gradients, column + Lanes.WIDTH);
        FloatVector l1 = FloatVector.fromArray(Lanes.FLOATS, losses, column + Lanes.WIDTH);
        FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, biases, column + 2 * Lanes.WIDTH);
        FloatVector i2 = FloatVector.fromArray(Lanes.FLOATS, importance, column + 2 * Lanes.WIDTH);
        FloatVector g2 = FloatVector.fromArray(Lanes.FLOATS, gradients, column + 2 * Lanes.WIDTH);
        FloatVector l2 = FloatVector.fromArray(Lanes.FLOATS, losses, column + 2 * Lanes.WIDTH);
        FloatVector b3 = FloatVector.fromArray(Lanes.FLOATS, biases, column + 3 * Lanes.WIDTH);
        FloatVector i3 = FloatVector.fromArray(Lanes.FLOATS, importance, column + 3 * Lanes.WIDTH);
        FloatVector g3 = FloatVector.fromArray(Lanes.FLOATS, gradients, column + 3 * Lanes.WIDTH);
        FloatVector l3 = FloatVector.fromArray(Lanes.FLOATS, losses, column + 3 * Lanes.WIDTH);
        for (int at = from; at < end; at++) {
            int e = starts[order[at]];
            int f = active[e];
            float xValue = values[e];
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, xValue);
            FloatVector xLess = FloatVector.broadcast(Lanes.FLOATS, -xValue);
            int xAt = f * Lanes.VIRTUAL;
            FloatVector y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of0 + xAt), b0);
            FloatVector y1 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of1 + xAt), b1);
            FloatVector y2 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of2 + xAt), b2);
            FloatVector y3 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of3 + xAt), b3);
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 =
                    xLess.fma(FloatVector.fromArray(Lanes.FLOATS, unit, centre - f), Lanes.ZERO.blend(y0, passes0));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            VectorMask<Float> passes1 = y1.compare(GT, 0f);
            FloatVector e1 = xLess.fma(
                    FloatVector.fromArray(Lanes.FLOATS, unit, centre - f + Lanes.WIDTH), Lanes.ZERO.blend(y1, passes1));
            FloatVector v1 = e1.mul(i1);
            l1 = v1.fma(e1, l1);
            y1 = Lanes.ZERO.blend(v1, passes1);
            g1 = g1.add(y1);
            VectorMask<Float> passes2 = y2.compare(GT, 0f);
            FloatVector e2 = xLess.fma(
                    FloatVector.fromArray(Lanes.FLOATS, unit, centre - f + 2 * Lanes.WIDTH),
                    Lanes.ZERO.blend(y2, passes2));
            FloatVector v2 = e2.mul(i2);
            l2 = v2.fma(e2, l2);
            y2 = Lanes.ZERO.blend(v2, passes2);
            g2 = g2.add(y2);
            VectorMask<Float> passes3 = y3.compare(GT, 0f);
            FloatVector e3 = xLess.fma(
                    FloatVector.fromArray(Lanes.FLOATS, unit, centre - f + 3 * Lanes.WIDTH),
                    Lanes.ZERO.blend(y3, passes3));
            FloatVector v3 = e3.mul(i3);
            l3 = v3.fma(e3, l3);
            y3 = Lanes.ZERO.blend(v3, passes3);
            g3 = g3.add(y3);
            x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, products, of0 + xAt)).intoArray(products, of0 + xAt);
            x.fma(y1, FloatVector.fromArray(Lanes.FLOATS, products, of1 + xAt)).intoArray(products, of1 + xAt);
            x.fma(y2, FloatVector.fromArray(Lanes.FLOATS, products, of2 + xAt)).intoArray(products, of2 + xAt);
            x.fma(y3, FloatVector.fromArray(Lanes.FLOATS, products, of3 + xAt)).intoArray(products, of3 + xAt);
        }
        g0.intoArray(gradients, column);
        l0.intoArray(losses, column);
        g1.intoArray(gradients, column + Lanes.WIDTH);
        l1.intoArray(losses, column + Lanes.WIDTH);
        g2.intoArray(gradients, column + 2 * Lanes.WIDTH);
        l2.intoArray(losses, column + 2 * Lanes.WIDTH);
        g3.intoArray(gradients, column + 3 * Lanes.WIDTH);
        l3.intoArray(losses, column + 3 * Lanes.WIDTH);
    }

    /// Adds the samples `order[from]` to `order[end - 1]` to the sums of three vectors from feature `column` on: ReLU.
    static void three(
            float[] products,
            float[] gram,
            float[] unit,
            int column,
            int perGroup,
            int[] order,
            int from,
            int end,
            int[] starts,
            int[] active,
            float[] values,
            float[] biases,
            float[] importance,
            float[] gradients,
            float[] losses) {
        int of0 = column / Lanes.VIRTUAL * perGroup + column % Lanes.VIRTUAL;
        int of1 = of0 + Lanes.offset(1, perGroup);
        int of2 = of0 + Lanes.offset(2, perGroup);
        int centre = unit.length / 2 + column;
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, biases, column);
        FloatVector i0 = FloatVector.fromArray(Lanes.FLOATS, importance, column);
        FloatVector g0 = FloatVector.fromArray(Lanes.FLOATS, gradients, column);
        FloatVector l0 = FloatVector.fromArray(Lanes.FLOATS, losses, column);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, biases, column + Lanes.WIDTH);
        FloatVector i1 = FloatVector.fromArray(Lanes.FLOATS, importance, column + Lanes.WIDTH);
        FloatVector g1 = FloatVector.fromArray(Lanes.FLOATS, gradients, column + Lanes.WIDTH);
        FloatVector l1 = FloatVector.fromArray(Lanes.FLOATS, losses, column + Lanes.WIDTH);
        FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, biases, column + 2 * Lanes.WIDTH);
        FloatVector i2 = FloatVector.fromArray(Lanes.FLOATS, importance, column + 2 * Lanes.WIDTH);
        FloatVector g2 = FloatVector.fromArray(Lanes.FLOATS, gradients, column + 2 * Lanes.WIDTH);
        FloatVector l2 = FloatVector.fromArray(Lanes.FLOATS, losses, column + 2 * Lanes.WIDTH);
        for (int at = from; at < end; at++) {
            int e = starts[order[at]];
            int f = active[e];
            float xValue = values[e];
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, xValue);
            FloatVector xLess = FloatVector.broadcast(Lanes.FLOATS, -xValue);
            int xAt = f * Lanes.VIRTUAL;
            FloatVector y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of0 + xAt), b0);
            FloatVector y1 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of1 + xAt), b1);
            FloatVector y2 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of2 + xAt), b2);
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 =
                    xLess.fma(FloatVector.fromArray(Lanes.FLOATS, unit, centre - f), Lanes.ZERO.blend(y0, passes0));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            VectorMask<Float> passes1 = y1.compare(GT, 0f);
            FloatVector e1 = xLess.fma(
                    FloatVector.fromArray(Lanes.FLOATS, unit, centre - f + Lanes.WIDTH), Lanes.ZERO.blend(y1, passes1));
            FloatVector v1 = e1.mul(i1);
            l1 = v1.fma(e1, l1);
            y1 = Lanes.ZERO.blend(v1, passes1);
            g1 = g1.add(y1);
            VectorMask<Float> passes2 = y2.compare(GT, 0f);
            FloatVector e2 = xLess.fma(
                    FloatVector.fromArray(Lanes.FLOATS, unit, centre - f + 2 * Lanes.WIDTH),
                    Lanes.ZERO.blend(y2, passes2));
            FloatVector v2 = e2.mul(i2);
            l2 = v2.fma(e2, l2);
            y2 = Lanes.ZERO.blend(v2, passes2);
            g2 = g2.add(y2);
            x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, products, of0 + xAt)).intoArray(products, of0 + xAt);
            x.fma(y1, FloatVector.fromArray(Lanes.FLOATS, products, of1 + xAt)).intoArray(products, of1 + xAt);
            x.fma(y2, FloatVector.fromArray(Lanes.FLOATS, products, of2 + xAt)).intoArray(products, of2 + xAt);
        }
        g0.intoArray(gradients, column);
        l0.intoArray(losses, column);
        g1.intoArray(gradients, column + Lanes.WIDTH);
        l1.intoArray(losses, column + Lanes.WIDTH);
        g2.intoArray(gradients, column + 2 * Lanes.WIDTH);
        l2.intoArray(losses, column + 2 * Lanes.WIDTH);
    }

    /// Adds the samples `order[from]` to `order[end - 1]` to the sums of two vectors from feature `column` on: ReLU.
    static void two(
            float[] products,
            float[] gram,
            float[] unit,
            int column,
            int perGroup,
            int[] order,
            int from,
            int end,
            int[] starts,
            int[] active,
            float[] values,
            float[] biases,
            float[] importance,
            float[] gradients,
            float[] losses) {
        int of0 = column / Lanes.VIRTUAL * perGroup + column % Lanes.VIRTUAL;
        int of1 = of0 + Lanes.offset(1, perGroup);
        int centre = unit.length / 2 + column;
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, biases, column);
        FloatVector i0 = FloatVector.fromArray(Lanes.FLOATS, importance, column);
        FloatVector g0 = FloatVector.fromArray(Lanes.FLOATS, gradients, column);
        FloatVector l0 = FloatVector.fromArray(Lanes.FLOATS, losses, column);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, biases, column + Lanes.WIDTH);
        FloatVector i1 = FloatVector.fromArray(Lanes.FLOATS, importance, column + Lanes.WIDTH);
        FloatVector g1 = FloatVector.fromArray(Lanes.FLOATS, gradients, column + Lanes.WIDTH);
        FloatVector l1 = FloatVector.fromArray(Lanes.FLOATS, losses, column + Lanes.WIDTH);
        for (int at = from; at < end; at++) {
            int e = starts[order[at]];
            int f = active[e];
            float xValue = values[e];
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, xValue);
            FloatVector xLess = FloatVector.broadcast(Lanes.FLOATS, -xValue);
            int xAt = f * Lanes.VIRTUAL;
            FloatVector y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of0 + xAt), b0);
            FloatVector y1 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of1 + xAt), b1);
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 =
                    xLess.fma(FloatVector.fromArray(Lanes.FLOATS, unit, centre - f), Lanes.ZERO.blend(y0, passes0));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            VectorMask<Float> passes1 = y1.compare(GT, 0f);
            FloatVector e1 = xLess.fma(
                    FloatVector.fromArray(Lanes.FLOATS, unit, centre - f + Lanes.WIDTH), Lanes.ZERO.blend(y1, passes1));
            FloatVector v1 = e1.mul(i1);
            l1 = v1.fma(e1, l1);
            y1 = Lanes.ZERO.blend(v1, passes1);
            g1 = g1.add(y1);
            x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, products, of0 + xAt)).intoArray(products, of0 + xAt);
            x.fma(y1, FloatVector.fromArray(Lanes.FLOATS, products, of1 + xAt)).intoArray(products, of1 + xAt);
        }
        g0.intoArray(gradients, column);
        l0.intoArray(losses, column);
        g1.intoArray(gradients, column + Lanes.WIDTH);
        l1.intoArray(losses, column + Lanes.WIDTH);
    }

    /// Adds the samples `order[from]` to `order[end - 1]` to the sums of one vector from feature `column` on: ReLU.
    static void one(
            float[] products,
            float[] gram,
            float[] unit,
            int column,
            int perGroup,
            int[] order,
            int from,
            int end,
            int[] starts,
            int[] active,
            float[] values,
            float[] biases,
            float[] importance,
            float[] gradients,
            float[] losses) {
        int of0 = column / Lanes.VIRTUAL * perGroup + column % Lanes.VIRTUAL;
        int centre = unit.length / 2 + column;
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, biases, column);
        FloatVector i0 = FloatVector.fromArray(Lanes.FLOATS, importance, column);
        FloatVector g0 = FloatVector.fromArray(Lanes.FLOATS, gradients, column);
        FloatVector l0 = FloatVector.fromArray(Lanes.FLOATS, losses, column);
        for (int at = from; at < end; at++) {
            int e = starts[order[at]];
            int f = active[e];
            float xValue = values[e];
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, xValue);
            FloatVector xLess = FloatVector.broadcast(Lanes.FLOATS, -xValue);
            int xAt = f * Lanes.VIRTUAL;
            FloatVector y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of0 + xAt), b0);
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 =
                    xLess.fma(FloatVector.fromArray(Lanes.FLOATS, unit, centre - f), Lanes.ZERO.blend(y0, passes0));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, products, of0 + xAt)).intoArray(products, of0 + xAt);
        }
        g0.intoArray(gradients, column);
        l0.intoArray(losses, column);
    }
}

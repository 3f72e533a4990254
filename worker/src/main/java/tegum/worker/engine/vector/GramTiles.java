package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The inner loops of [GramKernel]: up to 16 samples of a few vectors of features.
///
/// | array                 | shape                                                                        |
/// |-----------------------|------------------------------------------------------------------------------|
/// | `rows`                | a row of `padded` features per sample                                        |
/// | `active`, `counts`    | the active features of each sample, a row of `padded` per sample; how many   |
/// | `gram`, `products`    | `[group of 16 features][feature][16]`                                        |
/// | `gradients`, `losses` | one per feature: sums of the output gradients and of the squared errors      |
final class GramTiles {
    private GramTiles() {}

    /// Lists the active features of up to 16 samples, ascending, and lays their values side by side.
    ///
    /// @param column of the first sample in `x`
    static void gather(
            float[] x,
            int stride,
            int column,
            int samples,
            int features,
            int padded,
            float[] rows,
            int[] active,
            int[] counts) {
        int valid = (1 << samples) - 1;
        for (int i = 0; i < features; i++) {
            int at = i * stride + column;
            int bits = 0;
            for (int r = 0; r < Lanes.VIRTUAL; r += Lanes.WIDTH) {
                bits |= (int) FloatVector.fromArray(Lanes.FLOATS, x, at + r)
                                .compare(NE, 0f)
                                .toLong()
                        << r;
            }
            bits &= valid;
            while (bits != 0) {
                int sample = Integer.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                rows[sample * padded + i] = x[at + sample];
                active[sample * padded + counts[sample]] = i;
                counts[sample]++;
            }
        }
    }

    /// As [#gather] from a list in the order of samples and, in a sample, of features.
    ///
    /// @param from first element of the list that is taken
    /// @param counts receives, after the counts of 16 samples, the number of samples
    /// @return where the list goes on
    static int gatherList(
            int[] samples,
            int[] features,
            float[] values,
            int from,
            int end,
            int padded,
            float[] rows,
            int[] active,
            int[] counts) {
        int e = from;
        int taken = 0;
        while (e < end && taken < Lanes.VIRTUAL) {
            int sample = samples[e];
            int row = taken * padded;
            int count = 0;
            do {
                rows[row + features[e]] = values[e];
                active[row + count] = features[e];
                count++;
                e++;
            } while (e < end && samples[e] == sample);
            counts[taken] = count;
            taken++;
        }
        counts[Lanes.VIRTUAL] = taken;
        return e;
    }

    /// Takes the values out of the rows again.
    static void clear(int samples, int padded, float[] rows, int[] active, int[] counts) {
        for (int sample = 0; sample < samples; sample++) {
            int row = sample * padded;
            for (int e = row; e < row + counts[sample]; e++) {
                rows[row + active[e]] = 0f;
            }
            counts[sample] = 0;
        }
    }

    /// Adds samples to the sums of four vectors of features, the first of them at `lane` of a group: ReLU output.
    static void four(
            float[] rows,
            int[] active,
            int[] counts,
            int samples,
            int padded,
            float[] gram,
            float[] products,
            int features,
            int group,
            int lane,
            float[] biases,
            float[] importance,
            float[] gradients,
            float[] losses) {
        int at = group * Lanes.VIRTUAL + lane;
        int of0 = group * features * Lanes.VIRTUAL + lane;
        int of1 = of0 + Lanes.offset(1, features * Lanes.VIRTUAL);
        int of2 = of0 + Lanes.offset(2, features * Lanes.VIRTUAL);
        int of3 = of0 + Lanes.offset(3, features * Lanes.VIRTUAL);
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, biases, at);
        FloatVector i0 = FloatVector.fromArray(Lanes.FLOATS, importance, at);
        FloatVector g0 = FloatVector.fromArray(Lanes.FLOATS, gradients, at);
        FloatVector l0 = FloatVector.fromArray(Lanes.FLOATS, losses, at);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, biases, at + Lanes.WIDTH);
        FloatVector i1 = FloatVector.fromArray(Lanes.FLOATS, importance, at + Lanes.WIDTH);
        FloatVector g1 = FloatVector.fromArray(Lanes.FLOATS, gradients, at + Lanes.WIDTH);
        FloatVector l1 = FloatVector.fromArray(Lanes.FLOATS, losses, at + Lanes.WIDTH);
        FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, biases, at + 2 * Lanes.WIDTH);
        FloatVector i2 = FloatVector.fromArray(Lanes.FLOATS, importance, at + 2 * Lanes.WIDTH);
        FloatVector g2 = FloatVector.fromArray(Lanes.FLOATS, gradients, at + 2 * Lanes.WIDTH);
        FloatVector l2 = FloatVector.fromArray(Lanes.FLOATS, losses, at + 2 * Lanes.WIDTH);
        FloatVector b3 = FloatVector.fromArray(Lanes.FLOATS, biases, at + 3 * Lanes.WIDTH);
        FloatVector i3 = FloatVector.fromArray(Lanes.FLOATS, importance, at + 3 * Lanes.WIDTH);
        FloatVector g3 = FloatVector.fromArray(Lanes.FLOATS, gradients, at + 3 * Lanes.WIDTH);
        FloatVector l3 = FloatVector.fromArray(Lanes.FLOATS, losses, at + 3 * Lanes.WIDTH);
        for (int sample = 0; sample < samples; sample++) {
            int row = sample * padded;
            int end = row + counts[sample];
            FloatVector y0 = b0;
            FloatVector y1 = b1;
            FloatVector y2 = b2;
            FloatVector y3 = b3;
            for (int e = row; e < end; e++) {
                int feature = active[e];
                FloatVector x = FloatVector.broadcast(Lanes.FLOATS, rows[row + feature]);
                int from = feature * Lanes.VIRTUAL;
                y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of0 + from), y0);
                y1 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of1 + from), y1);
                y2 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of2 + from), y2);
                y3 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of3 + from), y3);
            }
            int in = row + at;
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 = Lanes.ZERO.blend(y0, passes0).sub(FloatVector.fromArray(Lanes.FLOATS, rows, in));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            VectorMask<Float> passes1 = y1.compare(GT, 0f);
            FloatVector e1 =
                    Lanes.ZERO.blend(y1, passes1).sub(FloatVector.fromArray(Lanes.FLOATS, rows, in + Lanes.WIDTH));
            FloatVector v1 = e1.mul(i1);
            l1 = v1.fma(e1, l1);
            y1 = Lanes.ZERO.blend(v1, passes1);
            g1 = g1.add(y1);
            VectorMask<Float> passes2 = y2.compare(GT, 0f);
            FloatVector e2 =
                    Lanes.ZERO.blend(y2, passes2).sub(FloatVector.fromArray(Lanes.FLOATS, rows, in + 2 * Lanes.WIDTH));
            FloatVector v2 = e2.mul(i2);
            l2 = v2.fma(e2, l2);
            y2 = Lanes.ZERO.blend(v2, passes2);
            g2 = g2.add(y2);
            VectorMask<Float> passes3 = y3.compare(GT, 0f);
            FloatVector e3 =
                    Lanes.ZERO.blend(y3, passes3).sub(FloatVector.fromArray(Lanes.FLOATS, rows, in + 3 * Lanes.WIDTH));
            FloatVector v3 = e3.mul(i3);
            l3 = v3.fma(e3, l3);
            y3 = Lanes.ZERO.blend(v3, passes3);
            g3 = g3.add(y3);
            for (int e = row; e < end; e++) {
                int feature = active[e];
                FloatVector x = FloatVector.broadcast(Lanes.FLOATS, rows[row + feature]);
                int from = feature * Lanes.VIRTUAL;
                x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, products, of0 + from))
                        .intoArray(products, of0 + from);
                x.fma(y1, FloatVector.fromArray(Lanes.FLOATS, products, of1 + from))
                        .intoArray(products, of1 + from);
                x.fma(y2, FloatVector.fromArray(Lanes.FLOATS, products, of2 + from))
                        .intoArray(products, of2 + from);
                x.fma(y3, FloatVector.fromArray(Lanes.FLOATS, products, of3 + from))
                        .intoArray(products, of3 + from);
            }
        }
        g0.intoArray(gradients, at);
        l0.intoArray(losses, at);
        g1.intoArray(gradients, at + Lanes.WIDTH);
        l1.intoArray(losses, at + Lanes.WIDTH);
        g2.intoArray(gradients, at + 2 * Lanes.WIDTH);
        l2.intoArray(losses, at + 2 * Lanes.WIDTH);
        g3.intoArray(gradients, at + 3 * Lanes.WIDTH);
        l3.intoArray(losses, at + 3 * Lanes.WIDTH);
    }

    /// As [#four] for one vector.
    static void one(
            float[] rows,
            int[] active,
            int[] counts,
            int samples,
            int padded,
            float[] gram,
            float[] products,
            int features,
            int group,
            int lane,
            float[] biases,
            float[] importance,
            float[] gradients,
            float[] losses) {
        int at = group * Lanes.VIRTUAL + lane;
        int of0 = group * features * Lanes.VIRTUAL + lane;
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, biases, at);
        FloatVector i0 = FloatVector.fromArray(Lanes.FLOATS, importance, at);
        FloatVector g0 = FloatVector.fromArray(Lanes.FLOATS, gradients, at);
        FloatVector l0 = FloatVector.fromArray(Lanes.FLOATS, losses, at);
        for (int sample = 0; sample < samples; sample++) {
            int row = sample * padded;
            int end = row + counts[sample];
            FloatVector y0 = b0;
            for (int e = row; e < end; e++) {
                int feature = active[e];
                FloatVector x = FloatVector.broadcast(Lanes.FLOATS, rows[row + feature]);
                int from = feature * Lanes.VIRTUAL;
                y0 = x.fma(FloatVector.fromArray(Lanes.FLOATS, gram, of0 + from), y0);
            }
            int in = row + at;
            VectorMask<Float> passes0 = y0.compare(GT, 0f);
            FloatVector e0 = Lanes.ZERO.blend(y0, passes0).sub(FloatVector.fromArray(Lanes.FLOATS, rows, in));
            FloatVector v0 = e0.mul(i0);
            l0 = v0.fma(e0, l0);
            y0 = Lanes.ZERO.blend(v0, passes0);
            g0 = g0.add(y0);
            for (int e = row; e < end; e++) {
                int feature = active[e];
                FloatVector x = FloatVector.broadcast(Lanes.FLOATS, rows[row + feature]);
                int from = feature * Lanes.VIRTUAL;
                x.fma(y0, FloatVector.fromArray(Lanes.FLOATS, products, of0 + from))
                        .intoArray(products, of0 + from);
            }
        }
        g0.intoArray(gradients, at);
        l0.intoArray(losses, at);
    }
}

package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import tegum.random.ActivityTables;
import tegum.random.BoundedValue;
import tegum.random.Philox;

/// Draws the dense features of a chunk of samples. Not thread-safe.
///
/// A unit is a block of 64 samples of one feature: 8 draws, two 16-bit draws a word.
///
/// Source: DESIGN section 5, "Dense features".
final class DenseInputs {
    static final int BLOCK = 64;
    private static final int ALWAYS = 65536;
    private static final int DRAWS_A_UNIT = 8;
    private static final int WORDS_A_UNIT = 16;
    private static final int QUARTER = BLOCK / 4;

    private final int blocks;
    private final int[] features;
    private final int[] bounds;
    private final float[] scales;
    private final PhiloxLanes philox;
    private final int[] draws;
    private final int[] groups;
    private final int[] low;
    private final int[] high;

    /// @param tables any tables of the kernel key: which features are dense is the same for all
    /// @param blocks blocks of a chunk
    DenseInputs(ActivityTables tables, int blocks, PhiloxLanes philox) {
        this.blocks = blocks;
        this.philox = philox;
        int dense = tables.denseCount();
        this.features = new int[dense];
        this.bounds = new int[dense];
        this.scales = new float[dense];
        int registersAUnit = DRAWS_A_UNIT / PhiloxLanes.DRAWS;
        int registers = dense * blocks * registersAUnit;
        int padded = Math.ceilDiv(registers, PhiloxLanes.REGISTERS) * PhiloxLanes.REGISTERS;
        this.draws = new int[padded];
        this.groups = new int[padded];
        this.low = new int[padded * 2 * PhiloxLanes.DRAWS];
        this.high = new int[padded * 2 * PhiloxLanes.DRAWS];
        for (int r = 0; r < registers; r++) {
            int unit = r / registersAUnit;
            features[unit / blocks] = tables.denseFeature(unit / blocks);
            groups[r] = features[unit / blocks];
            draws[r] = unit % blocks * DRAWS_A_UNIT + r % registersAUnit * PhiloxLanes.DRAWS;
        }
    }

    boolean isEmpty() {
        return features.length == 0;
    }

    /// Takes the bounds of another training.
    ///
    /// @param valueScale 1, or 2 for the value laws that double `u`
    void bind(ActivityTables tables, float valueScale) {
        for (int d = 0; d < features.length; d++) {
            bounds[d] = tables.denseBound(d);
            scales[d] = BoundedValue.scale(bounds[d]) * valueScale;
        }
    }

    /// Draws a chunk.
    ///
    /// @param first first sample; a multiple of 64
    /// @param shift what the value law adds
    /// @param x receives the inputs, a row of `stride` floats per feature, from `base` on
    void fill(int step, int first, float shift, float[] x, int stride, int base) {
        draw(step, first);
        for (int d = 0; d < features.length; d++) {
            int from = d * blocks * WORDS_A_UNIT;
            int to = features[d] * stride + base;
            if (bounds[d] == ALWAYS) {
                convertAll(low, high, from, blocks, scales[d], shift, x, to);
            } else {
                convert(low, high, from, blocks, bounds[d], scales[d], shift, x, to);
            }
        }
    }

    /// Draws a chunk and marks the samples with an active feature.
    ///
    /// @param activity receives a bit a sample, 64 an element, on top of what is there
    void fillAndMark(int step, int first, float shift, float[] x, int stride, int base, long[] activity) {
        draw(step, first);
        for (int d = 0; d < features.length; d++) {
            int from = d * blocks * WORDS_A_UNIT;
            int to = features[d] * stride + base;
            convert(low, high, from, blocks, bounds[d], scales[d], shift, x, to);
            mark(low, high, from, blocks, bounds[d], activity);
        }
    }

    private void draw(int step, int first) {
        int offset = first / BLOCK * DRAWS_A_UNIT;
        philox.generate(step, Philox.DENSE, draws, groups, draws.length, offset, low, high);
    }

    /// Turns words into inputs: of a block, low halves of the low words go to the first 16 samples, their
    /// high halves to the next 16, and the same of the high words to the rest.
    private static void convert(
            int[] low, int[] high, int from, int blocks, int bound, float scale, float shift, float[] x, int to) {
        float half = scale * .5f;
        int column = to;
        for (int word = from; word < from + blocks * WORDS_A_UNIT; word += WORDS_A_UNIT) {
            for (int r = 0; r < QUARTER; r += Lanes.WIDTH) {
                IntVector pair = IntVector.fromArray(Lanes.INTS, low, word + r);
                IntVector d = pair.and(Lanes.LOW_HALF);
                FloatVector value =
                        ((FloatVector) d.convert(I2F, 0)).fma(scale, half).add(shift);
                Lanes.ZERO.blend(value, d.compare(LT, bound).cast(Lanes.FLOATS)).intoArray(x, column + r);
                d = pair.lanewise(LSHR, 16);
                value = ((FloatVector) d.convert(I2F, 0)).fma(scale, half).add(shift);
                Lanes.ZERO.blend(value, d.compare(LT, bound).cast(Lanes.FLOATS)).intoArray(x, column + QUARTER + r);
                pair = IntVector.fromArray(Lanes.INTS, high, word + r);
                d = pair.and(Lanes.LOW_HALF);
                value = ((FloatVector) d.convert(I2F, 0)).fma(scale, half).add(shift);
                Lanes.ZERO.blend(value, d.compare(LT, bound).cast(Lanes.FLOATS)).intoArray(x, column + 2 * QUARTER + r);
                d = pair.lanewise(LSHR, 16);
                value = ((FloatVector) d.convert(I2F, 0)).fma(scale, half).add(shift);
                Lanes.ZERO.blend(value, d.compare(LT, bound).cast(Lanes.FLOATS)).intoArray(x, column + 3 * QUARTER + r);
            }
            column += BLOCK;
        }
    }

    /// As [#convert] for a feature that is always active.
    private static void convertAll(
            int[] low, int[] high, int from, int blocks, float scale, float shift, float[] x, int to) {
        float half = scale * .5f;
        int column = to;
        for (int word = from; word < from + blocks * WORDS_A_UNIT; word += WORDS_A_UNIT) {
            for (int r = 0; r < QUARTER; r += Lanes.WIDTH) {
                IntVector pair = IntVector.fromArray(Lanes.INTS, low, word + r);
                ((FloatVector) pair.and(Lanes.LOW_HALF).convert(I2F, 0))
                        .fma(scale, half)
                        .add(shift)
                        .intoArray(x, column + r);
                ((FloatVector) pair.lanewise(LSHR, 16).convert(I2F, 0))
                        .fma(scale, half)
                        .add(shift)
                        .intoArray(x, column + QUARTER + r);
                pair = IntVector.fromArray(Lanes.INTS, high, word + r);
                ((FloatVector) pair.and(Lanes.LOW_HALF).convert(I2F, 0))
                        .fma(scale, half)
                        .add(shift)
                        .intoArray(x, column + 2 * QUARTER + r);
                ((FloatVector) pair.lanewise(LSHR, 16).convert(I2F, 0))
                        .fma(scale, half)
                        .add(shift)
                        .intoArray(x, column + 3 * QUARTER + r);
            }
            column += BLOCK;
        }
    }

    /// Draws a chunk without the samples that have no active feature, for machines of 16 lanes.
    ///
    /// @param count samples of the chunk
    /// @param activity room for a bit a sample
    /// @return number of samples
    int fillActive(int step, int first, int count, float shift, float[] x, int stride, int base, long[] activity) {
        draw(step, first);
        Arrays.fill(activity, 0);
        for (int d = 0; d < features.length; d++) {
            mark(low, high, d * blocks * WORDS_A_UNIT, blocks, bounds[d], activity);
        }
        int used = Math.ceilDiv(count, BLOCK);
        activity[used - 1] &= -1L >>> -count;
        int end = base;
        for (int d = 0; d < features.length; d++) {
            int from = d * blocks * WORDS_A_UNIT;
            int row = features[d] * stride;
            end = convertActive(low, high, from, used, bounds[d], scales[d], shift, activity, x, row + base) - row;
        }
        return end - base;
    }

    /// As [#convert], one sample kept beside the other.
    private static int convertActive(
            int[] low,
            int[] high,
            int from,
            int blocks,
            int bound,
            float scale,
            float shift,
            long[] activity,
            float[] x,
            int to) {
        float half = scale * .5f;
        int column = to;
        for (int b = 0; b < blocks; b++) {
            int word = from + b * WORDS_A_UNIT;
            long active = activity[b];
            IntVector pair = IntVector.fromArray(Lanes.INTS, low, word);
            IntVector d = pair.and(Lanes.LOW_HALF);
            FloatVector value =
                    ((FloatVector) d.convert(I2F, 0)).fma(scale, half).add(shift);
            VectorMask<Float> kept = VectorMask.fromLong(Lanes.FLOATS, active);
            Lanes.ZERO
                    .blend(value, d.compare(LT, bound).cast(Lanes.FLOATS))
                    .compress(kept)
                    .intoArray(x, column);
            column += kept.trueCount();
            d = pair.lanewise(LSHR, 16);
            value = ((FloatVector) d.convert(I2F, 0)).fma(scale, half).add(shift);
            kept = VectorMask.fromLong(Lanes.FLOATS, active >>> QUARTER);
            Lanes.ZERO
                    .blend(value, d.compare(LT, bound).cast(Lanes.FLOATS))
                    .compress(kept)
                    .intoArray(x, column);
            column += kept.trueCount();
            pair = IntVector.fromArray(Lanes.INTS, high, word);
            d = pair.and(Lanes.LOW_HALF);
            value = ((FloatVector) d.convert(I2F, 0)).fma(scale, half).add(shift);
            kept = VectorMask.fromLong(Lanes.FLOATS, active >>> (2 * QUARTER));
            Lanes.ZERO
                    .blend(value, d.compare(LT, bound).cast(Lanes.FLOATS))
                    .compress(kept)
                    .intoArray(x, column);
            column += kept.trueCount();
            d = pair.lanewise(LSHR, 16);
            value = ((FloatVector) d.convert(I2F, 0)).fma(scale, half).add(shift);
            kept = VectorMask.fromLong(Lanes.FLOATS, active >>> (3 * QUARTER));
            Lanes.ZERO
                    .blend(value, d.compare(LT, bound).cast(Lanes.FLOATS))
                    .compress(kept)
                    .intoArray(x, column);
            column += kept.trueCount();
        }
        return column;
    }

    private static void mark(int[] low, int[] high, int from, int blocks, int bound, long[] activity) {
        for (int b = 0; b < blocks; b++) {
            long active = 0;
            for (int r = 0; r < QUARTER; r += Lanes.WIDTH) {
                IntVector pair = IntVector.fromArray(Lanes.INTS, low, from + b * WORDS_A_UNIT + r);
                active |= pair.and(Lanes.LOW_HALF).compare(LT, bound).toLong() << r;
                active |= pair.lanewise(LSHR, 16).compare(LT, bound).toLong() << (QUARTER + r);
                pair = IntVector.fromArray(Lanes.INTS, high, from + b * WORDS_A_UNIT + r);
                active |= pair.and(Lanes.LOW_HALF).compare(LT, bound).toLong() << (2 * QUARTER + r);
                active |= pair.lanewise(LSHR, 16).compare(LT, bound).toLong() << (3 * QUARTER + r);
            }
            activity[b] |= active;
        }
    }
}

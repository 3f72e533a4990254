package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

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
    private static final int DRAWS_A_UNIT = 8;
    private static final int WORDS_A_UNIT = 16;

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
        int padded = (registers + PhiloxLanes.REGISTERS - 1) / PhiloxLanes.REGISTERS * PhiloxLanes.REGISTERS;
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
    /// @param activity receives the active samples in bits, 16 a group, on top of what is there
    void fill(int step, int first, float shift, float[] x, int stride, int base, int[] activity) {
        int offset = first / BLOCK * DRAWS_A_UNIT;
        for (int r = 0; r < draws.length; r += PhiloxLanes.REGISTERS) {
            philox.generate(step, Philox.DENSE, draws, groups, r, offset, low, high, r * 2 * PhiloxLanes.DRAWS);
        }
        for (int d = 0; d < features.length; d++) {
            int from = d * blocks * WORDS_A_UNIT;
            int to = features[d] * stride + base;
            convert(low, from, blocks, bounds[d], scales[d], shift, x, to, activity, 0);
            convert(high, from, blocks, bounds[d], scales[d], shift, x, to + BLOCK / 2, activity, 2);
        }
    }

    /// Turns words into inputs: low halves go to the first 16 samples, high halves to the next 16,
    /// of each block.
    private static void convert(
            int[] words,
            int from,
            int blocks,
            int bound,
            float scale,
            float shift,
            float[] x,
            int to,
            int[] activity,
            int group) {
        for (int b = 0; b < blocks; b++) {
            int lowActive = 0;
            int highActive = 0;
            for (int r = 0; r < Lanes.VIRTUAL; r += Lanes.WIDTH) {
                IntVector word = IntVector.fromArray(Lanes.INTS, words, from + b * WORDS_A_UNIT + r);
                IntVector d = word.and(Lanes.LOW_HALF);
                VectorMask<Integer> active = d.compare(LT, bound);
                FloatVector value = (FloatVector) d.convert(I2F, 0);
                Lanes.ZERO
                        .blend(value.fma(scale, scale * .5f).add(shift), active.cast(Lanes.FLOATS))
                        .intoArray(x, to + b * BLOCK + r);
                lowActive |= (int) active.toLong() << r;
                d = word.lanewise(LSHR, 16);
                active = d.compare(LT, bound);
                value = (FloatVector) d.convert(I2F, 0);
                Lanes.ZERO
                        .blend(value.fma(scale, scale * .5f).add(shift), active.cast(Lanes.FLOATS))
                        .intoArray(x, to + b * BLOCK + Lanes.VIRTUAL + r);
                highActive |= (int) active.toLong() << r;
            }
            activity[4 * b + group] |= lowActive;
            activity[4 * b + group + 1] |= highActive;
        }
    }
}

package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import tegum.random.ActivityTables;
import tegum.random.BoundedValue;
import tegum.random.Philox;
import tegum.random.SparseGroup;

/// Lists the active features of one sparse group, a chunk of samples after the other. Not thread-safe.
///
/// Positions count features of samples from the chunk's first sample on, so that they stay small.
///
/// Source: DESIGN section 5, "Sparse features".
final class SparseInputs {
    /// Draws that are decoded at once, whatever the machine's lanes. Half of what is drawn at 512 bits: short
    /// lists need no more.
    private static final int DRAWS_AT_ONCE = Math.min(PhiloxLanes.REGISTERS * PhiloxLanes.DRAWS, 16);

    /// The bound of a candidate that is always active.
    static final int ALWAYS = 1 << 22;

    /// Adding this leaves the nearest integer in a float's low bits.
    private static final float ROUND = 0x1.8p23f;

    private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);
    private static final boolean WIDE = Lanes.WIDTH == Lanes.VIRTUAL;

    private final int chunk;
    private final int at;
    private final int count;
    private final int[] features;
    private final SparseGroup.Run[] runs;
    private final PhiloxLanes philox;
    private int[] alias = new int[0];
    private final int[] bounds;
    private final float[] scales;
    private final boolean contiguous;
    private boolean uniform;

    private final int[] draws = new int[PhiloxLanes.REGISTERS];
    private final int[] groups = new int[PhiloxLanes.REGISTERS];
    private final int[] low = new int[PhiloxLanes.WORDS];
    private final int[] high = new int[PhiloxLanes.WORDS];
    private final Gaps gaps;

    /// Next draw of the run.
    private int draw;

    /// Number of candidates that the last chunk took.
    private int taken;

    private final int[] places = new int[Lanes.VIRTUAL];

    /// The active features of the chunk.
    final int[] samples;

    final int[] activeFeatures;
    final float[] values;

    /// @param at index of the group in the tables
    /// @param tables any tables of the kernel key: groups and runs are the same for all
    /// @param chunk samples of a chunk
    SparseInputs(ActivityTables tables, int at, int chunk, PhiloxLanes philox) {
        SparseGroup group = tables.groups().get(at);
        this.chunk = chunk;
        this.at = at;
        this.count = group.count();
        this.philox = philox;
        this.runs = group.runs().toArray(SparseGroup.Run[]::new);
        this.features = new int[count];
        for (int j = 0; j < count; j++) {
            features[j] = group.feature(j);
        }
        this.contiguous = features[count - 1] - features[0] == count - 1;
        this.bounds = new int[count];
        this.scales = new float[count];
        int most = chunk * count;
        this.samples = new int[most + GramSamples.SENTINELS];
        this.activeFeatures = new int[most + Lanes.VIRTUAL];
        this.values = new float[most + Lanes.VIRTUAL];
        this.gaps = new Gaps(most + PhiloxLanes.WORDS);
        for (int r = 0; r < draws.length; r++) {
            draws[r] = r * PhiloxLanes.DRAWS;
        }
    }

    /// Takes the table and the bounds of another training.
    ///
    /// @param valueScale 1, or 2 for the value laws that double `u`
    void bind(ActivityTables tables, float valueScale) {
        SparseGroup group = tables.groups().get(at);
        alias = group.alias().toArray();
        uniform = true;
        for (int j = 0; j < count; j++) {
            bounds[j] = group.bound(j);
            scales[j] = BoundedValue.scale(bounds[j]) * valueScale;
            uniform &= bounds[j] == ALWAYS;
        }
    }

    /// Lists the active features of the samples from `first` up to, not including, `end`, in order.
    ///
    /// Chunks are asked for in order, each step from sample 0 on.
    ///
    /// @param shift what the value law adds
    /// @return how many there are; [#samples] count from `first`
    int list(int step, int first, int end, float shift) {
        int active = 0;
        for (SparseGroup.Run run : runs) {
            int from = Math.max(first, run.first());
            int to = Math.min(end, run.end());
            if (from >= to) {
                continue;
            }
            if (from == run.first()) {
                gaps.begin();
                draw = 0;
            }
            int limit = (to - from) * count;
            while (gaps.position() < limit) {
                refill(step, run.counterGroup());
            }
            active = take(limit, from - first, shift, active);
            if (to < run.end()) {
                gaps.drop(taken, limit);
            }
        }
        return active;
    }

    /// Puts the samples listed side by side: what spreading and leaving out would do, in time that grows with the
    /// active features alone.
    ///
    /// @param active how many active features are listed
    /// @param x receives the inputs, a row of `stride` floats per feature, from column `to` on
    /// @return one past the last column
    int place(int active, float[] x, int stride, int to) {
        clear(x, features, stride, to, to + Math.min(active, chunk));
        return placeAll(samples, activeFeatures, values, active, x, stride, to);
    }

    /// Zeroes columns in whole vectors: room for the last lies beyond the columns of a chunk.
    private static void clear(float[] x, int[] features, int stride, int from, int end) {
        for (int feature : features) {
            for (int column = feature * stride + from; column < feature * stride + end; column += Lanes.WIDTH) {
                Lanes.ZERO.intoArray(x, column);
            }
        }
    }

    private static int placeAll(
            int[] samples, int[] activeFeatures, float[] values, int active, float[] x, int stride, int to) {
        int column = to - 1;
        int before = -1;
        for (int e = 0; e < active; e++) {
            int sample = samples[e];
            column += (before - sample) >>> 31;
            before = sample;
            x[activeFeatures[e] * stride + column] = values[e];
        }
        return column + 1;
    }

    private void refill(int step, int counterGroup) {
        int within = draw % (PhiloxLanes.REGISTERS * PhiloxLanes.DRAWS);
        if (within == 0) {
            Arrays.fill(groups, counterGroup);
            philox.generate(step, Philox.SPARSE, draws, groups, groups.length, draw, low, high);
        }
        gaps.decode(alias, low, high, 2 * within, 2 * (within + DRAWS_AT_ONCE));
        draw += DRAWS_AT_ONCE;
    }

    /// Appends the candidates before `limit` that are active to the list.
    ///
    /// @return the list's new length
    private int take(int limit, int sample, float shift, int active) {
        if (!WIDE) {
            return takeNarrow(limit, sample, shift, active);
        }
        if (uniform && contiguous) {
            taken = takeUniform(
                    gaps.positions,
                    gaps.integers,
                    limit,
                    count,
                    sample,
                    features[0],
                    scales[0],
                    shift,
                    samples,
                    activeFeatures,
                    values,
                    active);
            return active + taken;
        }
        return takeWide(limit, sample, shift, active);
    }

    private static int takeUniform(
            int[] positions,
            int[] integers,
            int limit,
            int count,
            int sample,
            int feature,
            float scale,
            float shift,
            int[] samples,
            int[] activeFeatures,
            float[] values,
            int active) {
        float reciprocal = 1f / count;
        float half = scale * .5f;
        int next = active;
        int e = 0;
        int found;
        do {
            IntVector position = IntVector.fromArray(Lanes.INTS, positions, e);
            found = position.compare(LT, limit).trueCount();
            IntVector inRun = ((FloatVector) position.convert(I2F, 0))
                    .fma(reciprocal, (reciprocal - 1f) * .5f)
                    .add(ROUND)
                    .reinterpretAsInts()
                    .sub(ROUND_BITS);
            inRun.add(sample).intoArray(samples, next);
            position.sub(inRun.mul(count)).add(feature).intoArray(activeFeatures, next);
            ((FloatVector) IntVector.fromArray(Lanes.INTS, integers, e).convert(I2F, 0))
                    .fma(scale, half)
                    .add(shift)
                    .intoArray(values, next);
            next += found;
            e += Lanes.VIRTUAL;
        } while (found == Lanes.VIRTUAL);
        return next - active;
    }

    private int takeWide(int limit, int sample, float shift, int active) {
        float reciprocal = 1f / count;
        int next = active;
        int e = 0;
        int found;
        taken = 0;
        do {
            IntVector position = IntVector.fromArray(Lanes.INTS, gaps.positions, e);
            VectorMask<Integer> before = position.compare(LT, limit);
            found = before.trueCount();
            IntVector inRun = ((FloatVector) position.convert(I2F, 0))
                    .fma(reciprocal, (reciprocal - 1f) * .5f)
                    .add(ROUND)
                    .reinterpretAsInts()
                    .sub(ROUND_BITS);
            IntVector j = IntVector.zero(Lanes.INTS).blend(position.sub(inRun.mul(count)), before);
            j.intoArray(places, 0);
            IntVector d = IntVector.fromArray(Lanes.INTS, gaps.integers, e);
            VectorMask<Integer> isActive = d.compare(LT, IntVector.fromArray(Lanes.INTS, bounds, 0, places, 0))
                    .and(before);
            FloatVector scale = FloatVector.fromArray(Lanes.FLOATS, scales, 0, places, 0);
            inRun.add(sample).compress(isActive).intoArray(samples, next);
            IntVector.fromArray(Lanes.INTS, features, 0, places, 0)
                    .compress(isActive)
                    .intoArray(activeFeatures, next);
            ((FloatVector) d.convert(I2F, 0))
                    .fma(scale, scale.mul(.5f))
                    .add(shift)
                    .compress(isActive.cast(Lanes.FLOATS))
                    .intoArray(values, next);
            next += isActive.trueCount();
            taken += found;
            e += Lanes.VIRTUAL;
        } while (found == Lanes.VIRTUAL);
        return next;
    }

    private int takeNarrow(int limit, int sample, float shift, int active) {
        int[] positions = gaps.positions;
        int[] integers = gaps.integers;
        // Exact for every position below 2³² / count.
        long reciprocal = (1L << 32) / count + 1;
        int next = active;
        int k = 0;
        while (positions[k] < limit) {
            int inRun = (int) ((positions[k] * reciprocal) >>> 32);
            int j = positions[k] - inRun * count;
            samples[next] = sample + inRun;
            activeFeatures[next] = features[j];
            values[next] = ((float) integers[k] + .5f) * scales[j] + shift;
            next += (integers[k] - bounds[j]) >>> 31;
            k++;
        }
        taken = k;
        return next;
    }
}

package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import tegum.random.ActivityTables;
import tegum.random.BoundedValue;
import tegum.random.Philox;
import tegum.random.SparseGroup;

/// The inputs of several steps, drawn together, where a step has so few active features that its time would go into
/// the beginnings and ends of loops.
///
/// The random numbers of a step do not depend on its parameters. Each step gets a fixed number of words, enough nearly
/// always, so that no loop's length is drawn anew; a step that needs more is drawn again by [SparseInputs].
///
/// For machines of 16 lanes, and one group of sparse features side by side in one run that share a density. What is
/// drawn is what [SparseInputs] draws. Not thread-safe.
///
/// Source: DESIGN section 5, "Sparse features".
final class StepsAhead {
    /// Steps that are drawn together at most.
    private static final int MOST_STEPS = 8;

    private static final int MOST_REGISTERS = PhiloxLanes.MOST_STEPS;

    /// Standard deviations beyond the expected number of words that are drawn.
    private static final double DEVIATIONS = 2;

    /// Gap words in a register of [PhiloxLanes].
    private static final int WORDS_A_REGISTER = Lanes.VIRTUAL;

    private static final int MOST_FEATURES = 8;
    private static final int NONE = 255;
    private static final float ROUND = 0x1.8p23f;
    private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

    private final int batch;
    private final int count;
    private final int feature;
    private final int counterGroup;
    private final int limit;
    private final float shift;
    private final PhiloxLanes philox;
    private int[] alias = new int[0];
    private float scale;

    /// Registers that a step draws, and steps drawn together; 0 where it does not pay.
    private int registers;

    private int together;

    private final int[] draws = new int[MOST_REGISTERS];
    private final int[] groups = new int[MOST_REGISTERS];
    private final int[] later = new int[MOST_REGISTERS];
    private final int[] low = new int[MOST_REGISTERS * WORDS_A_REGISTER];
    private final int[] high = new int[MOST_REGISTERS * WORDS_A_REGISTER];
    private final int[] columns = new int[Lanes.VIRTUAL];

    /// Of all active features of the steps, one step's after the other's; from element 1 on.
    private final int[] samples = new int[MOST_REGISTERS * WORDS_A_REGISTER + 3 * Lanes.VIRTUAL];

    private final int[] features = new int[samples.length];
    private final float[] values = new float[samples.length];

    /// One past each step's last active feature; the first element is where the first step begins.
    private final int[] ends = new int[MOST_STEPS + 1];

    /// Positions that each step's words reach.
    private final int[] reached = new int[MOST_STEPS];

    private final int[] starts = new int[MOST_STEPS];
    private final int[] rows = new int[MOST_STEPS];
    private int firstStep;
    private int steps;

    private StepsAhead(ActivityTables tables, SparseGroup group, float shift, PhiloxLanes philox) {
        this.batch = tables.batch();
        this.count = group.count();
        this.feature = group.feature(0);
        this.counterGroup = group.runs().getFirst().counterGroup();
        this.limit = batch * count;
        this.shift = shift;
        this.philox = philox;
        Arrays.fill(groups, counterGroup);
    }

    /// Draws ahead for a cell, where that is possible.
    ///
    /// @param tables any tables of the kernel key
    /// @param chunk samples of a chunk
    /// @param shift what the value law adds
    static Optional<StepsAhead> of(ActivityTables tables, int chunk, float shift, PhiloxLanes philox) {
        List<SparseGroup> groups = tables.groups();
        if (Lanes.WIDTH != Lanes.VIRTUAL || groups.size() != 1 || tables.denseCount() > 0 || !tables.compacts()) {
            return Optional.empty();
        }
        SparseGroup group = groups.getFirst();
        int count = group.count();
        boolean contiguous = group.feature(count - 1) - group.feature(0) == count - 1;
        return contiguous && count <= MOST_FEATURES && group.runs().size() == 1 && chunk >= tables.batch()
                ? Optional.of(new StepsAhead(tables, group, shift, philox))
                : Optional.empty();
    }

    /// Takes the table of another training.
    void bind(ActivityTables tables, float valueScale) {
        SparseGroup group = tables.groups().getFirst();
        alias = group.alias().toArray();
        scale = BoundedValue.scale(SparseInputs.ALWAYS) * valueScale;
        boolean uniform = true;
        for (int j = 0; j < count; j++) {
            uniform &= group.bound(j) == SparseInputs.ALWAYS;
        }
        registers = Math.ceilDiv(words(group.largestDensity()), WORDS_A_REGISTER);
        together = uniform ? Math.min(MOST_STEPS, MOST_REGISTERS / registers) : 0;
        for (int r = 0; r < registers * together; r++) {
            draws[r] = r % registers * PhiloxLanes.DRAWS;
            later[r] = r / registers;
        }
    }

    /// Words that reach the limit nearly always: a word moves on by a gap and a candidate, or by 255 positions.
    private int words(double density) {
        double reaching = 1;
        double mean = 0;
        double square = 0;
        for (int gap = 0; gap < NONE; gap++) {
            double weight = reaching * density;
            mean += weight * (gap + 1);
            square += weight * (gap + 1) * (gap + 1);
            reaching -= weight;
        }
        mean += reaching * NONE;
        square += reaching * NONE * NONE;
        double expected = limit / mean;
        double deviation = Math.sqrt(expected * (square / (mean * mean) - 1));
        return (int) Math.ceil(expected + DEVIATIONS * deviation + 1);
    }

    /// Whether it pays for the training.
    boolean pays() {
        return together > 1;
    }

    /// Forgets the steps drawn, which were another training's.
    void forget() {
        steps = 0;
    }

    /// Columns of the first sample of a step, which is drawn if it is not there.
    ///
    /// @param last no later step is drawn
    /// @param plain draws the steps that need more words
    /// @param x receives the inputs of steps, a row of `stride` floats per feature
    /// @return which of the steps drawn it is, for [#start] and [#rows]
    int take(int step, int last, SparseInputs plain, float[] x, int stride) {
        if (step < firstStep || step >= firstStep + steps) {
            draw(step, Math.min(together - 1, last - step) + 1, plain, x, stride);
        }
        return step - firstStep;
    }

    /// Where in `x` the samples of a step begin, a multiple of 16 from [AlignedFloats#FIRST].
    int start(int at) {
        return starts[at];
    }

    /// Number of samples of a step.
    int rows(int at) {
        return rows[at];
    }

    private void draw(int step, int wanted, SparseInputs plain, float[] x, int stride) {
        int padded = Math.ceilDiv(registers * wanted, PhiloxLanes.REGISTERS) * PhiloxLanes.REGISTERS;
        philox.generateSteps(step, later, Philox.SPARSE, draws, groups, padded, low, high);
        decode(
                alias, low, high, columns, wanted, registers, limit, count, scale, shift, samples, features, values,
                ends, reached);
        int start = AlignedFloats.FIRST;
        int at = 0;
        while (at < wanted) {
            boolean complete = reached[at] >= limit;
            int active = complete ? ends[at + 1] - ends[at] : plain.list(step + at, 0, batch, shift);
            int end = start + Math.min(active, batch);
            if (end + DenseInputs.BLOCK + Lanes.VIRTUAL > AlignedFloats.FIRST + stride) {
                break;
            }
            if (complete) {
                end = place(samples, features, values, ends[at], ends[at + 1], x, stride, start, feature, count);
            } else {
                end = plain.place(active, x, stride, start);
            }
            starts[at] = start;
            rows[at] = end - start;
            start = (end - AlignedFloats.FIRST + Lanes.VIRTUAL - 1) / Lanes.VIRTUAL * Lanes.VIRTUAL
                    + AlignedFloats.FIRST;
            at++;
        }
        firstStep = step;
        steps = at;
    }

    /// Lists the active features of some steps.
    ///
    /// One long method of many parameters by design: vectors do not cross calls that are not inlined.
    private static void decode(
            int[] alias,
            int[] low,
            int[] high,
            int[] columns,
            int steps,
            int registers,
            int limit,
            int count,
            float scale,
            float shift,
            int[] samples,
            int[] features,
            float[] values,
            int[] ends,
            int[] reached) {
        float half = scale * .5f;
        float reciprocal = 1f / count;
        float below = (reciprocal - 1f) * .5f;
        int next = 1;
        int word = 0;
        ends[0] = next;
        for (int s = 0; s < steps; s++) {
            IntVector base = IntVector.zero(Lanes.INTS);
            int end = word + registers * WORDS_A_REGISTER;
            for (; word < end; word += WORDS_A_REGISTER) {
                IntVector even = IntVector.fromArray(Lanes.INTS, low, word);
                IntVector odd = IntVector.fromArray(Lanes.INTS, high, word);
                IntVector gaps = even.reinterpretAsLongs()
                        .lanewise(LSHR, 32)
                        .reinterpretAsInts()
                        .blend(odd, Gaps.ODD);
                IntVector drawn =
                        even.blend(odd.reinterpretAsLongs().lanewise(LSHL, 32).reinterpretAsInts(), Gaps.ODD);
                IntVector column = gaps.and(NONE);
                column.intoArray(columns, 0);
                IntVector entry = IntVector.fromArray(Lanes.INTS, alias, 0, columns, 0);
                IntVector gap =
                        entry.and(NONE).blend(column, gaps.lanewise(LSHR, 8).compare(LT, entry.lanewise(LSHR, 8)));
                VectorMask<Integer> found = gap.compare(NE, NONE);
                IntVector sum = gap.add(1, found);
                sum = sum.add(sum.rearrange(Gaps.UP_1), Gaps.FROM_1);
                sum = sum.add(sum.rearrange(Gaps.UP_2), Gaps.FROM_2);
                sum = sum.add(sum.rearrange(Gaps.UP_4), Gaps.FROM_4);
                sum = sum.add(sum.rearrange(Gaps.UP_8), Gaps.FROM_8).add(base);
                base = sum.rearrange(Gaps.LAST);
                IntVector position = sum.sub(1);
                found = found.and(position.compare(LT, limit));
                IntVector sample = ((FloatVector) position.convert(I2F, 0))
                        .fma(reciprocal, below)
                        .add(ROUND)
                        .reinterpretAsInts()
                        .sub(ROUND_BITS);
                sample.compress(found).intoArray(samples, next);
                position.sub(sample.mul(count)).compress(found).intoArray(features, next);
                ((FloatVector) drawn.lanewise(LSHR, 10).convert(I2F, 0))
                        .fma(scale, half)
                        .add(shift)
                        .compress(found.cast(Lanes.FLOATS))
                        .intoArray(values, next);
                next += found.trueCount();
            }
            ends[s + 1] = next;
            reached[s] = base.lane(0);
        }
    }

    /// Puts the samples of a step side by side, each where its first active feature is in the list.
    ///
    /// @return one past the last column, after which a vector of zeros follows
    private static int place(
            int[] samples,
            int[] features,
            float[] values,
            int from,
            int end,
            float[] x,
            int stride,
            int start,
            int feature,
            int count) {
        int to = start;
        long first = 1;
        for (int e = from; e < end; e += Lanes.VIRTUAL) {
            long there = (1L << Math.min(Lanes.VIRTUAL, end - e)) - 1;
            IntVector sample = IntVector.fromArray(Lanes.INTS, samples, e);
            first |= sample.compare(NE, IntVector.fromArray(Lanes.INTS, samples, e - 1))
                    .toLong();
            first &= there;
            long follows = sample.compare(EQ, IntVector.fromArray(Lanes.INTS, samples, e + 1))
                            .toLong()
                    & first;
            if (end - e <= Lanes.VIRTUAL) {
                follows &= there >>> 1;
            }
            VectorMask<Float> columns = VectorMask.fromLong(Lanes.FLOATS, first);
            VectorMask<Integer> two = VectorMask.fromLong(Lanes.INTS, follows);
            IntVector one = IntVector.fromArray(Lanes.INTS, features, e);
            IntVector other = IntVector.fromArray(Lanes.INTS, features, e + 1);
            FloatVector value = FloatVector.fromArray(Lanes.FLOATS, values, e);
            FloatVector otherValue = FloatVector.fromArray(Lanes.FLOATS, values, e + 1);
            int row = feature * stride + to;
            for (int i = 0; i < count; i++) {
                Lanes.ZERO
                        .blend(value, one.compare(EQ, i).cast(Lanes.FLOATS))
                        .blend(otherValue, other.compare(EQ, i, two).cast(Lanes.FLOATS))
                        .compress(columns)
                        .intoArray(x, row);
                row += stride;
            }
            long third = sample.compare(EQ, IntVector.fromArray(Lanes.INTS, samples, e + 2))
                            .toLong()
                    & follows;
            if (third != 0) {
                placeThird(samples, features, values, e, end, first, third, x, stride, feature * stride + to);
            }
            to += Long.bitCount(first);
            first = 0;
        }
        for (int row = feature * stride + to; row < (feature + count) * stride; row += stride) {
            Lanes.ZERO.intoArray(x, row);
        }
        return to;
    }

    /// Places the third active features of samples, and later ones, which are rare.
    private static void placeThird(
            int[] samples,
            int[] features,
            float[] values,
            int from,
            int end,
            long first,
            long third,
            float[] x,
            int stride,
            int to) {
        for (long left = third; left != 0; left &= left - 1) {
            int lane = Long.numberOfTrailingZeros(left);
            int column = to + Long.bitCount(first & ((1L << lane) - 1));
            int sample = samples[from + lane];
            for (int e = from + lane + 2; e < end && samples[e] == sample; e++) {
                x[column + features[e] * stride] = values[e];
            }
        }
    }
}

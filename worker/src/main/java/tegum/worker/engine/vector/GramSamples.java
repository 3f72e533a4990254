package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.NE;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// Samples of a chunk in the order in which [GramKernel] adds them: by the number of active features, all from
/// [#MOST] on alike, then as they were drawn. So loops over a sample's features are of the same length many times in
/// turn, and the branch predictor is right.
final class GramSamples {
    /// Samples with as many active features or more are in one class.
    static final int MOST = 5;

    /// Elements that the samples of a list have room for past its length.
    static final int SENTINELS = 2 * Lanes.VIRTUAL;

    /// The first active feature of each sample with k of them, from [#from] on.
    final int[] order;

    /// One past the last active feature of each sample of the last class.
    final int[] ends;

    private final int room;

    /// How many samples have k active features.
    final int[] sizes = new int[MOST + 1];

    int[] active = new int[0];
    float[] values = new float[0];

    /// Active features of several lists, brought together.
    private int[] ownSamples = new int[0];

    private int[] ownActive = new int[0];
    private float[] ownValues = new float[0];

    private final int[] places;

    /// @param chunk most samples at once
    GramSamples(int chunk) {
        this.room = chunk + Lanes.VIRTUAL;
        this.order = new int[(MOST + 1) * room];
        this.ends = new int[room];
        this.places = new int[chunk];
    }

    /// Where in [#order] the samples with k active features begin.
    int from(int k) {
        return k * room;
    }

    /// Takes the samples of a list that have an active feature.
    ///
    /// @return number of samples
    int take(SparseInputs list, int length) {
        active = list.activeFeatures;
        values = list.values;
        return sort(list.samples, length);
    }

    /// Takes the samples that have an active feature in any of some lists: in a sample, list after list.
    ///
    /// @param lengths of the lists
    /// @return number of samples
    int take(SparseInputs[] lists, int[] lengths, int chunk) {
        int total = 0;
        Arrays.fill(places, 0, chunk, 0);
        for (int at = 0; at < lists.length; at++) {
            count(lists[at].samples, lengths[at], places);
            total += lengths[at];
        }
        reserve(total);
        open(places, chunk);
        for (int at = 0; at < lists.length; at++) {
            place(lists[at], lengths[at], places, ownSamples, ownActive, ownValues);
        }
        active = ownActive;
        values = ownValues;
        return sort(ownSamples, total);
    }

    private void reserve(int total) {
        if (total > ownActive.length) {
            ownSamples = new int[2 * total + SENTINELS];
            ownActive = new int[2 * total];
            ownValues = new float[2 * total];
        }
    }

    /// Takes columns of rows of inputs, with or without active features, as they are: all in the last class.
    ///
    /// @param column first of up to 16
    void take(float[] x, int stride, int column, int samples, int features) {
        reserve(Lanes.VIRTUAL * features);
        for (int sample = 0; sample < samples; sample++) {
            order[from(MOST) + sample] = sample * features;
            ends[sample] = sample * features;
        }
        gather(x, stride, column, samples, features, ownActive, ownValues, ends);
        active = ownActive;
        values = ownValues;
        Arrays.fill(sizes, 0);
        sizes[MOST] = samples;
    }

    private static void gather(
            float[] x, int stride, int column, int samples, int features, int[] active, float[] values, int[] ends) {
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
                int e = ends[sample];
                active[e] = i;
                values[e] = x[at + sample];
                ends[sample] = e + 1;
            }
        }
    }

    private static void count(int[] samples, int length, int[] counts) {
        for (int e = 0; e < length; e++) {
            counts[samples[e]]++;
        }
    }

    /// Turns counts into the places of first active features.
    private static void open(int[] places, int chunk) {
        int from = 0;
        for (int sample = 0; sample < chunk; sample++) {
            int to = from + places[sample];
            places[sample] = from;
            from = to;
        }
    }

    private static void place(
            SparseInputs list, int length, int[] places, int[] samples, int[] active, float[] values) {
        for (int e = 0; e < length; e++) {
            int sample = list.samples[e];
            int to = places[sample]++;
            samples[to] = sample;
            active[to] = list.activeFeatures[e];
            values[to] = list.values[e];
        }
    }

    /// @param samples ascending, with room for [#SENTINELS] past the length
    private int sort(int[] samples, int length) {
        for (int e = length; e < length + SENTINELS; e += Lanes.WIDTH) {
            IntVector.broadcast(Lanes.INTS, -1).intoArray(samples, e);
        }
        sort(samples, length, order, room, sizes);
        int from = from(MOST);
        for (int at = 0; at < sizes[MOST]; at++) {
            int e = order[from + at];
            int sample = samples[e];
            int end = e + MOST;
            while (samples[end] == sample) {
                end++;
            }
            ends[at] = end;
        }
        return sizes[1] + sizes[2] + sizes[3] + sizes[4] + sizes[MOST];
    }

    /// A sample has k active features where its first and the k-th from there are of one sample and the next is not.
    private static void sort(int[] samples, int length, int[] order, int room, int[] sizes) {
        int one = room;
        int two = 2 * room;
        int three = 3 * room;
        int four = 4 * room;
        int more = MOST * room;
        long before = 0;
        for (int e = 0; e < length; e += Lanes.WIDTH) {
            IntVector sample = IntVector.fromArray(Lanes.INTS, samples, e);
            long second = same(sample, samples, e + 1);
            long third = same(sample, samples, e + 2);
            long fourth = same(sample, samples, e + 3);
            long fifth = same(sample, samples, e + 4);
            long first = sample.compare(GE, 0).toLong() & ~(second << 1 | before);
            before = second >>> (Lanes.WIDTH - 1);
            IntVector entry = Lanes.COUNTING_INTS.add(e);
            one += put(entry, first & ~second, order, one);
            two += put(entry, first & second & ~third, order, two);
            three += put(entry, first & third & ~fourth, order, three);
            four += put(entry, first & fourth & ~fifth, order, four);
            more += put(entry, first & fifth, order, more);
        }
        sizes[1] = one - room;
        sizes[2] = two - 2 * room;
        sizes[3] = three - 3 * room;
        sizes[4] = four - 4 * room;
        sizes[MOST] = more - MOST * room;
    }

    private static long same(IntVector sample, int[] samples, int at) {
        return sample.compare(EQ, IntVector.fromArray(Lanes.INTS, samples, at)).toLong();
    }

    private static int put(IntVector entry, long which, int[] order, int at) {
        entry.compress(VectorMask.fromLong(Lanes.INTS, which)).intoArray(order, at);
        return Long.bitCount(which);
    }
}

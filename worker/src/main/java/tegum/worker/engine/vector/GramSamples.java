package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.NE;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Samples of a chunk in the order in which [GramKernel] adds them: by the number of active features, all from
/// [#MOST] on alike, then as they were drawn. So loops over a sample's features are of the same length many times in
/// turn, and the branch predictor is right.
final class GramSamples {
    /// Samples with as many active features or more are in one class.
    static final int MOST = 5;

    /// First active feature of each sample, and one past the last.
    final int[] starts;

    final int[] ends;

    /// Samples with k active features, from `k * room` on.
    final int[] order;

    final int room;

    /// How many samples have k active features.
    final int[] sizes = new int[MOST + 1];

    int[] active = new int[0];
    float[] values = new float[0];

    /// Active features of several lists, brought together.
    private int[] ownActive = new int[0];

    private float[] ownValues = new float[0];

    private final int[] places;

    /// @param chunk most samples at once
    GramSamples(int chunk) {
        this.room = chunk + Lanes.VIRTUAL;
        this.starts = new int[room + 1];
        this.ends = new int[room + 1];
        this.order = new int[(MOST + 1) * room];
        this.places = new int[room + 1];
    }

    /// Takes the samples of a list that have an active feature.
    ///
    /// @return number of samples
    int take(SparseInputs list, int length) {
        active = list.activeFeatures;
        values = list.values;
        int samples = bounds(list.samples, length, starts, ends);
        sort(samples, starts, ends, order, room, sizes);
        return samples;
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
        if (total > ownActive.length) {
            ownActive = new int[2 * total];
            ownValues = new float[2 * total];
        }
        int samples = open(places, chunk, starts, ends);
        for (int at = 0; at < lists.length; at++) {
            place(lists[at], lengths[at], places, ownActive, ownValues);
        }
        active = ownActive;
        values = ownValues;
        sort(samples, starts, ends, order, room, sizes);
        return samples;
    }

    /// Takes columns of rows of inputs, with or without active features, as they are: all in the last class.
    ///
    /// @param column first of up to 16
    void take(float[] x, int stride, int column, int samples, int features) {
        int most = Lanes.VIRTUAL * features;
        if (ownActive.length < most) {
            ownActive = new int[most];
            ownValues = new float[most];
        }
        for (int sample = 0; sample < samples; sample++) {
            order[MOST * room + sample] = sample;
            starts[sample] = sample * features;
            ends[sample] = starts[sample];
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

    /// @return number of samples
    private static int bounds(int[] list, int length, int[] starts, int[] ends) {
        int next = 0;
        int before = -1;
        for (int e = 0; e < length; e++) {
            int sample = list[e];
            starts[next] = e;
            next += (before - sample) >>> 31;
            before = sample;
        }
        starts[next] = length;
        System.arraycopy(starts, 1, ends, 0, next);
        return next;
    }

    private static void count(int[] samples, int length, int[] counts) {
        for (int e = 0; e < length; e++) {
            counts[samples[e]]++;
        }
    }

    /// Turns counts into the places of first active features.
    private static int open(int[] places, int chunk, int[] starts, int[] ends) {
        int from = 0;
        int next = 0;
        for (int sample = 0; sample < chunk; sample++) {
            int to = from + places[sample];
            places[sample] = from;
            starts[next] = from;
            ends[next] = to;
            next += (from - to) >>> 31;
            from = to;
        }
        return next;
    }

    private static void place(SparseInputs list, int length, int[] places, int[] active, float[] values) {
        for (int e = 0; e < length; e++) {
            int to = places[list.samples[e]]++;
            active[to] = list.activeFeatures[e];
            values[to] = list.values[e];
        }
    }

    private static void sort(int samples, int[] starts, int[] ends, int[] order, int room, int[] sizes) {
        int one = room;
        int two = 2 * room;
        int three = 3 * room;
        int four = 4 * room;
        int more = MOST * room;
        for (int sample = 0; sample < samples; sample++) {
            int k = ends[sample] - starts[sample];
            order[one] = sample;
            order[two] = sample;
            order[three] = sample;
            order[four] = sample;
            order[more] = sample;
            one += k == 1 ? 1 : 0;
            two += k == 2 ? 1 : 0;
            three += k == 3 ? 1 : 0;
            four += k == 4 ? 1 : 0;
            more += k >= MOST ? 1 : 0;
        }
        sizes[1] = one - room;
        sizes[2] = two - 2 * room;
        sizes[3] = three - 3 * room;
        sizes[4] = four - 4 * room;
        sizes[MOST] = more - MOST * room;
    }
}

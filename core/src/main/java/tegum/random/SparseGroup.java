package tegum.random;

import java.util.ArrayList;
import java.util.List;

/// The sparse features of one octave of densities, which share a list of candidates.
///
/// Source: DESIGN section 5, "Sparse features".
public final class SparseGroup {
    private static final int RUNS = 8;

    private final int octave;
    private final double largestDensity;
    private final int[] features;
    private final int[] bounds;
    private final List<Run> runs;
    private final AliasTable alias;

    /// A stretch of samples with its own list.
    ///
    /// @param counterGroup last word of its counters, `octave + 2²⁴ run`
    /// @param first first sample
    /// @param end last sample + 1
    public record Run(int counterGroup, int first, int end) {}

    /// What is told of each active feature, in the order of samples and, in a sample, of features.
    @FunctionalInterface
    public interface ActiveVisitor {

        /// @param d the integer below `bound` that gives the value
        void active(int sample, int feature, int d, int bound);
    }

    private SparseGroup(int octave, double largestDensity, int[] features, int[] bounds, List<Run> runs) {
        this.octave = octave;
        this.largestDensity = largestDensity;
        this.features = features;
        this.bounds = bounds;
        this.runs = runs;
        this.alias = AliasTable.of(largestDensity);
    }

    /// The group of the given features.
    ///
    /// @param features ascending
    /// @param density one number per feature of the model
    static SparseGroup of(int octave, int[] features, double[] density, int batch) {
        double largest = 0;
        for (int feature : features) {
            largest = Math.max(largest, density[feature]);
        }
        int[] bounds = new int[features.length];
        for (int j = 0; j < features.length; j++) {
            bounds[j] = (int) Math.floor(0x1p22 * (density[features[j]] / largest) + .5);
        }
        List<Run> runs = new ArrayList<>();
        if (ActivityPattern.drawnInRuns(largest, batch, features.length)) {
            for (int run = 0; run < RUNS; run++) {
                int first = (int) (((long) run * batch) >> 3);
                int end = (int) (((run + 1L) * batch) >> 3);
                runs.add(new Run(octave + (run << 24), first, end));
            }
        } else {
            runs.add(new Run(octave, 0, batch));
        }
        return new SparseGroup(octave, largest, features, bounds, List.copyOf(runs));
    }

    /// Walks through the active features of one step.
    public void visit(TrainingKey key, int step, ActiveVisitor visitor) {
        for (Run run : runs) {
            visit(run, key, step, visitor);
        }
    }

    private void visit(Run run, TrainingKey key, int step, ActiveVisitor visitor) {
        int count = features.length;
        long end = (long) (run.end() - run.first()) * count;
        long position = 0;
        int[] words = new int[4];
        for (int e = 0; position < end; e++) {
            if ((e & 1) == 0) {
                Philox.words(key, e >> 1, step, Philox.SPARSE, run.counterGroup(), words);
            }
            int gap = alias.gap(words[2 * (e & 1)]);
            position += gap;
            if (gap == 255) {
                continue;
            }
            if (position < end) {
                int j = (int) (position % count);
                int d = words[2 * (e & 1) + 1] >>> 10;
                if (d < bounds[j]) {
                    visitor.active(run.first() + (int) (position / count), features[j], d, bounds[j]);
                }
            }
            position++;
        }
    }

    public int octave() {
        return octave;
    }

    /// The density that the list of candidates is drawn with.
    public double largestDensity() {
        return largestDensity;
    }

    /// Number of features.
    public int count() {
        return features.length;
    }

    /// The j-th feature of the group as an index into the model's features.
    public int feature(int j) {
        return features[j];
    }

    /// `R_j`: a candidate with `d >= R_j` is dropped. 2²¹ to 2²².
    public int bound(int j) {
        return bounds[j];
    }

    public List<Run> runs() {
        return runs;
    }

    public AliasTable alias() {
        return alias;
    }
}

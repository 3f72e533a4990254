package tegum.random;

import java.util.ArrayList;
import java.util.List;
import tegum.model.PerFeature;

/// By which law each feature of an independent data law is drawn: what of the densities enters a kernel key.
///
/// Source: DESIGN section 5, "Dense features" and "Sparse features"; section 6, "Summation over a batch".
///
/// @param laws one per feature: 0 dense, 5 to 32 the octave of a sparse feature, [#NEVER] for one that is never active
/// @param octavesInRuns the octaves, ascending, whose batch is drawn in 8 runs
/// @param compacts whether samples without an active feature are left out of the sums
public record ActivityPattern(List<Integer> laws, List<Integer> octavesInRuns, boolean compacts) {
    /// The law of a feature whose density is below 2⁻³².
    public static final int NEVER = -1;

    /// The law of a feature whose density is at least 1/16.
    public static final int DENSE = 0;

    private static final double DENSE_FROM = 1.0 / 16;
    private static final double SPARSE_FROM = 0x1p-32;
    private static final double RUNS_FROM = 1024.0;
    private static final double COMPACTS_FROM = 0.25;

    public ActivityPattern {
        laws = List.copyOf(laws);
        octavesInRuns = List.copyOf(octavesInRuns);
    }

    /// The pattern of a cell.
    public static ActivityPattern of(PerFeature density, int batch) {
        int features = density.count();
        List<Integer> laws = new ArrayList<>(features);
        int[] members = new int[33];
        double[] largest = new double[33];
        double allInactive = 1.0;
        for (int feature = 0; feature < features; feature++) {
            double p = density.at(feature);
            int law = lawOf(p);
            laws.add(law);
            if (law > DENSE) {
                members[law]++;
                largest[law] = Math.max(largest[law], p);
            }
            allInactive *= 1.0 - p;
        }
        List<Integer> inRuns = new ArrayList<>();
        for (int octave = 0; octave < members.length; octave++) {
            if (members[octave] > 0 && drawnInRuns(largest[octave], batch, members[octave])) {
                inRuns.add(octave);
            }
        }
        return new ActivityPattern(laws, inRuns, allInactive >= COMPACTS_FROM);
    }

    /// Dense, an octave, or never.
    public static int lawOf(double density) {
        if (density >= DENSE_FROM) {
            return DENSE;
        }
        return density >= SPARSE_FROM ? -Math.getExponent(density) : NEVER;
    }

    /// Whether a group of sparse features draws its batch in 8 runs.
    static boolean drawnInRuns(double largestDensity, int batch, int features) {
        return largestDensity * (double) ((long) batch * features) >= RUNS_FROM;
    }

    /// A short spelling, one law a stretch of features: `dense:0-3 o5:4-9x8 never:10 compact`.
    public String text() {
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (from < laws.size()) {
            int to = from;
            while (to + 1 < laws.size() && laws.get(to + 1).equals(laws.get(from))) {
                to++;
            }
            text.append(lawText(laws.get(from))).append(':').append(from);
            if (to > from) {
                text.append('-').append(to);
            }
            text.append(octavesInRuns.contains(laws.get(from)) ? "x8 " : " ");
            from = to + 1;
        }
        return text.append(compacts ? "compact" : "all").toString();
    }

    private static String lawText(int law) {
        return switch (law) {
            case DENSE -> "dense";
            case NEVER -> "never";
            default -> "o" + law;
        };
    }

    @Override
    public String toString() {
        return text();
    }
}

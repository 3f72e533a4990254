package tegum.coordinator.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tegum.protocol.SweepVersion;

/// What an audit has found.
///
/// @param trainings with a result, of which was drawn
/// @param sampled how many were compared
/// @param counts how many comparisons of each kind came to each verdict
/// @param differences those that differ, the first [#MOST_NAMED]
/// @param permitted trainings that may be outside the tolerance, where one applies: engines that do not promise the
///     same bits send a few trainings to another optimum
/// @param isSound whether nothing differs that should not
/// @param notes what its reader must know
public record AuditReport(
        SweepVersion sweep,
        long trainings,
        long sampled,
        Map<Check.Compared, Map<Verdict, Long>> counts,
        List<Check> differences,
        long permitted,
        boolean isSound,
        List<String> notes) {
    /// Differences that are named.
    public static final int MOST_NAMED = 100;

    public AuditReport {
        counts = new TreeMap<>(counts);
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
    }

    /// How many comparisons came to a verdict.
    public long count(Check.Compared what, Verdict verdict) {
        return counts.getOrDefault(what, Map.of()).getOrDefault(verdict, 0L);
    }

    /// Comparisons of a kind.
    public long count(Check.Compared what) {
        return counts.getOrDefault(what, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /// Confidence with which a corrupted share of the trainings would have been seen: `1 - (1 - q)^k`.
    public double confidence(double share) {
        return sampled == trainings ? 1 : 1 - StrictMath.pow(1 - share, (double) sampled);
    }

    /// The share that would have been seen with a confidence.
    public double seenShare(double confidence) {
        return sampled == trainings ? 0 : 1 - StrictMath.pow(1 - confidence, 1.0 / sampled);
    }
}

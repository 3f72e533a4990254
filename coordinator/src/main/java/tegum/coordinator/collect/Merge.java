package tegum.coordinator.collect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tegum.coordinator.dataset.SweepSummary;
import tegum.coordinator.ledger.SegmentRecord;

/// Segments that are to become one.
///
/// @param sources of one relation and owner, in the order they were registered; at least two
record Merge(List<SegmentRecord> sources) {
    /// Larger segments are left as they are.
    static final long LARGE_BYTES = 64L << 20;

    /// Segments up to this size are of the first class of size; each further class goes up to eight times the one
    /// before.
    private static final long FIRST_CLASS_BYTES = 64L << 10;

    private static final int CLASS_FACTOR = 8;

    /// Segments of one class that are worth a merge.
    private static final int WORTH = 8;

    private static final int MOST_SOURCES = 64;
    private static final long MOST_BYTES = 128L << 20;

    Merge {
        sources = List.copyOf(sources);
    }

    long bytes() {
        return sources.stream().mapToLong(SegmentRecord::bytes).sum();
    }

    /// The next merge beside a run: of eight segments of one size, so that a row is rewritten a few times at most,
    /// however many commits there are. Small ones come first.
    static Optional<Merge> next(List<SegmentRecord> segments) {
        Map<List<Object>, List<SegmentRecord>> classes = new LinkedHashMap<>();
        for (SegmentRecord segment : segments) {
            if (isSmall(segment)) {
                classes.computeIfAbsent(
                                List.of(segment.relation(), segment.owner(), sizeClass(segment.bytes())),
                                _ -> new ArrayList<>())
                        .add(segment);
            }
        }
        return classes.values().stream()
                .filter(sources -> sources.size() >= WORTH)
                .map(Merge::bounded)
                .reduce((one, other) -> other.bytes() < one.bytes() ? other : one);
    }

    /// A merge of whatever is small, for when nothing else is to be done.
    static Optional<Merge> nextOfAll(List<SegmentRecord> segments) {
        Map<List<Object>, List<SegmentRecord>> owners = new LinkedHashMap<>();
        for (SegmentRecord segment : segments) {
            if (isSmall(segment)) {
                owners.computeIfAbsent(List.of(segment.relation(), segment.owner()), _ -> new ArrayList<>())
                        .add(segment);
            }
        }
        return owners.values().stream()
                .filter(sources -> sources.size() >= 2)
                .map(Merge::bounded)
                .filter(merge -> merge.sources.size() >= 2)
                .findFirst();
    }

    private static boolean isSmall(SegmentRecord segment) {
        return segment.bytes() < LARGE_BYTES && !segment.relation().equals(SweepSummary.RELATION);
    }

    private static Merge bounded(List<SegmentRecord> candidates) {
        List<SegmentRecord> taken = new ArrayList<>();
        long bytes = 0;
        for (SegmentRecord candidate : candidates) {
            if (taken.size() == MOST_SOURCES || bytes + candidate.bytes() > MOST_BYTES) {
                break;
            }
            taken.add(candidate);
            bytes += candidate.bytes();
        }
        return new Merge(taken);
    }

    private static int sizeClass(long bytes) {
        int found = 0;
        for (long most = FIRST_CLASS_BYTES; bytes > most; most *= CLASS_FACTOR) {
            found++;
        }
        return found;
    }
}

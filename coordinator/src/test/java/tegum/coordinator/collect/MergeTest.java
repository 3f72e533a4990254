package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tegum.coordinator.ledger.SegmentRecord;

class MergeTest {
    private int next;

    private SegmentRecord segment(String relation, String owner, long bytes) {
        String path = "data/%s/%s/1-%d.parquet".formatted(relation, owner, next++);
        return new SegmentRecord(relation, owner, path, 1, bytes, 0);
    }

    @Test
    void fewSegmentsAreLeftAlone() {
        List<SegmentRecord> segments = new ArrayList<>();
        for (int k = 0; k < 7; k++) {
            segments.add(segment("trainings", "a@1", 20_000));
            segments.add(segment("trainings", "b@1", 20_000));
            segments.add(segment("weights", "a@1", 20_000));
            segments.add(segment("trainings", "a@1", 20_000_000));
        }

        assertThat(Merge.next(segments)).isEmpty();
    }

    @Test
    void onlySegmentsOfOneRelationAndOwnerAreMerged() {
        List<SegmentRecord> wanted = new ArrayList<>();
        List<SegmentRecord> segments = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            segments.add(segment("trainings", "b@1", 20_000_000));
            wanted.add(segment("trainings", "a@1", 20_000 + k));
            segments.add(wanted.getLast());
            segments.add(segment("trainings", "a@1", 70_000_000));
            segments.add(segment("summaries", "a@1", 20_000));
        }

        assertThat(Merge.next(segments)).isEqualTo(Optional.of(new Merge(wanted)));
    }

    /// Goal: however many commits there are, few segments remain and a byte is rewritten a few times at most.
    /// Method: 5,000 commits of 20 kB, each merge at once replaced by a segment of the same size together.
    @Test
    void aRowIsRewrittenAFewTimesAtMost() {
        List<SegmentRecord> segments = new ArrayList<>();
        long written = 0;
        int most = 0;
        for (int commit = 0; commit < 5_000; commit++) {
            segments.add(segment("trainings", "a@1", 20_000));
            Optional<Merge> merge = Merge.next(segments);
            while (merge.isPresent()) {
                segments.removeAll(merge.get().sources());
                segments.add(segment("trainings", "a@1", merge.get().bytes()));
                written += merge.get().bytes();
                merge = Merge.next(segments);
            }
            most = Math.max(most, segments.size());
        }

        assertThat(most).isLessThan(50);
        assertThat(written).isLessThan(5L * 5_000 * 20_000);
    }

    @Test
    void whatIsMergedHasABound() {
        List<SegmentRecord> segments = new ArrayList<>();
        for (int k = 0; k < 20; k++) {
            segments.add(segment("trainings", "a@1", 50L << 20));
        }

        assertThat(Merge.next(segments).orElseThrow().bytes()).isLessThanOrEqualTo(128L << 20);
        assertThat(Merge.nextOfAll(segments).orElseThrow().sources()).hasSize(2);
    }
}

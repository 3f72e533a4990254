package tegum.coordinator.collect;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tegum.coordinator.dataset.Relation;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.measure.Thresholds;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;

/// A version as an audit sees it: what is booked as done, and which files should show it.
///
/// @param measurement hash of its measurement
/// @param strata those with a result
/// @param owners versions whose files may have rows of its trainings
/// @param keepers versions whose files may have weights of its trainings
/// @param segments the registered files of `trainings` and `weights` of those versions
public record AuditedSweep(
        SweepVersion sweep,
        Plan plan,
        String measurement,
        Thresholds thresholds,
        List<Trained> strata,
        Set<String> owners,
        Set<String> keepers,
        List<SegmentRecord> segments) {

    public AuditedSweep {
        strata = List.copyOf(strata);
        owners = Set.copyOf(owners);
        keepers = Set.copyOf(keepers);
        segments = List.copyOf(segments);
    }

    /// A stratum and what trained it.
    ///
    /// @param done indices of the trainings with a result
    public record Trained(int stratum, String engine, String numerics, IndexSet done) {}

    static AuditedSweep of(SweepBook book, Sharing sharing, List<SegmentRecord> all) {
        Set<String> owners = names(sharing.holders(book));
        Set<String> keepers = names(sharing.keepers(book));
        return new AuditedSweep(
                book.sweep(),
                book.plan(),
                book.measurement(),
                book.thresholds(),
                book.strata().stream()
                        .filter(stratum -> stratum.done() > 0)
                        .map(stratum -> book.stratum(stratum.stratum()))
                        .flatMap(stratum -> stratum.resolved().stream()
                                .map(resolved -> new Trained(
                                        stratum.stratum().ordinal(),
                                        resolved.engine(),
                                        resolved.numerics(),
                                        stratum.done())))
                        .toList(),
                owners,
                keepers,
                all.stream()
                        .filter(segment -> (segment.relation().equals(Relation.TRAININGS.text())
                                        && owners.contains(segment.owner()))
                                || (segment.relation().equals(Relation.WEIGHTS.text())
                                        && keepers.contains(segment.owner())))
                        .toList());
    }

    private static Set<String> names(List<SweepVersion> versions) {
        return versions.stream().map(SweepVersion::toString).collect(Collectors.toSet());
    }

    /// Trainings with a result.
    public long trainings() {
        return strata.stream().mapToLong(stratum -> stratum.done.count()).sum();
    }
}

package tegum.coordinator.collect;

import java.util.Map;
import tegum.plan.IndexSet;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;

/// What became of one part.
///
/// @param reason why a part was rejected, in one sentence; empty otherwise
/// @param newlyDone trainings of the part's own sweep and stratum that have a result since now
/// @param alsoDone trainings of other versions that have a result since now because they are the same, by stratum
public record PartVerdict(
        LeaseId lease,
        int part,
        Verdict verdict,
        String reason,
        IndexSet newlyDone,
        Map<SweepVersion, Map<Integer, IndexSet>> alsoDone) {

    static PartVerdict rejected(FinishedPart part, String reason) {
        return of(part, Verdict.REJECTED, reason);
    }

    static PartVerdict of(FinishedPart part, Verdict verdict, String reason) {
        return new PartVerdict(part.done().lease(), part.done().part(), verdict, reason, IndexSet.empty(), Map.of());
    }
}

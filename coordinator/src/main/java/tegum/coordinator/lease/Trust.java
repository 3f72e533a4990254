package tegum.coordinator.lease;

import java.util.ArrayList;
import java.util.List;
import tegum.plan.IndexSet;
import tegum.protocol.SweepVersion;

/// What is held against a worker whose results are refused.
///
/// A refusal may be the training's fault. Only refusals of different trainings count, and what is
/// stored meanwhile speaks for the worker: it is distrusted when more than a tenth of what it
/// reports is refused.
final class Trust {
    private static final int STORED_PER_REFUSAL = 10;

    private record Refused(SweepVersion sweep, int stratum, IndexSet indices) {}

    private final List<Refused> refused = new ArrayList<>();
    private int stored;
    private int failedAudits;

    void stored() {
        if (!refused.isEmpty() && ++stored >= STORED_PER_REFUSAL) {
            stored = 0;
            refused.removeFirst();
        }
    }

    /// @return refusals that are held against the worker now
    int refused(SweepVersion sweep, int stratum, IndexSet indices) {
        boolean before = refused.stream()
                .anyMatch(one -> one.sweep.equals(sweep)
                        && one.stratum == stratum
                        && !one.indices.intersection(indices).isEmpty());
        if (!before) {
            refused.add(new Refused(sweep, stratum, indices));
        }
        return refused.size();
    }

    /// @return audits that failed one after the other
    int audited(boolean passed) {
        failedAudits = passed ? 0 : failedAudits + 1;
        return failedAudits;
    }

    int refusals() {
        return refused.size();
    }
}

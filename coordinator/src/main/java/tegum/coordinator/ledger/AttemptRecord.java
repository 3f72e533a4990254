package tegum.coordinator.ledger;

import java.time.Instant;
import tegum.plan.IndexRange;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;

/// A failed attempt to train a range.
///
/// @param text what the worker saw
public record AttemptRecord(
        SweepVersion sweep,
        int stratum,
        IndexRange range,
        FailureKind kind,
        String text,
        WorkerId worker,
        Instant at) {}

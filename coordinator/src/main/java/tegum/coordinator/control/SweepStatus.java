package tegum.coordinator.control;

import java.time.Instant;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.ledger.Priority;
import tegum.coordinator.ledger.SweepState;
import tegum.protocol.SweepVersion;

/// How far a sweep version is.
///
/// @param trainingsPerSecond trainings stored a second, over the last seconds; 0 while unknown
public record SweepStatus(
        SweepVersion sweep,
        SweepState state,
        Priority priority,
        long cells,
        SweepCounts counts,
        double trainingsPerSecond,
        Instant submittedAt,
        String submittedBy) {}

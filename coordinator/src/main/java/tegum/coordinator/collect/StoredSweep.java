package tegum.coordinator.collect;

import java.time.Instant;
import tegum.coordinator.ledger.Priority;
import tegum.coordinator.ledger.SweepState;
import tegum.protocol.SweepVersion;

/// A sweep version as the store has it.
///
/// @param cells number of cells
public record StoredSweep(
        SweepVersion sweep,
        SweepState state,
        Priority priority,
        long cells,
        SweepCounts counts,
        Instant submittedAt,
        String submittedBy) {}

package tegum.coordinator.ledger;

import java.time.Instant;
import tegum.protocol.SweepVersion;

/// A sweep version as the ledger knows it.
///
/// @param canonical the spec in canonical form; equal specs have equal text
/// @param yaml the spec as it was submitted
/// @param cells number of cells
/// @param trainings number of trainings
/// @param submittedBy who asked for it
public record SweepRecord(
        SweepVersion sweep,
        SweepState state,
        Priority priority,
        String canonical,
        String yaml,
        long cells,
        long trainings,
        Instant submittedAt,
        String submittedBy) {}

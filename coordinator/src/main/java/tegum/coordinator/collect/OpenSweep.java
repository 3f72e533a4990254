package tegum.coordinator.collect;

import java.util.List;
import tegum.coordinator.ledger.Priority;
import tegum.coordinator.ledger.Resolution;
import tegum.coordinator.ledger.SweepState;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;

/// A version that wants trainings.
///
/// @param state running, paused or interrupted
/// @param yaml the spec as it was submitted
/// @param resolutions what is settled about each stratum, by ordinal
public record OpenSweep(
        SweepVersion sweep, SweepState state, Priority priority, Plan plan, String yaml, List<Resolution> resolutions) {
    public OpenSweep {
        resolutions = List.copyOf(resolutions);
    }
}

package tegum.coordinator.collect;

import tegum.plan.Plan;
import tegum.protocol.SweepVersion;

/// What became of a submitted spec.
///
/// @param resumed whether the version was there before
public record Submission(SweepVersion sweep, boolean resumed, Plan plan) {}

package tegum.coordinator.control;

import java.util.List;

/// A spec was accepted.
///
/// @param resumed whether the version was there before
/// @param plan what it asks for
/// @param status how far it is
public record Accepted(boolean resumed, PlanSummary plan, SweepStatus status) {

    /// What a spec asks for.
    ///
    /// @param cells number of cells
    /// @param trainings number of trainings
    /// @param strata one for each kernel key
    public record PlanSummary(long cells, long trainings, List<StratumSummary> strata) {
        public PlanSummary {
            strata = List.copyOf(strata);
        }
    }

    /// A stratum of a plan.
    ///
    /// @param kernelKey one line that names what its trainings share
    public record StratumSummary(String kernelKey, long trainings) {}
}

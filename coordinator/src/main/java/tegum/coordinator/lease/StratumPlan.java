package tegum.coordinator.lease;

import java.util.Optional;

/// What the lease book has to know of a stratum.
///
/// @param trainings number of trainings; their indices are 0 to `trainings - 1`
/// @param kernel text of the kernel key, under which speeds are remembered
/// @param engine the engine that the spec asks for, or `auto`
/// @param numerics the bit behaviour that an earlier coordinator has recorded for the stratum
/// @param trainingBytes device memory that a training takes at least, 0 if unknown
public record StratumPlan(long trainings, String kernel, String engine, Optional<String> numerics, long trainingBytes) {
    /// The engine of a spec that leaves the choice to the coordinator.
    public static final String AUTO = "auto";

    /// @throws IllegalArgumentException if there is no training
    public StratumPlan {
        if (trainings < 1) {
            throw new IllegalArgumentException("a stratum has trainings, not " + trainings);
        }
    }

    /// A stratum of which nobody knows what a training takes.
    public StratumPlan(long trainings, String kernel, String engine, Optional<String> numerics) {
        this(trainings, kernel, engine, numerics, 0);
    }
}

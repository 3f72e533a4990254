package tegum.coordinator.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tegum.coordinator.collect.OpenSweep;
import tegum.coordinator.lease.StratumPlan;
import tegum.coordinator.ledger.Resolution;
import tegum.model.Shape;
import tegum.plan.Stratum;

/// What the lease book has to know of a sweep that the store has open.
final class StratumPlans {
    private StratumPlans() {}

    /// Weights, their gradient, and the two moments of the optimiser.
    private static final long ARRAYS_OF_A_TRAINING = 4;

    static List<StratumPlan> of(OpenSweep sweep) {
        List<StratumPlan> plans = new ArrayList<>();
        for (Stratum stratum : sweep.plan().strata()) {
            Optional<String> numerics = switch (sweep.resolutions().get(stratum.ordinal())) {
                case Resolution.Waiting() -> Optional.empty();
                case Resolution.Resolved(String _, String recorded) -> Optional.of(recorded);
            };
            plans.add(new StratumPlan(
                    stratum.trainings(),
                    stratum.key().text(),
                    sweep.plan().spec().engine(),
                    numerics,
                    bytes(stratum.key().shape())));
        }
        return plans;
    }

    private static long bytes(Shape shape) {
        long parameters = (long) shape.weights() + shape.features();
        return ARRAYS_OF_A_TRAINING * parameters * Float.BYTES;
    }
}

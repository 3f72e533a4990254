package tegum.coordinator.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tegum.coordinator.collect.OpenSweep;
import tegum.coordinator.lease.StratumPlan;
import tegum.coordinator.ledger.Resolution;
import tegum.plan.Stratum;

/// What the lease book has to know of a sweep that the store has open.
final class StratumPlans {
    private StratumPlans() {}

    static List<StratumPlan> of(OpenSweep sweep) {
        List<StratumPlan> plans = new ArrayList<>();
        for (Stratum stratum : sweep.plan().strata()) {
            plans.add(
                    switch (sweep.resolutions().get(stratum.ordinal())) {
                        case Resolution.Waiting() ->
                            new StratumPlan(
                                    stratum.trainings(),
                                    stratum.key().text(),
                                    sweep.plan().spec().engine(),
                                    Optional.empty());
                        case Resolution.Resolved(String _, String numerics) ->
                            new StratumPlan(
                                    stratum.trainings(),
                                    stratum.key().text(),
                                    sweep.plan().spec().engine(),
                                    Optional.of(numerics));
                    });
        }
        return plans;
    }
}

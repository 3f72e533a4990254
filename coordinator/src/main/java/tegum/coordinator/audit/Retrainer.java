package tegum.coordinator.audit;

import java.util.List;
import java.util.Optional;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;
import tegum.protocol.TrainingResult;

/// Trains again: the worker's side of an audit. Blocking; used by one thread.
public interface Retrainer {

    /// An engine of this machine.
    ///
    /// @param numerics its bit behaviour, `vector/1`
    /// @param givesSameBits whether equal numerics mean equal bits; otherwise results agree within a tolerance
    /// @param device where it trains
    record Facts(String engine, String numerics, boolean givesSameBits, String device) {}

    /// The engine with a name; empty if this machine has none.
    Optional<Facts> engine(String name);

    /// What came of training again.
    ///
    /// @param results in any order
    /// @param failures why trainings have none, one sentence each
    record Trained(List<TrainingResult> results, List<String> failures) {
        public Trained {
            results = List.copyOf(results);
            failures = List.copyOf(failures);
        }
    }

    /// Trains the given trainings of a stratum.
    ///
    /// @param engine one that [#engine] has
    Trained train(SweepVersion sweep, Plan plan, int stratum, String engine, IndexSet indices);
}

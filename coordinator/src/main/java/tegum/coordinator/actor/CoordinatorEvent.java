package tegum.coordinator.actor;

import java.util.List;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.ledger.SweepState;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;

/// What a coordinator tells those who started it.
public sealed interface CoordinatorEvent {

    /// A spec was accepted.
    ///
    /// @param resumed whether the version was there before
    /// @param counts how far it is already
    record Submitted(SweepVersion sweep, boolean resumed, Plan plan, SweepCounts counts) implements CoordinatorEvent {}

    /// The sweeps of the store that want trainings are served.
    ///
    /// @param sweeps in order; paused ones too
    record WentOn(List<SweepVersion> sweeps) implements CoordinatorEvent {
        public WentOn {
            sweeps = List.copyOf(sweeps);
        }
    }

    /// How far an open sweep is; about once a second.
    ///
    /// @param trainingsPerSecond trainings stored a second, over the last seconds
    record Progress(SweepVersion sweep, SweepCounts counts, double trainingsPerSecond) implements CoordinatorEvent {}

    /// A spec was not accepted, because the coordinator stops or has failed.
    ///
    /// @param sweep name of the sweep
    /// @param reason one clause
    record Refused(String sweep, String reason) implements CoordinatorEvent {}

    /// Nothing of the sweep is open any more.
    ///
    /// @param state done, or failed if some trainings were given up
    record Ended(SweepVersion sweep, SweepState state, SweepCounts counts) implements CoordinatorEvent {}

    /// No registered worker can train what is left of the sweep; said once, and again if that was otherwise
    /// since.
    ///
    /// @param reason what is wanted, one clause
    record Stranded(SweepVersion sweep, String reason) implements CoordinatorEvent {}

    /// The coordinator cannot go on; it says so once and does nothing more until it is stopped.
    ///
    /// @param cause a [tegum.coordinator.ledger.StoreException], whose message is for the user, or a bug
    record Failed(Throwable cause) implements CoordinatorEvent {}
}

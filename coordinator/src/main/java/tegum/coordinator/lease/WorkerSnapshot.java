package tegum.coordinator.lease;

import java.util.List;
import java.util.OptionalLong;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// What the lease book knows of a registered worker.
///
/// @param reason why it is drained or quarantined; empty otherwise
/// @param build version of its program
/// @param want offers that it has asked for and not yet got
/// @param leases offers that it holds
/// @param trainings how many trainings these are
/// @param refusals refused parts that are held against it
/// @param endsInNanos time until it must leave, if it said so
public record WorkerSnapshot(
        WorkerId worker,
        State state,
        String reason,
        String build,
        List<WorkerReport.EngineOffer> engines,
        List<WorkerReport.DeviceFacts> devices,
        int want,
        int leases,
        long trainings,
        int refusals,
        OptionalLong endsInNanos) {

    public WorkerSnapshot {
        engines = List.copyOf(engines);
        devices = List.copyOf(devices);
    }

    /// What a worker gets.
    public enum State {
        /// Offers.
        READY,
        /// No more offers; it trains what it holds.
        DRAINING,
        /// Nothing: its results were refused.
        QUARANTINED
    }
}

package tegum.coordinator.control;

import java.util.List;
import java.util.Locale;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// A registered worker.
///
/// @param reason why it is drained or quarantined; empty otherwise
/// @param build version of its program
/// @param leases offers that it holds
/// @param trainings how many trainings these are
public record WorkerStatus(
        WorkerId worker,
        State state,
        String reason,
        String build,
        List<WorkerReport.EngineOffer> engines,
        List<WorkerReport.DeviceFacts> devices,
        int leases,
        long trainings) {

    public WorkerStatus {
        engines = List.copyOf(engines);
        devices = List.copyOf(devices);
    }

    /// What a worker gets.
    public enum State {
        /// Offers.
        READY,
        /// No more offers; it finishes what it has.
        DRAINING,
        /// Nothing, because its results were refused.
        QUARANTINED;

        /// The spelling on the wire.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

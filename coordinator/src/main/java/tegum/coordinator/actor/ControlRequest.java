package tegum.coordinator.actor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import tegum.coordinator.control.Accepted;
import tegum.coordinator.control.Act;
import tegum.coordinator.control.Explanation;
import tegum.coordinator.control.Health;
import tegum.coordinator.control.SweepChange;
import tegum.coordinator.control.SweepStatus;
import tegum.coordinator.control.WorkerChange;
import tegum.coordinator.lease.WorkerSnapshot;
import tegum.coordinator.ledger.TokenRecord;
import tegum.protocol.WorkerId;
import tegum.spec.SweepSpec;

/// What somebody asks of the coordinator, as [tegum.coordinator.control.ControlPlane] has it, and where the answer
/// goes.
sealed interface ControlRequest {

    CompletableFuture<?> answer();

    /// @param spec read from `yaml`, and its plan is within the limits
    record Submit(SweepSpec spec, String yaml, Act act, CompletableFuture<Accepted> answer) implements ControlRequest {}

    record Sweeps(CompletableFuture<List<SweepStatus>> answer) implements ControlRequest {}

    record Sweep(String name, CompletableFuture<SweepStatus> answer) implements ControlRequest {}

    record ChangeSweep(String name, SweepChange change, Act act, CompletableFuture<SweepStatus> answer)
            implements ControlRequest {}

    record Explain(String name, CompletableFuture<Explanation> answer) implements ControlRequest {}

    record Workers(CompletableFuture<List<WorkerSnapshot>> answer) implements ControlRequest {}

    record ChangeWorker(WorkerId worker, WorkerChange change, Act act, CompletableFuture<WorkerSnapshot> answer)
            implements ControlRequest {}

    record Tokens(CompletableFuture<List<TokenRecord>> answer) implements ControlRequest {}

    record AddToken(TokenRecord token, Act act, CompletableFuture<TokenRecord> answer) implements ControlRequest {}

    record RevokeToken(String name, Act act, CompletableFuture<TokenRecord> answer) implements ControlRequest {}

    record Ready(CompletableFuture<Health> answer) implements ControlRequest {}
}

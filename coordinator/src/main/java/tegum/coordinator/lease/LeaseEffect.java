package tegum.coordinator.lease;

import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;

/// What the [LeaseBook] wants done. Effects are to be carried out in the order in which they were
/// returned.
public sealed interface LeaseEffect {

    /// A message for a worker.
    record Send(WorkerId worker, CoordinatorOrder order) implements LeaseEffect {}

    /// The best engine cannot train a stratum, so that the next one is asked for.
    ///
    /// @param reason the worker's words
    record PassedOver(SweepVersion sweep, int stratum, String engine, String reason) implements LeaseEffect {}

    /// The engine of a stratum is to be recorded; answered by [LeaseBook#resolved].
    record Resolve(SweepVersion sweep, int stratum, String engine, String numerics) implements LeaseEffect {}

    /// A failure is to be counted in the ledger; answered by [LeaseBook#counted].
    ///
    /// @param ticket names the question in its answer
    record CountAttempt(
            long ticket,
            SweepVersion sweep,
            int stratum,
            IndexSet indices,
            FailureKind kind,
            String text,
            WorkerId worker)
            implements LeaseEffect {}

    /// Trainings failed for good.
    record GiveUp(SweepVersion sweep, int stratum, IndexSet indices, FailureKind kind, String text, WorkerId worker)
            implements LeaseEffect {}

    /// Nothing of the sweep is open any more.
    record Completed(SweepVersion sweep, BookCounts counts) implements LeaseEffect {}

    /// A worker gets nothing more until somebody releases it.
    record Quarantined(WorkerId worker, String reason) implements LeaseEffect {}
}

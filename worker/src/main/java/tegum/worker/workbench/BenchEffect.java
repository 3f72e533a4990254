package tegum.worker.workbench;

import tegum.plan.Plan;
import tegum.protocol.CoordinatorOrder.Offer;
import tegum.protocol.WorkerReport;
import tegum.worker.evaluate.OfferProgress;

/// What the [Workbench] wants done, in the order in which it says so.
public sealed interface BenchEffect {

    /// A message for the coordinator.
    record Report(WorkerReport report) implements BenchEffect {}

    /// An offer is to be trained on the device with this place in the worker's list; answered by [Workbench#trained].
    record Begin(int device, Plan plan, Offer offer, OfferProgress progress, int partBytes) implements BenchEffect {}

    /// Nothing runs, nothing is held, everything is acknowledged: the worker may leave.
    record Drained() implements BenchEffect {}
}

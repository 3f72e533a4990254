package tegum.worker.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.protocol.CoordinatorOrder.Offer;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.TrainingResult;
import tegum.protocol.wire.InvalidPayloadException;
import tegum.protocol.wire.ResultPayload;
import tegum.worker.device.Device;
import tegum.worker.engine.Engines;

/// Trains single trainings of a sweep again, as a worker trained them first: same engine port, same evaluation, same
/// encoding. No lease and nobody to report to. Blocking; used by one thread.
public final class Retraining implements AutoCloseable {
    private static final LeaseId NO_LEASE = new LeaseId(1, 0);
    private static final int PART_BYTES = 200_000;

    private final OfferTrainer trainer;

    /// @param nanoTime a monotonic clock
    public Retraining(Device device, Engines engines, LongSupplier nanoTime) {
        this.trainer = new OfferTrainer(device, engines, nanoTime);
    }

    /// What came of it.
    ///
    /// @param results in no certain order
    /// @param failures why trainings have none, one sentence each
    public record Trained(List<TrainingResult> results, List<String> failures) {
        public Trained {
            results = List.copyOf(results);
            failures = List.copyOf(failures);
        }
    }

    /// Trains the given trainings of a stratum.
    public Trained train(SweepVersion sweep, Plan plan, int stratum, String engine, IndexSet indices) {
        IndexRange range = new IndexRange(
                indices.ranges().getFirst().from(), indices.ranges().getLast().to());
        Offer offer = new Offer(NO_LEASE, sweep, stratum, engine, range, indices, Long.MAX_VALUE, Long.MAX_VALUE);
        OfferOutcome outcome = trainer.train(plan, offer, new OfferProgress(), PART_BYTES);
        List<TrainingResult> results = new ArrayList<>();
        for (OfferOutcome.Part part : outcome.parts()) {
            try {
                results.addAll(ResultPayload.decode(part.payload()));
            } catch (InvalidPayloadException e) {
                throw new IllegalStateException("a payload of this program does not decode", e);
            }
        }
        return new Trained(
                results,
                outcome.givenUp().stream().map(OfferOutcome.GivenUp::text).toList());
    }

    @Override
    public void close() {
        trainer.close();
    }
}

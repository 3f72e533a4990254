package tegum.coordinator.actor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.lease.LeaseBook;
import tegum.coordinator.lease.LeaseEffect;
import tegum.coordinator.ledger.SweepState;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;

/// Carries out what the [LeaseBook] has decided: messages to workers, acts of the store.
final class LeaseEffects {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseEffects.class);

    private final LeaseBook book;
    private final Workforce workforce;
    private final StoreActs store;
    private final Counter offers;

    LeaseEffects(LeaseBook book, Workforce workforce, StoreActs store, MeterRegistry meters) {
        this.book = book;
        this.workforce = workforce;
        this.store = store;
        this.offers = Counter.builder("tegum.offers")
                .description("Offers handed out to workers")
                .baseUnit("offers")
                .register(meters);
    }

    void carryOut(List<LeaseEffect> effects) {
        effects.forEach(this::carryOut);
    }

    private void carryOut(LeaseEffect effect) {
        switch (effect) {
            case LeaseEffect.Send send -> {
                if (send.order() instanceof CoordinatorOrder.Offer) {
                    offers.increment();
                }
                workforce.send(send.worker(), send.order());
            }
            case LeaseEffect.Resolve asked -> resolve(asked);
            case LeaseEffect.PassedOver passed ->
                LOG.info(
                        "event=engine.passed-over sweep={} stratum={} engine={} reason=\"{}\"",
                        passed.sweep(),
                        passed.stratum(),
                        passed.engine(),
                        passed.reason());
            case LeaseEffect.CountAttempt attempt -> count(attempt);
            case LeaseEffect.GiveUp failure -> giveUp(failure);
            case LeaseEffect.Completed completed -> completed(completed.sweep());
            case LeaseEffect.Quarantined(WorkerId worker, String reason) -> {
                LOG.warn("event=worker.quarantined worker={} reason=\"{}\"", worker, reason);
                store.note(results -> results.noted(Coordinator.SELF, "quarantine", worker.name(), reason));
            }
        }
    }

    private void resolve(LeaseEffect.Resolve asked) {
        store.act(
                results -> results.resolve(asked.sweep(), asked.stratum(), asked.engine(), asked.numerics()),
                stratum -> new Coordinator.Resolved(
                        new LeaseEffect.Resolve(asked.sweep(), asked.stratum(), stratum.engine(), stratum.numerics()),
                        stratum.missing()));
    }

    private void count(LeaseEffect.CountAttempt attempt) {
        store.act(
                results -> results.attempted(
                        attempt.sweep(),
                        attempt.stratum(),
                        span(attempt.indices()),
                        attempt.kind(),
                        attempt.text(),
                        attempt.worker()),
                attempts -> new Coordinator.Counted(attempt.ticket(), attempts));
    }

    private void giveUp(LeaseEffect.GiveUp failure) {
        LOG.warn(
                "event=trainings.failed sweep={} stratum={} indices={} kind={} worker={} text=\"{}\"",
                failure.sweep(),
                failure.stratum(),
                failure.indices(),
                failure.kind(),
                failure.worker(),
                failure.text());
        store.note(results -> results.failed(
                failure.sweep(),
                failure.stratum(),
                failure.indices(),
                failure.kind(),
                failure.text(),
                failure.worker()));
    }

    private void completed(SweepVersion sweep) {
        Map<SweepVersion, Long> running = book.running();
        store.act(results -> {
            results.running(running);
            SweepCounts counts = results.counts(sweep);
            if (counts.running() + counts.waiting() > 0) {
                throw new IllegalStateException("the lease book has settled %s, the ledger has %d trainings left"
                        .formatted(sweep, counts.running() + counts.waiting()));
            }
            SweepState state = counts.failed() > 0 ? SweepState.FAILED : SweepState.DONE;
            results.state(
                    sweep,
                    state,
                    Coordinator.SELF,
                    state == SweepState.DONE ? "all trained" : counts.failed() + " failed");
            results.refreshManifest();
            return new Coordinator.Ended(sweep, state, counts);
        });
    }

    private static IndexRange span(IndexSet indices) {
        return new IndexRange(
                indices.ranges().getFirst().from(), indices.ranges().getLast().to());
    }
}

package tegum.worker.workbench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tegum.plan.Plan;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.CoordinatorOrder.Offer;
import tegum.protocol.CoordinatorOrder.WorkerSettings;
import tegum.protocol.FailureKind;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.worker.evaluate.OfferOutcome;
import tegum.worker.evaluate.OfferProgress;

/// Decides what a worker does: which offer runs on which device, what waits, what is reported and sent again.
///
/// Told events, it returns what is to be done. Times are nanoseconds of one monotonic clock. Not thread-safe.
///
/// Source: DESIGN section 8, rules 2, 4, 5.
public final class Workbench {
    private static final int MOST_PLANS = 8;

    /// Time without an answer after which a wish for work is said again.
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// What the worker says of a device's results.
    ///
    /// @param device name of the device
    public record Origin(String device, String build) {}

    private record Running(Offer offer, OfferProgress progress) {}

    private static final class Slot {
        private final Origin origin;
        private final Deque<Offer> queue = new ArrayDeque<>();
        private @Nullable Running running;

        private Slot(Origin origin) {
            this.origin = origin;
        }

        private int held() {
            return queue.size() + (running == null ? 0 : 1);
        }
    }

    private final WorkerId worker;
    private final Map<String, String> numericsByEngine;
    private final List<Slot> slots;
    private final Map<SweepVersion, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Offer> withoutPlan = new ArrayList<>();
    private final Outbox outbox = new Outbox();
    private List<BenchEffect> effects = new ArrayList<>();
    private Optional<WorkerSettings> settings = Optional.empty();
    /// Epoch of the coordinator that has answered; 0 while there is none.
    private long epoch;

    private long askedAtNanos;
    private boolean draining;

    /// @param numericsByEngine bit behaviour of each usable engine
    /// @param devices one for each device, in the worker's order
    public Workbench(WorkerId worker, Map<String, String> numericsByEngine, List<Origin> devices) {
        this.worker = worker;
        this.numericsByEngine = Map.copyOf(numericsByEngine);
        this.slots = devices.stream().map(Slot::new).toList();
    }

    /// Whether a coordinator has answered that is still there.
    public boolean welcomed() {
        return epoch > 0;
    }

    /// A coordinator has answered: what it does not know yet is sent to it, and the worker may ask for work.
    ///
    /// @param ofEpoch the coordinator's epoch; another than before is another coordinator
    public List<BenchEffect> welcome(long ofEpoch, WorkerSettings asked, long nowNanos) {
        settings = Optional.of(asked);
        if (ofEpoch != epoch) {
            epoch = ofEpoch;
            // Before the wish for more, so that nobody is offered what lies here finished.
            outbox.overdue(nowNanos, 0).forEach(this::report);
            withoutPlan.stream()
                    .map(Offer::sweep)
                    .distinct()
                    .forEach(sweep -> report(new WorkerReport.SpecRequested(worker, sweep)));
        }
        return decide(nowNanos);
    }

    /// The coordinator is gone: what runs goes on, what is finished is kept for the next.
    public void disconnected() {
        epoch = 0;
    }

    /// What is held, for a coordinator that does not know it.
    public List<WorkerReport.HeldOffer> holding() {
        return Stream.concat(held(), withoutPlan.stream())
                .map(offer ->
                        new WorkerReport.HeldOffer(offer.lease(), offer.sweep(), offer.stratum(), offer.missing()))
                .toList();
    }

    /// Whether nothing runs and nothing waits.
    public boolean idle() {
        return heldCount() == 0;
    }

    /// Asks again, because there was no work before.
    public List<BenchEffect> ask(long nowNanos) {
        return decide(nowNanos);
    }

    /// An offer has come; one that is held already changes nothing.
    public List<BenchEffect> offered(Offer offer) {
        if (held(offer.lease())) {
            return drainEffects();
        }
        if (draining) {
            report(new WorkerReport.Released(worker, List.of(offer.lease())));
        } else if (plans.get(offer.sweep()) == null) {
            boolean asked =
                    withoutPlan.stream().anyMatch(waiting -> waiting.sweep().equals(offer.sweep()));
            withoutPlan.add(offer);
            if (!asked) {
                report(new WorkerReport.SpecRequested(worker, offer.sweep()));
            }
        } else {
            enqueue(offer);
        }
        begin();
        return drainEffects();
    }

    /// The plan of a sweep, made from the spec that was asked for.
    public List<BenchEffect> planned(SweepVersion sweep, Plan plan) {
        plans.put(sweep, plan);
        if (plans.size() > MOST_PLANS) {
            plans.remove(plans.keySet().iterator().next());
        }
        takeWithoutPlan(sweep).forEach(this::enqueue);
        begin();
        return drainEffects();
    }

    /// The spec of a sweep cannot be read here.
    public List<BenchEffect> unplannable(SweepVersion sweep, String reason, long nowNanos) {
        for (Offer offer : takeWithoutPlan(sweep)) {
            report(failed(offer, new OfferOutcome.GivenUp(offer.missing(), FailureKind.WORKER, reason)));
        }
        return decide(nowNanos);
    }

    /// A part was stored, or will never be. A fenced one is kept: the coordinator that is to store it is another.
    public List<BenchEffect> acknowledged(CoordinatorOrder.Acknowledged answer, long nowNanos) {
        switch (answer.verdict()) {
            case NEW, DUPLICATE, REJECTED -> outbox.acknowledged(answer.lease(), answer.part());
            case FENCED -> {}
        }
        return decide(nowNanos);
    }

    /// Leases are lost: what has not begun is dropped, what runs is ended.
    public List<BenchEffect> lost(List<LeaseId> leases, long nowNanos) {
        withoutPlan.removeIf(offer -> leases.contains(offer.lease()));
        for (Slot slot : slots) {
            slot.queue.removeIf(offer -> leases.contains(offer.lease()));
            running(slot)
                    .filter(running -> leases.contains(running.offer.lease()))
                    .ifPresent(running -> running.progress.cancel());
        }
        return decide(nowNanos);
    }

    /// Nothing of the sweep is wanted any more.
    public List<BenchEffect> cancelled(SweepVersion sweep, long nowNanos) {
        plans.remove(sweep);
        List<LeaseId> leases = Stream.concat(held(), withoutPlan.stream())
                .filter(offer -> offer.sweep().equals(sweep))
                .map(Offer::lease)
                .toList();
        return lost(leases, nowNanos);
    }

    /// The offer on a device has ended: its parts are reported, and what was not trained is given back.
    public List<BenchEffect> trained(int device, OfferOutcome outcome, long nowNanos) {
        Slot slot = slots.get(device);
        Running ended = running(slot).orElseThrow(() -> new IllegalStateException("device " + device + " is idle"));
        slot.running = null;
        Offer offer = ended.offer;
        for (int part = 0; part < outcome.parts().size(); part++) {
            WorkerReport.Done done = done(slot, offer, outcome, part);
            outbox.add(done, nowNanos);
            report(done);
        }
        outcome.givenUp().forEach(givenUp -> report(failed(offer, givenUp)));
        if (!outcome.untrained().isEmpty()) {
            report(new WorkerReport.Released(worker, List.of(offer.lease())));
        }
        return decide(nowNanos);
    }

    /// Says what runs, and sends again what was not acknowledged in time.
    public List<BenchEffect> heartbeat(long nowNanos) {
        List<WorkerReport.LeaseProgress> progress = new ArrayList<>();
        for (Slot slot : slots) {
            running(slot)
                    .ifPresent(running -> progress.add(
                            new WorkerReport.LeaseProgress(running.offer.lease(), running.progress.stepsDone())));
            slot.queue.forEach(offer -> progress.add(new WorkerReport.LeaseProgress(offer.lease(), 0)));
        }
        withoutPlan.forEach(offer -> progress.add(new WorkerReport.LeaseProgress(offer.lease(), 0)));
        if (!progress.isEmpty()) {
            report(new WorkerReport.Heartbeat(worker, progress));
        }
        settings.filter(_ -> welcomed()).ifPresent(asked -> {
            outbox.overdue(nowNanos, TimeUnit.MILLISECONDS.toNanos(asked.resendMillis()))
                    .forEach(this::report);
            if (nowNanos - askedAtNanos >= ASK_AGAIN_NANOS) {
                // A wish, or its answer, may have been lost on its way.
                askIfThereIsRoom(asked, nowNanos);
            }
        });
        return drainEffects();
    }

    /// Stops asking, gives back what has not begun, lets run what runs.
    public List<BenchEffect> drain(long nowNanos) {
        draining = true;
        List<LeaseId> notBegun = Stream.concat(
                        slots.stream().flatMap(slot -> slot.queue.stream()), withoutPlan.stream())
                .map(Offer::lease)
                .toList();
        slots.forEach(slot -> slot.queue.clear());
        withoutPlan.clear();
        if (!notBegun.isEmpty()) {
            report(new WorkerReport.Released(worker, notBegun));
        }
        return decide(nowNanos);
    }

    /// Ends what runs between two steps.
    public void hurry() {
        slots.forEach(slot -> running(slot).ifPresent(running -> running.progress.cancel()));
    }

    /// Parts that were not acknowledged yet.
    public int unacknowledged() {
        return outbox.size();
    }

    private List<BenchEffect> decide(long nowNanos) {
        begin();
        if (draining) {
            if (heldCount() == 0 && outbox.size() == 0) {
                effects.add(new BenchEffect.Drained());
            }
        } else {
            settings.filter(_ -> welcomed()).ifPresent(asked -> askIfThereIsRoom(asked, nowNanos));
        }
        return drainEffects();
    }

    private void askIfThereIsRoom(WorkerSettings asked, long nowNanos) {
        int want = slots.size() * asked.offersPerDevice() - heldCount();
        if (!draining && want > 0 && outbox.size() < asked.outboxParts()) {
            askedAtNanos = nowNanos;
            report(new WorkerReport.WorkRequested(worker, want));
        }
    }

    private int heldCount() {
        return slots.stream().mapToInt(Slot::held).sum() + withoutPlan.size();
    }

    private List<BenchEffect> drainEffects() {
        List<BenchEffect> drained = effects;
        effects = new ArrayList<>();
        return drained;
    }

    private void begin() {
        for (int device = 0; device < slots.size(); device++) {
            Slot slot = slots.get(device);
            Offer next = slot.queue.peek();
            if (slot.running == null && next != null) {
                Plan plan = plans.get(next.sweep());
                slot.queue.remove();
                if (plan == null) {
                    // Its plan was forgotten for newer ones: the spec is asked for again.
                    withoutPlan.add(next);
                    report(new WorkerReport.SpecRequested(worker, next.sweep()));
                } else {
                    OfferProgress progress = new OfferProgress();
                    slot.running = new Running(next, progress);
                    int partBytes = settings.map(WorkerSettings::partBytes).orElseThrow();
                    effects.add(new BenchEffect.Begin(device, plan, next, progress, partBytes));
                }
            }
        }
    }

    private void enqueue(Offer offer) {
        Slot least = slots.getFirst();
        for (Slot slot : slots) {
            if (slot.held() < least.held()) {
                least = slot;
            }
        }
        least.queue.add(offer);
    }

    private List<Offer> takeWithoutPlan(SweepVersion sweep) {
        List<Offer> taken = withoutPlan.stream()
                .filter(offer -> offer.sweep().equals(sweep))
                .toList();
        withoutPlan.removeAll(taken);
        return taken;
    }

    private boolean held(LeaseId lease) {
        return Stream.concat(held(), withoutPlan.stream())
                .anyMatch(offer -> offer.lease().equals(lease));
    }

    private Stream<Offer> held() {
        return slots.stream()
                .flatMap(slot -> Stream.concat(running(slot).map(Running::offer).stream(), slot.queue.stream()));
    }

    private static Optional<Running> running(Slot slot) {
        return Optional.ofNullable(slot.running);
    }

    private WorkerReport.Done done(Slot slot, Offer offer, OfferOutcome outcome, int part) {
        OfferOutcome.Part results = outcome.parts().get(part);
        return new WorkerReport.Done(
                worker,
                offer.lease(),
                offer.sweep(),
                offer.stratum(),
                results.indices(),
                part,
                outcome.parts().size(),
                new WorkerReport.Provenance(
                        offer.engine(),
                        numericsByEngine.getOrDefault(offer.engine(), ""),
                        slot.origin.device,
                        slot.origin.build),
                results.deviceMicros(),
                results.payload());
    }

    private WorkerReport.Failed failed(Offer offer, OfferOutcome.GivenUp givenUp) {
        return new WorkerReport.Failed(
                worker,
                offer.lease(),
                offer.sweep(),
                offer.stratum(),
                givenUp.indices(),
                givenUp.kind(),
                givenUp.text());
    }

    private void report(WorkerReport report) {
        effects.add(new BenchEffect.Report(report));
    }
}

package tegum.coordinator.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// A lease book, and what tests tell it.
class LeaseBookFixture {
    static final SweepVersion SWEEP = new SweepVersion("phase", 1);
    static final SweepVersion OTHER = new SweepVersion("other", 1);
    static final WorkerId ANN = new WorkerId("ann");
    static final WorkerId BOB = new WorkerId("bob");
    static final WorkerReport.DeviceFacts CPU = new WorkerReport.DeviceFacts("cpu", "cpu", "test", 2, 0);
    static final long SECOND = 1_000_000_000L;

    final LeaseBook book = new LeaseBook(7, limits());
    long nowNanos = Long.MAX_VALUE - SECOND; // it wraps during the tests

    /// Limits of the book.
    LeaseLimits limits() {
        return LeaseLimits.embedded();
    }

    void open(SweepVersion version, long... trainings) {
        List<StratumPlan> plans = new ArrayList<>();
        for (long count : trainings) {
            plans.add(plan(count));
        }
        carryOut(book.open(version, plans, 0, nowNanos));
    }

    static StratumPlan plan(long trainings) {
        return new StratumPlan(trainings, "kernel", "auto", Optional.empty());
    }

    void register(WorkerId worker, String... engines) {
        register(registration(worker, 1, engines));
    }

    void register(WorkerReport.Registered registration) {
        carryOut(book.registered(registration, nowNanos));
    }

    static WorkerReport.Registered registration(WorkerId worker, long incarnation, String... engines) {
        return registration(worker, incarnation, CPU, WorkerReport.Limits.none(), engines);
    }

    static WorkerReport.Registered registration(
            WorkerId worker,
            long incarnation,
            WorkerReport.DeviceFacts device,
            WorkerReport.Limits limits,
            String... engines) {
        return new WorkerReport.Registered(
                worker,
                1,
                "test",
                incarnation,
                "",
                List.of(engines).stream()
                        .map(engine -> new WorkerReport.EngineOffer(engine, engine + "/1"))
                        .toList(),
                List.of(device),
                limits,
                List.of());
    }

    /// Lets time pass, with a look at the deadlines each second.
    List<LeaseEffect> pass(int seconds) {
        List<LeaseEffect> effects = new ArrayList<>();
        for (int k = 0; k < seconds; k++) {
            nowNanos += SECOND;
            effects.addAll(carryOut(book.tick(nowNanos)));
        }
        return effects;
    }

    List<LeaseEffect> want(WorkerId worker, int offers) {
        return carryOut(book.requested(new WorkerReport.WorkRequested(worker, offers), nowNanos));
    }

    /// Records engines at once, as a fast store would, and returns everything else.
    List<LeaseEffect> carryOut(List<LeaseEffect> effects) {
        List<LeaseEffect> others = new ArrayList<>();
        for (LeaseEffect effect : effects) {
            if (effect instanceof LeaseEffect.Resolve asked) {
                others.addAll(carryOut(book.resolved(asked, IndexSet.of(new IndexRange(0, 1_000_000)), nowNanos)));
            } else {
                others.add(effect);
            }
        }
        return others;
    }

    static List<CoordinatorOrder.Offer> offers(List<LeaseEffect> effects) {
        List<CoordinatorOrder.Offer> offers = new ArrayList<>();
        for (LeaseEffect effect : effects) {
            if (effect instanceof LeaseEffect.Send(WorkerId _, CoordinatorOrder.Offer offer)) {
                offers.add(offer);
            }
        }
        return offers;
    }

    void done(WorkerId worker, CoordinatorOrder.Offer offer, long microsEach) {
        WorkerReport.Done done = report(worker, offer, microsEach);
        carryOut(book.received(done, nowNanos));
        carryOut(book.settled(done, Verdict.NEW, "", nowNanos));
    }

    static WorkerReport.Done report(WorkerId worker, CoordinatorOrder.Offer offer, long microsEach) {
        return new WorkerReport.Done(
                worker,
                offer.lease(),
                offer.sweep(),
                offer.stratum(),
                offer.missing(),
                0,
                1,
                new WorkerReport.Provenance("vector", "vector/1", "cpu", "test"),
                microsEach * offer.missing().count(),
                new byte[0]);
    }

    static WorkerReport.Failed failure(WorkerId worker, CoordinatorOrder.Offer offer, FailureKind kind) {
        return new WorkerReport.Failed(
                worker, offer.lease(), offer.sweep(), offer.stratum(), offer.missing(), kind, "as told");
    }

    void heartbeat(CoordinatorOrder.Offer offer, long steps) {
        carryOut(book.heartbeat(
                new WorkerReport.Heartbeat(ANN, List.of(new WorkerReport.LeaseProgress(offer.lease(), steps))),
                nowNanos));
    }
}

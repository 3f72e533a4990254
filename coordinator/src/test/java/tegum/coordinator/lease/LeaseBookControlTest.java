package tegum.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.FailureKind;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// What people and circumstances ask of a lease book: pauses, priorities, drains, quarantine, wall
/// time, fair shares.
class LeaseBookControlTest extends LeaseBookFixture {

    private final Map<String, Integer> attempts = new TreeMap<>();

    @Override
    LeaseLimits limits() {
        LeaseLimits cluster = LeaseLimits.cluster();
        return cluster.with(Duration.ofSeconds(1), cluster.deadlines().ttl());
    }

    @Test
    void aPausedSweepGetsNoOffersUntilItIsResumed() {
        open(SWEEP, 100);
        register(ANN, "vector");
        book.pause(SWEEP);

        assertThat(offers(want(ANN, 1))).isEmpty();
        assertThat(book.explain(SWEEP, nowNanos)).containsExactly(new WaitReason.Paused());
        assertThat(offers(book.resume(SWEEP, nowNanos))).as("ann still waits").hasSize(1);
    }

    @Test
    void aRaisedPriorityCountsFromTheNextOffer() {
        open(SWEEP, 100);
        open(OTHER, 100);
        register(ANN, "vector");
        book.priority(OTHER, 1);

        assertThat(offers(want(ANN, 2)))
                .extracting(CoordinatorOrder.Offer::sweep)
                .containsExactly(OTHER, OTHER);
        assertThat(book.explain(SWEEP, nowNanos)).containsExactly(new WaitReason.HigherPriority(List.of(OTHER)));
    }

    /// Goal: sweeps of equal priority get equal device time, however long their trainings are.
    /// Method: trainings of one take ten times as long as those of the other, which comes later.
    @Test
    void sweepsOfEqualPriorityShareTheDeviceTime() {
        open(SWEEP, 100_000);
        register(ANN, "vector");
        for (int k = 0; k < 40; k++) {
            done(ANN, offers(want(ANN, 1)).getFirst(), 100_000);
        }
        long before = deviceMicros(SWEEP);
        carryOut(book.open(OTHER, List.of(otherKernel(100_000)), 0, nowNanos));
        for (int k = 0; k < 200; k++) {
            CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();
            done(ANN, offer, offer.sweep().equals(SWEEP) ? 100_000 : 10_000);
        }

        double ratio = (double) (deviceMicros(SWEEP) - before) / deviceMicros(OTHER);
        assertThat(ratio).as("the late one is not owed what was used before it").isBetween(0.9, 1.1);
    }

    @Test
    void aDrainedWorkerKeepsItsOffersAndGetsNoMore() {
        open(SWEEP, 100);
        register(ANN, "vector");
        CoordinatorOrder.Offer held = offers(want(ANN, 1)).getFirst();

        assertThat(book.drain(ANN, "new kernel", nowNanos))
                .containsExactly(new LeaseEffect.Send(ANN, new CoordinatorOrder.Drain("new kernel")));
        assertThat(offers(want(ANN, 2))).isEmpty();
        assertThat(book.holds(held.lease())).isTrue();
        assertThat(book.explain(SWEEP, nowNanos)).startsWith(new WaitReason.Draining(ANN, "new kernel"));
        assertThat(book.workers(nowNanos)).singleElement().satisfies(worker -> {
            assertThat(worker.state()).isEqualTo(WorkerSnapshot.State.DRAINING);
            assertThat(worker.leases()).isEqualTo(1);
            assertThat(worker.trainings()).isEqualTo(2);
        });

        carryOut(book.registered(registration(ANN, 2, "vector"), nowNanos));

        assertThat(offers(want(ANN, 1))).as("a new process does not drain").hasSize(1);
    }

    @Test
    void aWorkerWhosePartsAreRefusedIsQuarantinedUntilItIsReleased() {
        open(SWEEP, 100);
        register(ANN, "vector");
        register(BOB, "vector");
        for (int k = 0; k < 2; k++) {
            assertThat(refuse(ANN, offers(want(ANN, 1)).getFirst())).isEmpty();
        }
        CoordinatorOrder.Offer third = offers(want(ANN, 2)).getFirst();

        List<LeaseEffect> effects = refuse(ANN, third);

        LeaseId other = effects.stream()
                .flatMap(effect -> effect instanceof LeaseEffect.Send(WorkerId _, CoordinatorOrder.LeaseLost lost)
                        ? lost.leases().stream()
                        : Stream.empty())
                .findFirst()
                .orElseThrow();
        assertThat(effects)
                .contains(new LeaseEffect.Quarantined(ANN, "3 of its parts were refused, the last: not finite"));
        assertThat(book.holds(other)).as("what it held is offered to others").isFalse();
        assertThat(offers(want(ANN, 1))).isEmpty();
        carryOut(book.registered(registration(ANN, 2, "vector"), nowNanos));
        assertThat(offers(want(ANN, 1))).as("a new start heals nothing").isEmpty();
        assertThat(book.explain(SWEEP, nowNanos))
                .contains(new WaitReason.Quarantined(ANN, "3 of its parts were refused, the last: not finite"));
        assertThat(offers(book.release(ANN, nowNanos))).hasSize(1);
    }

    /// A training whose results are refused wherever it runs is at fault itself.
    @Test
    void theSameTrainingsRefusedAgainAreNotHeldAgainstTheWorker() {
        open(SWEEP, 2);
        register(ANN, "vector");
        List<LeaseEffect> all = new ArrayList<>();
        while (book.counts(SWEEP).waiting() > 0) {
            all.addAll(refuse(ANN, offers(want(ANN, 1)).getFirst()));
        }

        assertThat(all).noneMatch(LeaseEffect.Quarantined.class::isInstance);
        assertThat(book.counts(SWEEP)).isEqualTo(new BookCounts(2, 0, 2, 0, 0, 0));
    }

    @Test
    void storedPartsSpeakForAWorker() {
        open(SWEEP, 100_000_000);
        register(ANN, "vector");
        for (int refusals = 0; refusals < 6; refusals++) {
            assertThat(refuse(ANN, offers(want(ANN, 1)).getFirst())).isEmpty();
            for (int k = 0; k < 10; k++) {
                done(ANN, offers(want(ANN, 1)).getFirst(), 500_000);
            }
        }

        assertThat(book.workers(nowNanos).getFirst().refusals()).isZero();
    }

    @Test
    void auditsThatFailInARowQuarantine() {
        open(SWEEP, 100);
        register(ANN, "vector");

        assertThat(book.audited(ANN, false, "digest differs", nowNanos)).isEmpty();
        assertThat(book.audited(ANN, true, "", nowNanos)).isEmpty();
        assertThat(book.audited(ANN, false, "digest differs", nowNanos)).isEmpty();
        assertThat(book.audited(ANN, false, "digest differs", nowNanos))
                .containsExactly(
                        new LeaseEffect.Quarantined(ANN, "2 audits of its results failed, the last: digest differs"));
        assertThat(book.stranded())
                .containsExactly(entry(
                        SWEEP, "worker ann is quarantined: 2 audits of its results failed, the last: digest differs"));
    }

    @Test
    void aWorkerGetsNothingThatItCouldNotEnd() {
        open(SWEEP, 10_000);
        register(ANN, "vector");
        for (int k = 0; k < 4; k++) {
            done(ANN, offers(want(ANN, 1)).getFirst(), 100_000);
        }
        register(registration(ANN, 1, CPU, new WorkerReport.Limits(1_000), "vector"));

        CoordinatorOrder.Offer last = offers(want(ANN, 1)).getFirst();

        assertThat(last.missing().count())
                .as("1 s at 10 a second, with a margin")
                .isEqualTo(8);
        assertThat(offers(want(ANN, 2))).as("its time is taken").isEmpty();
        nowNanos += 9 * SECOND / 10;
        done(ANN, last, 100_000);
        assertThat(offers(want(ANN, 1))).isEmpty();
        assertThat(book.explain(SWEEP, nowNanos)).containsExactly(new WaitReason.EndsTooSoon(ANN, 0.1));
        assertThat(book.workers(nowNanos).getFirst().endsInNanos()).isEqualTo(OptionalLong.of(SECOND / 10));
    }

    @Test
    void aDeviceIsNotOfferedMoreThanItsMemoryHolds() {
        carryOut(book.open(
                SWEEP, List.of(new StratumPlan(10_000, "kernel", "auto", Optional.empty(), 1 << 20)), 0, nowNanos));
        WorkerReport.DeviceFacts small = new WorkerReport.DeviceFacts("cuda:0", "cuda", "card", 2, 32 << 20);
        register(registration(ANN, 1, small, WorkerReport.Limits.none(), "cuda"));
        for (int k = 0; k < 4; k++) {
            done(ANN, offers(want(ANN, 1)).getFirst(), 10);
        }

        assertThat(offers(want(ANN, 1)).getFirst().missing().count()).isEqualTo(16);
    }

    @Test
    void aRestartedCoordinatorTakesUpWhatItsWorkersHold() {
        open(SWEEP, 100);
        LeaseId old = new LeaseId(6, 12);
        IndexSet indices = IndexSet.of(new IndexRange(10, 20));
        WorkerReport.Registered fresh = registration(ANN, 1, "vector");

        register(new WorkerReport.Registered(
                ANN,
                fresh.protocol(),
                fresh.build(),
                1,
                "",
                fresh.engines(),
                fresh.devices(),
                fresh.limits(),
                List.of(new WorkerReport.HeldOffer(old, SWEEP, 0, indices))));

        assertThat(book.holds(old)).isTrue();
        assertThat(book.counts(SWEEP).running()).isEqualTo(10);
        assertThat(offers(want(ANN, 50)))
                .as("it counts among what its device holds, and nobody else gets it")
                .singleElement()
                .satisfies(offer -> assertThat(
                                offer.missing().intersection(indices).isEmpty())
                        .isTrue());
    }

    @Test
    void whatWasBegunUnderAnotherCoordinatorMayEnd() {
        open(SWEEP, 100);
        register(ANN, "vector");
        LeaseId begun = new LeaseId(6, 12);
        LeaseId queued = new LeaseId(6, 13);

        List<LeaseEffect> effects = book.heartbeat(
                new WorkerReport.Heartbeat(
                        ANN,
                        List.of(new WorkerReport.LeaseProgress(begun, 100), new WorkerReport.LeaseProgress(queued, 0))),
                nowNanos);

        assertThat(effects).containsExactly(new LeaseEffect.Send(ANN, new CoordinatorOrder.LeaseLost(List.of(queued))));
    }

    @Test
    void deadlinesWaitWhileTheCoordinatorDoesNotRun() {
        open(SWEEP, 100);
        register(ANN, "vector");
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();
        book.tick(nowNanos);

        nowNanos += 3_600 * SECOND;
        book.tick(nowNanos);

        assertThat(book.holds(offer.lease())).as("nobody could be heard").isTrue();
        pass(60);
        assertThat(book.holds(offer.lease())).isFalse();
    }

    /// A suspect goes to another worker than the one where it failed; but only to one that can
    /// train it.
    @Test
    void aSuspectReturnsToItsWorkerWhenNoOtherCanTrainIt() {
        open(SWEEP, 2);
        register(ANN, "vector");
        register(BOB, "reference");
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();

        fail(ANN, offer);

        assertThat(offers(want(BOB, 1))).isEmpty();
        assertThat(offers(want(ANN, 1)).getFirst().missing()).isEqualTo(offer.missing());
    }

    @Test
    void everyReasonToWaitIsSaid() {
        assertThat(book.stranded()).isEmpty();
        carryOut(book.open(SWEEP, List.of(plan(4)), 0, nowNanos));
        assertThat(book.explain(SWEEP, nowNanos)).containsExactly(new WaitReason.NoWorkers());

        book.registered(registration(ANN, 1, "vector"), nowNanos);
        assertThat(book.explain(SWEEP, nowNanos)).containsExactly(new WaitReason.WaitingForLedger(1, 0, 0));

        register(BOB, "vector");
        book.resolved(
                new LeaseEffect.Resolve(SWEEP, 0, "vector", "vector/1"), IndexSet.of(new IndexRange(0, 4)), nowNanos);
        assertThat(book.explain(SWEEP, nowNanos))
                .containsExactly(new WaitReason.NotAsking(ANN), new WaitReason.NotAsking(BOB));

        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();
        assertThat(book.explain(SWEEP, nowNanos)).contains(new WaitReason.Busy(1), new WaitReason.Running(2, 1));
        fail(ANN, offer);
        assertThat(book.explain(SWEEP, nowNanos)).contains(new WaitReason.Bisecting(2));

        book.cancel(SWEEP, nowNanos);
        assertThat(book.explain(SWEEP, nowNanos))
                .containsExactly(new WaitReason.Ended(new BookCounts(4, 0, 0, 0, 0, 4)));
    }

    @Test
    void anEngineThatNobodyHasIsAReason() {
        carryOut(book.open(SWEEP, List.of(new StratumPlan(10, "kernel", "cuda", Optional.empty())), 0, nowNanos));
        register(ANN, "vector");

        assertThat(book.explain(SWEEP, nowNanos)).containsExactly(new WaitReason.NoEngine("engine cuda", 10));
        assertThat(book.explain(SWEEP, nowNanos).getFirst().text()).isEqualTo("no worker has engine cuda");
    }

    private long deviceMicros(SweepVersion version) {
        return book.sweeps().stream()
                .filter(sweep -> sweep.sweep().equals(version))
                .mapToLong(SweepSnapshot::deviceMicros)
                .sum();
    }

    private static StratumPlan otherKernel(long trainings) {
        return new StratumPlan(trainings, "other kernel", "auto", Optional.empty());
    }

    /// @return what the store's refusal leads to, but for what is asked of the ledger, which
    ///     answers at once
    private List<LeaseEffect> refuse(WorkerId worker, CoordinatorOrder.Offer offer) {
        WorkerReport.Done done = report(worker, offer, 10);
        carryOut(book.received(done, nowNanos));
        return count(book.settled(done, Verdict.REJECTED, "not finite", nowNanos));
    }

    private void fail(WorkerId worker, CoordinatorOrder.Offer offer) {
        count(book.failed(failure(worker, offer, FailureKind.WORKER), nowNanos));
    }

    private List<LeaseEffect> count(List<LeaseEffect> effects) {
        List<LeaseEffect> others = new ArrayList<>();
        for (LeaseEffect effect : effects) {
            if (effect instanceof LeaseEffect.CountAttempt attempt) {
                int failures = attempts.merge(attempt.indices().toString(), 1, Integer::sum);
                others.addAll(count(carryOut(book.counted(attempt.ticket(), failures, nowNanos))));
            } else {
                others.add(effect);
            }
        }
        return others;
    }
}

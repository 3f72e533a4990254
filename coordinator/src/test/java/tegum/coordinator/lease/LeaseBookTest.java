package tegum.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerReport;

class LeaseBookTest extends LeaseBookFixture {
    @Test
    void anOfferGrowsFromOneTrainingPerThreadToTheTargetTime() {
        open(SWEEP, 10_000);
        register(ANN, "vector");

        CoordinatorOrder.Offer first = offers(want(ANN, 1)).getFirst();
        done(ANN, first, 10_000);
        CoordinatorOrder.Offer second = offers(want(ANN, 1)).getFirst();
        done(ANN, second, 10_000);
        CoordinatorOrder.Offer third = offers(want(ANN, 1)).getFirst();

        assertThat(first.missing().count()).isEqualTo(2);
        assertThat(second.missing().count()).isEqualTo(16);
        assertThat(third.missing().count()).as("10 ms each, 1 s an offer").isEqualTo(100);
    }

    @Test
    void aWorkerHoldsNoMoreOffersThanItsDevicesMay() {
        open(SWEEP, 10_000);
        register(ANN, "vector");

        assertThat(offers(want(ANN, 50))).hasSize(2);
        assertThat(want(ANN, 50))
                .singleElement()
                .isInstanceOfSatisfying(
                        LeaseEffect.Send.class,
                        send -> assertThat(send.order()).isEqualTo(new CoordinatorOrder.NoWork(1_000)));
    }

    @Test
    void theStratumOfWhichLeastIsStartedComesFirst() {
        open(SWEEP, 100, 10);
        register(ANN, "vector");

        List<Integer> order = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();
            order.add(offer.stratum());
            done(ANN, offer, SECOND / 1_000);
        }

        assertThat(order).containsExactly(0, 1, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void sweepsOfEqualPriorityTakeTurnsAndAHigherOneGoesFirst() {
        open(OTHER, 100);
        open(SWEEP, 100);
        SweepVersion urgent = new SweepVersion("urgent", 1);
        book.open(urgent, List.of(plan(2)), 5, nowNanos);
        register(ANN, "vector");

        List<SweepVersion> order = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();
            order.add(offer.sweep());
            done(ANN, offer, SECOND / 1_000);
        }

        assertThat(order).containsExactly(urgent, OTHER, SWEEP, OTHER, SWEEP);
    }

    @Test
    void autoTakesTheBestEngineAndWorkersWithoutItGetNothing() {
        open(SWEEP, 100);
        register(BOB, "reference");
        open(OTHER, 100);
        register(ANN, "reference", "vector");

        assertThat(offers(want(ANN, 1)).getFirst().engine()).isEqualTo("reference");
        assertThat(offers(want(BOB, 1)).getFirst().sweep()).isEqualTo(SWEEP);
    }

    @Test
    void aHeartbeatWithoutProgressDoesNotExtendALease() {
        open(SWEEP, 100);
        register(ANN, "vector");
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();
        heartbeat(offer, 10);
        pass(50);
        heartbeat(offer, 10);
        pass(9);
        nowNanos += SECOND;

        List<LeaseEffect> effects = book.tick(nowNanos);

        assertThat(effects).hasSize(2);
        assertThat(effects.get(0))
                .isInstanceOfSatisfying(
                        LeaseEffect.CountAttempt.class,
                        attempt -> assertThat(attempt.kind()).isEqualTo(FailureKind.LOST));
        assertThat(effects.get(1))
                .isEqualTo(new LeaseEffect.Send(ANN, new CoordinatorOrder.LeaseLost(List.of(offer.lease()))));
    }

    @Test
    void progressExtendsALeaseButNotPastItsHardDeadline() {
        open(SWEEP, 100);
        register(ANN, "vector");
        done(ANN, offers(want(ANN, 1)).getFirst(), 10_000);
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();

        for (int k = 1; k <= 11; k++) {
            assertThat(pass(50)).isEmpty();
            heartbeat(offer, k);
        }
        assertThat(pass(49)).isEmpty();
        heartbeat(offer, 12);
        nowNanos += SECOND;

        assertThat(offer.hardDeadlineMillis()).isEqualTo(Duration.ofMinutes(10).toMillis());
        assertThat(book.tick(nowNanos)).isNotEmpty();
    }

    @Test
    void aLateReportIsAcceptedWhileItsTrainingsAreOpen() {
        open(SWEEP, 2);
        register(ANN, "vector");
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();
        book.workerLost(ANN, nowNanos);
        WorkerReport.Done late = report(ANN, offer, 10);

        book.received(late, nowNanos);
        List<LeaseEffect> effects = book.settled(late, Verdict.NEW, "", nowNanos);

        assertThat(effects).containsExactly(new LeaseEffect.Completed(SWEEP, new BookCounts(2, 2, 0, 0, 0, 0)));
    }

    @Test
    void aNewIncarnationLosesWhatTheOldOneHeld() {
        open(SWEEP, 2);
        register(ANN, "vector");
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();

        carryOut(book.registered(registration(ANN, 2, "vector"), nowNanos));
        CoordinatorOrder.Offer again = offers(want(ANN, 1)).getFirst();

        assertThat(again.missing()).isEqualTo(offer.missing());
        assertThat(again.lease()).isGreaterThan(offer.lease());
    }

    @Test
    void anOfferTooLargeForTheDeviceIsHalvedWithoutBeingCounted() {
        open(SWEEP, 100);
        register(ANN, "vector");
        done(ANN, offers(want(ANN, 1)).getFirst(), 10_000);
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();

        List<LeaseEffect> effects = book.failed(failure(ANN, offer, FailureKind.CAPACITY), nowNanos);

        assertThat(effects).isEmpty();
        assertThat(offers(want(ANN, 1)).getFirst().missing().count())
                .isEqualTo(offer.missing().count() / 2);
    }

    @Test
    void anUnsupportedStratumFailsAsAWhole() {
        open(SWEEP, 100);
        register(ANN, "vector");
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();

        List<LeaseEffect> effects = book.failed(failure(ANN, offer, FailureKind.UNSUPPORTED), nowNanos);

        assertThat(effects)
                .containsExactly(
                        new LeaseEffect.GiveUp(
                                SWEEP, 0, IndexSet.of(new IndexRange(0, 100)), FailureKind.UNSUPPORTED, "as told", ANN),
                        new LeaseEffect.Completed(SWEEP, new BookCounts(100, 0, 100, 0, 0, 0)));
    }

    @Test
    void autoTakesTheNextEngineWhereTheBestCannotTrainTheModel() {
        open(SWEEP, 100);
        register(ANN, "vector", "reference");
        List<CoordinatorOrder.Offer> held = offers(want(ANN, 2));

        List<LeaseEffect> effects =
                carryOut(book.failed(failure(ANN, held.getFirst(), FailureKind.UNSUPPORTED), nowNanos));

        assertThat(held).hasSize(2).allMatch(offer -> offer.engine().equals("vector"));
        assertThat(effects)
                .startsWith(
                        new LeaseEffect.PassedOver(SWEEP, 0, "vector", "as told"),
                        new LeaseEffect.Send(
                                ANN,
                                new CoordinatorOrder.LeaseLost(
                                        List.of(held.getLast().lease()))));
        assertThat(book.failed(failure(ANN, held.getLast(), FailureKind.UNSUPPORTED), nowNanos))
                .as("the other refusal is too late")
                .isEmpty();
        CoordinatorOrder.Offer next = offers(want(ANN, 1)).getFirst();
        assertThat(next.engine()).isEqualTo("reference");
        assertThat(book.failed(failure(ANN, next, FailureKind.UNSUPPORTED), nowNanos))
                .as("no engine is left")
                .hasAtLeastOneElementOfType(LeaseEffect.GiveUp.class)
                .endsWith(new LeaseEffect.Completed(SWEEP, new BookCounts(100, 0, 100, 0, 0, 0)));
    }

    @Test
    void anEngineThatHasTrainedSomeOfAStratumIsKept() {
        open(SWEEP, 100);
        register(ANN, "vector", "reference");
        done(ANN, offers(want(ANN, 1)).getFirst(), 10_000);
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();

        List<LeaseEffect> effects = book.failed(failure(ANN, offer, FailureKind.UNSUPPORTED), nowNanos);

        assertThat(effects).hasAtLeastOneElementOfType(LeaseEffect.GiveUp.class);
    }

    @Test
    void anEngineThatTheSpecNamesIsNotReplaced() {
        carryOut(book.open(SWEEP, List.of(new StratumPlan(100, "kernel", "vector", Optional.empty())), 0, nowNanos));
        register(ANN, "vector", "reference");
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();

        List<LeaseEffect> effects = book.failed(failure(ANN, offer, FailureKind.UNSUPPORTED), nowNanos);

        assertThat(effects).hasAtLeastOneElementOfType(LeaseEffect.GiveUp.class);
    }

    @Test
    void aRecordedEngineThatHasTrainedNothingGivesWayAsWell() {
        carryOut(book.open(
                SWEEP, List.of(new StratumPlan(100, "kernel", "auto", Optional.of("vector/1"))), 0, nowNanos));
        register(ANN, "cuda", "vector", "reference");
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();

        carryOut(book.failed(failure(ANN, offer, FailureKind.UNSUPPORTED), nowNanos));

        assertThat(offer.engine()).isEqualTo("vector");
        assertThat(offers(want(ANN, 1)).getFirst().engine()).isEqualTo("cuda");
    }

    @Test
    void theOrderOfTheWorkersEnginesIsTheOrderOfAuto() {
        register(ANN, "vector", "reference");
        register(BOB, "cuda", "vector", "nd4j");

        open(SWEEP, 100);

        assertThat(offers(want(ANN, 1))).isEmpty();
        assertThat(offers(want(BOB, 1)).getFirst().engine()).isEqualTo("cuda");
    }

    @Test
    void aSweepThatNobodyCanTrainIsStranded() {
        StratumPlan wanting = new StratumPlan(10, "kernel", "vector", Optional.of("vector/9"));
        carryOut(book.open(SWEEP, List.of(wanting), 0, nowNanos));
        assertThat(book.stranded()).as("somebody may still come").isEmpty();

        register(ANN, "vector", "reference");

        assertThat(book.stranded()).containsExactly(entry(SWEEP, "no worker has engine vector with numerics vector/9"));
        assertThat(offers(want(ANN, 1))).isEmpty();
    }

    @Test
    void aCancelledSweepTakesItsLeasesBack() {
        open(SWEEP, 100);
        register(ANN, "vector");
        CoordinatorOrder.Offer offer = offers(want(ANN, 1)).getFirst();

        List<LeaseEffect> effects = book.cancel(SWEEP, nowNanos);

        assertThat(effects).containsExactly(new LeaseEffect.Send(ANN, new CoordinatorOrder.SweepCancelled(SWEEP)));
        assertThat(book.counts(SWEEP)).isEqualTo(new BookCounts(100, 0, 0, 0, 0, 100));
        assertThat(book.settled(report(ANN, offer, 10), Verdict.DUPLICATE, "", nowNanos))
                .isEmpty();
    }
}

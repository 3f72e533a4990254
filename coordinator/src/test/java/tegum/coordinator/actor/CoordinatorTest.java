package tegum.coordinator.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.ledger.SweepState;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.TrainingResult;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.protocol.wire.ResultPayload;
import tegum.spec.text.SpecReader;

/// One coordinator, a store that forgets, and probes in the place of workers. Every message between them is serialised.
class CoordinatorTest {
    private static final String YAML = """
            name: small
            model: {features: 2, hidden: 1}
            data: {density: $p}
            axes:
              p: {from: 0.6, to: 0.9, count: 3}
            train: {steps: 10, batch: 64}
            replicates: 2
            """;

    private static final SweepVersion SWEEP = new SweepVersion("small", 1);
    private static final WorkerId ANN = new WorkerId("ann");
    private static final Duration QUIET = Duration.ofMillis(200);

    private final ActorTestKit kit =
            ActorTestKit.create(ConfigFactory.parseString("""
                    akka.actor.serialize-messages = on
                    akka.loglevel = WARNING
                    """).withFallback(ConfigFactory.load()));

    private final TestProbe<CoordinatorOrder> worker = kit.createTestProbe(CoordinatorOrder.class);
    private final LinkedBlockingQueue<CoordinatorEvent> events = new LinkedBlockingQueue<>();
    private final InMemoryResults results = new InMemoryResults();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ActorRef<Coordinator.Command> coordinator = kit.spawn(Coordinator.create(
            CoordinatorSettings.embedded().withCommitInterval(Duration.ofMillis(50)),
            results,
            meters,
            this::heard,
            System::nanoTime));
    private final ActorRef<WorkerReport> door = kit.spawn(Coordinator.door(coordinator));

    private void heard(CoordinatorEvent event) {
        // Progress comes when the clock says so; the tests look at the rest.
        if (!(event instanceof CoordinatorEvent.Progress)) {
            events.add(event);
        }
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void aSweepIsOfferedStoredAndEnded() {
        submit();
        register(1);
        CoordinatorOrder.Offer first = want();
        report(first);
        assertThat(worker.receiveMessage()).isEqualTo(new CoordinatorOrder.Acknowledged(first.lease(), 0, Verdict.NEW));
        CoordinatorOrder.Offer second = want();
        report(second);

        assertThat(worker.receiveMessage())
                .isEqualTo(new CoordinatorOrder.Acknowledged(second.lease(), 0, Verdict.NEW));
        assertThat(nextEvent())
                .isEqualTo(new CoordinatorEvent.Ended(SWEEP, SweepState.DONE, new SweepCounts(6, 6, 0, 0, 0, 0, 0)));
        assertThat(first.missing().union(second.missing()).count()).isEqualTo(6);
        assertThat(results.acts)
                .containsSubsequence("submit small@1", "joined ann", "commit 1", "commit 1", "state done");
        assertThat(meters.get("tegum.offers").counter().count()).isEqualTo(2);
        assertThat(meters.get("tegum.commits").counter().count()).isEqualTo(2);
        nothingElseWasSent();
    }

    @Test
    void aCoordinatorGoesOnWithWhatTheStoreHasOpen() {
        results.submit(SpecReader.read(YAML), YAML, "an earlier coordinator");
        register(1);

        coordinator.tell(new Coordinator.GoOn());

        assertThat(nextEvent()).isEqualTo(new CoordinatorEvent.WentOn(List.of(SWEEP)));
        assertThat(want().sweep()).isEqualTo(SWEEP);
        coordinator.tell(new Coordinator.GoOn());
        assertThat(nextEvent()).isEqualTo(new CoordinatorEvent.WentOn(List.of(SWEEP)));
        nothingElseWasSent();
    }

    /// A worker that rejoins at another address has lost nothing, even when its old address is given up afterwards.
    @Test
    void aWorkerAtANewAddressKeepsItsLeases() {
        submit();
        register(1);
        CoordinatorOrder.Offer offer = want();
        TestProbe<CoordinatorOrder> anew = kit.createTestProbe(CoordinatorOrder.class);

        door.tell(registration(ANN, 1, anew.ref(), WorkerReport.PROTOCOL));
        assertThat(anew.receiveMessage()).isInstanceOf(CoordinatorOrder.Welcome.class);
        worker.stop();
        door.tell(new WorkerReport.Heartbeat(ANN, List.of(new WorkerReport.LeaseProgress(offer.lease(), 5))));

        anew.expectNoMessage(QUIET);
        assertThat(results.acts.stream().filter(act -> act.startsWith("left") || act.startsWith("joined")))
                .containsExactly("joined ann");
    }

    @Test
    void aRepeatedReportIsADuplicateAndChangesNothing() {
        submit();
        register(1);
        CoordinatorOrder.Offer offer = want();
        report(offer);
        assertThat(worker.receiveMessage()).isEqualTo(new CoordinatorOrder.Acknowledged(offer.lease(), 0, Verdict.NEW));

        report(offer);

        assertThat(worker.receiveMessage())
                .isEqualTo(new CoordinatorOrder.Acknowledged(offer.lease(), 0, Verdict.DUPLICATE));
        nothingElseWasSent();
    }

    @Test
    void bytesThatAreNoResultsAreRejectedAndTriedAgain() {
        submit();
        register(1);
        CoordinatorOrder.Offer offer = want();

        door.tell(done(offer, new byte[] {1, 2, 3}));

        assertThat(worker.receiveMessage())
                .isEqualTo(new CoordinatorOrder.Acknowledged(offer.lease(), 0, Verdict.REJECTED));
        assertThat(results.acts).noneMatch(act -> act.startsWith("commit"));
        nothingElseWasSent();
    }

    @Test
    void aTrainingThatFailsAlwaysIsFailedWithTheSweepGoingOn() {
        submit();
        register(1);
        door.tell(new WorkerReport.WorkRequested(ANN, 1));
        while (events.isEmpty()) {
            if (worker.receiveMessage() instanceof CoordinatorOrder.Offer offer) {
                if (offer.missing().contains(0)) {
                    door.tell(new WorkerReport.Failed(
                            ANN, offer.lease(), SWEEP, 0, offer.missing(), FailureKind.WORKER, "poison"));
                } else {
                    report(offer);
                }
            }
            // Asking again keeps the conversation going until the sweep has ended.
            door.tell(new WorkerReport.WorkRequested(ANN, 1));
        }

        assertThat(nextEvent())
                .isEqualTo(new CoordinatorEvent.Ended(SWEEP, SweepState.FAILED, new SweepCounts(6, 5, 0, 1, 0, 0, 0)));
        assertThat(results.acts).contains("failed [0]", "state failed");
    }

    @Test
    void aWorkerThatVanishesGivesItsOfferToTheNext() {
        submit();
        register(1);
        CoordinatorOrder.Offer offer = want();
        worker.stop();
        TestProbe<CoordinatorOrder> bob = kit.createTestProbe(CoordinatorOrder.class);

        WorkerId name = new WorkerId("bob");
        door.tell(registration(name, 1, bob.ref(), WorkerReport.PROTOCOL));
        assertThat(bob.receiveMessage()).isInstanceOf(CoordinatorOrder.Welcome.class);
        List<IndexSet> offered = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            door.tell(new WorkerReport.WorkRequested(name, 1));
            if (bob.receiveMessage() instanceof CoordinatorOrder.Offer next) {
                offered.add(next.missing());
                WorkerReport.Done done = done(next, payload(next));
                door.tell(new WorkerReport.Done(
                        name, done.lease(), SWEEP, 0, done.indices(), 0, 1, done.engine(), 1_000, done.payload()));
                assertThat(bob.receiveMessage()).isInstanceOf(CoordinatorOrder.Acknowledged.class);
            }
        }

        assertThat(offered)
                .anyMatch(indices -> !indices.intersection(offer.missing()).isEmpty());
        assertThat(nextEvent()).isInstanceOf(CoordinatorEvent.Ended.class);
        bob.expectNoMessage(QUIET);
    }

    @Test
    void aWorkerOfAnotherProtocolIsRefused() {
        door.tell(registration(ANN, 1, worker.ref(), WorkerReport.PROTOCOL + 1));

        assertThat(worker.receiveMessage()).isInstanceOf(CoordinatorOrder.Refused.class);
        nothingElseWasSent();
    }

    @Test
    void theSpecIsSentToWhomAsksForIt() {
        submit();
        register(1);

        door.tell(new WorkerReport.SpecRequested(ANN, SWEEP));
        door.tell(new WorkerReport.SpecRequested(ANN, new SweepVersion("unknown", 1)));

        assertThat(worker.receiveMessage()).isEqualTo(new CoordinatorOrder.SpecText(SWEEP, YAML));
        assertThat(worker.receiveMessage())
                .isEqualTo(new CoordinatorOrder.SweepCancelled(new SweepVersion("unknown", 1)));
        nothingElseWasSent();
    }

    @Test
    void aFullDiskIsSaidOnceAndNothingIsAcknowledged() {
        submit();
        register(1);
        CoordinatorOrder.Offer offer = want();
        results.fillDisk();

        report(offer);
        report(offer);

        assertThat(nextEvent())
                .isInstanceOfSatisfying(
                        CoordinatorEvent.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessage("the disk is full"));
        nothingElseWasSent();
    }

    @Test
    void stoppingCommitsWhatHasArrivedAndClosesTheStore() {
        submit();
        register(1);
        CoordinatorOrder.Offer offer = want();
        TestProbe<Void> end = kit.createTestProbe(Void.class);

        // Past the door: the stop would overtake a part that is still on its way through it.
        coordinator.tell(new Coordinator.Reported(done(offer, payload(offer))));
        coordinator.tell(new Coordinator.Stop());

        end.expectTerminated(coordinator);
        assertThat(results.acts).containsSubsequence("commit 1", "close");
    }

    @Test
    void onceStoppedItTakesNothingMoreAndClosesTheStoreOnce() throws InterruptedException {
        submit();
        register(1);
        CoordinatorOrder.Offer first = want();
        CoordinatorOrder.Offer second = want();
        CountDownLatch release = new CountDownLatch(1);
        results.hold(release);
        int refreshes = results.refreshes();
        while (results.refreshes() == refreshes) {
            Thread.sleep(10);
        }
        TestProbe<Void> end = kit.createTestProbe(Void.class);

        // The store is busy: all of this comes before it can close.
        report(first);
        coordinator.tell(new Coordinator.Reported(done(first, payload(first))));
        coordinator.tell(new Coordinator.Stop());
        coordinator.tell(new Coordinator.Stop());
        coordinator.tell(new Coordinator.Reported(done(second, payload(second))));
        coordinator.tell(new Coordinator.Submit(SpecReader.read(YAML), YAML, "test"));
        assertThat(nextEvent()).isEqualTo(new CoordinatorEvent.Refused("small", "this run is being stopped"));
        release.countDown();

        end.expectTerminated(coordinator);
        assertThat(results.acts.stream().filter(act -> act.equals("submit small@1")))
                .hasSize(1);
        assertThat(results.acts.stream().filter(act -> act.equals("close"))).hasSize(1);
        assertThat(results.acts).endsWith("close");
        assertThat(results.missing(SWEEP, 0).intersection(second.missing())).isEqualTo(second.missing());
    }

    @Test
    void aBusyStoreIsAskedForOneRefreshAtATime() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        submit();
        results.hold(release);
        int before = results.refreshes();
        Thread.sleep(3_500); // more than three refreshes
        results.hold(new CountDownLatch(0));
        release.countDown();
        Thread.sleep(200);

        assertThat(results.refreshes() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void aWorkerThatIsStartedAnewHasLeftBefore() {
        register(1);
        TestProbe<CoordinatorOrder> anew = kit.createTestProbe(CoordinatorOrder.class);

        door.tell(registration(ANN, 2, anew.ref(), WorkerReport.PROTOCOL));

        assertThat(anew.receiveMessage()).isInstanceOf(CoordinatorOrder.Welcome.class);
        anew.awaitAssert(() -> {
            assertThat(results.acts).containsExactly("joined ann", "left ann 1", "joined ann");
            return 0;
        });
        anew.expectNoMessage(QUIET);
        nothingElseWasSent();
    }

    private CoordinatorEvent nextEvent() {
        try {
            return Objects.requireNonNull(events.poll(10, TimeUnit.SECONDS), "no event came");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void submit() {
        coordinator.tell(new Coordinator.Submit(SpecReader.read(YAML), YAML, "test"));
        assertThat(nextEvent()).isInstanceOf(CoordinatorEvent.Submitted.class);
    }

    private void register(long incarnation) {
        door.tell(registration(ANN, incarnation, worker.ref(), WorkerReport.PROTOCOL));
        assertThat(worker.receiveMessage()).isInstanceOfSatisfying(CoordinatorOrder.Welcome.class, welcome -> {
            assertThat(welcome.epoch()).isEqualTo(3);
            assertThat(welcome.settings())
                    .isEqualTo(CoordinatorSettings.embedded().workers());
        });
    }

    private WorkerReport.Registered registration(
            WorkerId name, long incarnation, ActorRef<CoordinatorOrder> orders, int protocol) {
        return new WorkerReport.Registered(
                name,
                protocol,
                "test",
                incarnation,
                ActorRefResolver.get(kit.system()).toSerializationFormat(orders),
                List.of(new WorkerReport.EngineOffer("vector", "vector/1")),
                List.of(new WorkerReport.DeviceFacts("cpu", "cpu", "test", 3, 0)),
                WorkerReport.Limits.none(),
                List.of());
    }

    /// The next offer; the answer that there is none yet is passed over.
    private CoordinatorOrder.Offer want() {
        door.tell(new WorkerReport.WorkRequested(ANN, 1));
        CoordinatorOrder order = worker.receiveMessage();
        if (order instanceof CoordinatorOrder.NoWork) {
            order = worker.receiveMessage();
        }
        return (CoordinatorOrder.Offer) order;
    }

    private void report(CoordinatorOrder.Offer offer) {
        door.tell(done(offer, payload(offer)));
    }

    private static byte[] payload(CoordinatorOrder.Offer offer) {
        return ResultPayload.encode(offer.missing()
                .indices()
                .<TrainingResult>mapToObj(index -> new TrainingResult.Diverged(index, 1f))
                .toList());
    }

    private static WorkerReport.Done done(CoordinatorOrder.Offer offer, byte[] payload) {
        return new WorkerReport.Done(
                ANN,
                offer.lease(),
                offer.sweep(),
                offer.stratum(),
                offer.missing(),
                0,
                1,
                new WorkerReport.Provenance("vector", "vector/1", "cpu", "test"),
                1_000,
                payload);
    }

    private void nothingElseWasSent() {
        worker.expectNoMessage(QUIET);
        assertThat(events).isEmpty();
    }
}

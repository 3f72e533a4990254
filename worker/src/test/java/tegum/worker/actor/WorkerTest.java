package tegum.worker.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.CoordinatorOrder.Offer;
import tegum.protocol.CoordinatorOrder.WorkerSettings;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.worker.StandardEngines;
import tegum.worker.device.Device;
import tegum.worker.device.DeviceKind;

/// A worker that really trains, and a probe in the place of the coordinator. Every message between them is serialised.
class WorkerTest {
    private static final SweepVersion SWEEP = new SweepVersion("small", 1);
    private static final WorkerId ANN = new WorkerId("ann");
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final String YAML = """
            name: small
            model: {features: 2, hidden: 1}
            data: {density: 0.6}
            axes: {r: [0.5, 1]}
            importance: [1, $r]
            train: {steps: 50, batch: 64}
            replicates: 10
            """;

    private final ActorTestKit kit = ActorTestKit.create(
            ConfigFactory.parseString("akka.actor.serialize-messages = on").withFallback(ConfigFactory.load()));
    private final TestProbe<WorkerReport> coordinator = kit.createTestProbe(WorkerReport.class);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ActorRef<Worker.Command> worker = kit.spawn(Worker.create(
            new WorkerSetup(
                    ANN,
                    1,
                    "test",
                    List.of(new Device("cpu", DeviceKind.CPU, "test", 2, 1L << 30)),
                    StandardEngines.all(),
                    WorkerLimits.embedded(),
                    meters),
            coordinator.ref(),
            System::nanoTime));

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void anOfferIsTrainedReportedAndFollowedByAnotherWish() {
        ActorRef<CoordinatorOrder> orders = welcome(settings(16, 60_000));

        orders.tell(offer(0, 0, 4));
        assertThat(coordinator.receiveMessage()).isEqualTo(new WorkerReport.SpecRequested(ANN, SWEEP));
        orders.tell(new CoordinatorOrder.SpecText(SWEEP, YAML));

        WorkerReport.Done done = coordinator.expectMessageClass(WorkerReport.Done.class);
        assertThat(done.indices()).isEqualTo(IndexSet.of(new IndexRange(0, 4)));
        assertThat(done.lease()).isEqualTo(new LeaseId(1, 0));
        assertThat(done.engine().numerics()).startsWith("vector/");
        assertThat(coordinator.receiveMessage()).isEqualTo(new WorkerReport.WorkRequested(ANN, 2));
        orders.tell(new CoordinatorOrder.Acknowledged(done.lease(), 0, Verdict.NEW));
        assertThat(coordinator.receiveMessage()).isEqualTo(new WorkerReport.WorkRequested(ANN, 2));
        assertThat(meters.get("tegum.trainings").counter().count()).isEqualTo(4);
        assertThat(meters.get("tegum.samples").counter().count()).isEqualTo(4.0 * 50 * 64);
        nothingElseWasSent();
    }

    @Test
    void aPartIsSentAgainUntilItIsAcknowledged() {
        ActorRef<CoordinatorOrder> orders = welcome(new WorkerSettings(100, 200_000, 16, 2, 150));
        WorkerReport.Done done = train(orders, 0, 2);
        next(WorkerReport.WorkRequested.class);

        WorkerReport.Done again = next(WorkerReport.Done.class);
        orders.tell(new CoordinatorOrder.Acknowledged(done.lease(), 0, Verdict.DUPLICATE));
        next(WorkerReport.WorkRequested.class);

        assertThat(again.payload()).isEqualTo(done.payload());
        coordinator.expectNoMessage(Duration.ofMillis(500));
    }

    @Test
    void aFullOutboxStopsAsking() {
        ActorRef<CoordinatorOrder> orders = welcome(settings(1, 60_000));

        WorkerReport.Done done = train(orders, 0, 2);
        coordinator.expectNoMessage(QUIET);
        orders.tell(new CoordinatorOrder.Acknowledged(done.lease(), 0, Verdict.NEW));

        assertThat(coordinator.receiveMessage()).isEqualTo(new WorkerReport.WorkRequested(ANN, 2));
        nothingElseWasSent();
    }

    @Test
    void aFencedPartIsKept() {
        ActorRef<CoordinatorOrder> orders = welcome(settings(1, 60_000));
        WorkerReport.Done done = train(orders, 0, 2);

        orders.tell(new CoordinatorOrder.Acknowledged(done.lease(), 0, Verdict.FENCED));

        nothingElseWasSent();
    }

    @Test
    void aRepeatedOfferIsTrainedOnce() {
        ActorRef<CoordinatorOrder> orders = welcome(settings(16, 60_000));

        orders.tell(offer(0, 0, 4));
        orders.tell(offer(0, 0, 4));
        assertThat(coordinator.receiveMessage()).isEqualTo(new WorkerReport.SpecRequested(ANN, SWEEP));
        orders.tell(new CoordinatorOrder.SpecText(SWEEP, YAML));

        coordinator.expectMessageClass(WorkerReport.Done.class);
        coordinator.expectMessageClass(WorkerReport.WorkRequested.class);
        nothingElseWasSent();
    }

    @Test
    void aStoppedWorkerGivesBackWhatHasNotBegunAndWaitsForItsAnswers() {
        ActorRef<CoordinatorOrder> orders = welcome(settings(16, 60_000));
        orders.tell(offer(0, 0, 2));
        coordinator.expectMessageClass(WorkerReport.SpecRequested.class);
        worker.tell(new Worker.Stop());

        assertThat(coordinator.receiveMessage()).isEqualTo(new WorkerReport.Released(ANN, List.of(new LeaseId(1, 0))));
        coordinator.expectTerminated(worker);
        nothingElseWasSent();
    }

    @Test
    void aSpecThatCannotBeReadGivesTheOfferUp() {
        ActorRef<CoordinatorOrder> orders = welcome(settings(16, 60_000));
        orders.tell(offer(0, 0, 2));
        coordinator.expectMessageClass(WorkerReport.SpecRequested.class);

        orders.tell(new CoordinatorOrder.SpecText(SWEEP, "no: spec"));

        WorkerReport.Failed failed = coordinator.expectMessageClass(WorkerReport.Failed.class);
        assertThat(failed.text()).contains("cannot read the spec");
        assertThat(coordinator.receiveMessage()).isEqualTo(new WorkerReport.WorkRequested(ANN, 2));
        nothingElseWasSent();
    }

    private static WorkerSettings settings(int outboxParts, long resendMillis) {
        return new WorkerSettings(60_000, 200_000, outboxParts, 2, resendMillis);
    }

    private ActorRef<CoordinatorOrder> welcome(WorkerSettings settings) {
        WorkerReport.Registered registered = coordinator.expectMessageClass(WorkerReport.Registered.class);
        ActorRef<CoordinatorOrder> orders = ActorRefResolver.get(kit.system()).resolveActorRef(registered.address());
        String door = ActorRefResolver.get(kit.system()).toSerializationFormat(coordinator.ref());
        orders.tell(new CoordinatorOrder.Welcome(1, settings, new CoordinatorOrder.Doors(door, door)));
        assertThat(coordinator.receiveMessage()).isEqualTo(new WorkerReport.WorkRequested(ANN, 2));
        return orders;
    }

    private WorkerReport.Done train(ActorRef<CoordinatorOrder> orders, long from, long to) {
        orders.tell(offer(0, from, to));
        coordinator.expectMessageClass(WorkerReport.SpecRequested.class);
        orders.tell(new CoordinatorOrder.SpecText(SWEEP, YAML));
        return next(WorkerReport.Done.class);
    }

    /// The next message but heartbeats, and but parts that are sent again while another kind is waited for.
    private <T extends WorkerReport> T next(Class<T> kind) {
        List<WorkerReport> fished = coordinator.fishForMessage(
                Duration.ofSeconds(10),
                message -> kind.isInstance(message) ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
        return kind.cast(fished.getLast());
    }

    private static Offer offer(long sequence, long from, long to) {
        IndexRange range = new IndexRange(from, to);
        return new Offer(new LeaseId(1, sequence), SWEEP, 0, "vector", range, IndexSet.of(range), 60_000, 600_000);
    }

    private void nothingElseWasSent() {
        coordinator.expectNoMessage(QUIET);
    }
}

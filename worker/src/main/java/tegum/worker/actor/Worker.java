package tegum.worker.actor;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tegum.plan.IndexSet;
import tegum.plan.KernelKey;
import tegum.plan.Plan;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.CoordinatorOrder.Offer;
import tegum.protocol.FailureKind;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerReport;
import tegum.spec.InvalidSpecException;
import tegum.spec.text.SpecReader;
import tegum.worker.device.Device;
import tegum.worker.evaluate.OfferOutcome;
import tegum.worker.evaluate.OfferTrainer;
import tegum.worker.workbench.BenchEffect;
import tegum.worker.workbench.Workbench;

/// A worker: registers, asks for offers, trains them on its devices and reports what came of them.
///
/// It only translates; [Workbench] decides. Each device has one thread of its own, plans are made on
/// another, and nothing blocks the actor's.
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /// What a worker is told.
    public sealed interface Command extends NoSerializationVerificationNeeded {}

    /// Leave: stop asking, give back what has not begun, finish what runs within a bound, wait for
    /// acknowledgements. The actor stops when that is done.
    public record Stop() implements Command {}

    /// Leave at once: what runs is ended between two steps, what was not acknowledged is lost.
    public record Abandon() implements Command {}

    /// An order of the coordinator.
    record Ordered(CoordinatorOrder order) implements Command {}

    private record Trained(int device, BenchEffect.Begin begun, OfferOutcome outcome) implements Command {}

    private record Planned(SweepVersion sweep, Plan plan) implements Command {}

    private record Unplannable(SweepVersion sweep, String reason) implements Command {}

    private record RegisterAgain() implements Command {}

    private record Ask() implements Command {}

    private record Heartbeat() implements Command {}

    private record Hurry() implements Command {}

    private record Leave() implements Command {}

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final WorkerSetup setup;
    private final ActorRef<WorkerReport> coordinator;
    private final LongSupplier nanoTime;
    private final Workbench bench;
    private final WorkerMeters meters;
    private final List<DeviceThread> threads = new ArrayList<>();
    /// Makes plans of specs, which takes seconds for the largest.
    private final ExecutorService planner = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("tegum-planner").daemon().factory());
    private final WorkerReport.Registered registration;

    /// The trainer of a device and the one thread that drives it.
    private record DeviceThread(Device device, OfferTrainer trainer, ExecutorService executor) {
        static DeviceThread start(Device device, WorkerSetup setup, LongSupplier nanoTime) {
            ExecutorService executor = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                    .name("tegum-device-" + device.id())
                    .daemon()
                    .factory());
            return new DeviceThread(device, new OfferTrainer(device, setup.engines(), nanoTime), executor);
        }

        void stop() {
            executor.execute(trainer::close);
            executor.shutdown();
        }
    }

    private Worker(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            WorkerSetup setup,
            ActorRef<WorkerReport> coordinator,
            LongSupplier nanoTime) {
        this.context = context;
        this.timers = timers;
        this.setup = setup;
        this.coordinator = coordinator;
        this.nanoTime = nanoTime;
        this.bench = setup.workbench();
        this.meters = new WorkerMeters(setup.meters());
        setup.devices().forEach(device -> threads.add(DeviceThread.start(device, setup, nanoTime)));
        ActorRef<Command> self = context.getSelf();
        ActorRef<CoordinatorOrder> orders = context.spawn(
                Behaviors.receiveMessage(order -> {
                    self.tell(new Ordered(order));
                    return Behaviors.same();
                }),
                "orders");
        this.registration =
                setup.registration(ActorRefResolver.get(context.getSystem()).toSerializationFormat(orders));
    }

    /// The behaviour of a worker of a coordinator.
    ///
    /// @param coordinator takes the reports
    /// @param nanoTime a monotonic clock
    public static Behavior<Command> create(
            WorkerSetup setup, ActorRef<WorkerReport> coordinator, LongSupplier nanoTime) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Worker worker = new Worker(context, timers, setup, coordinator, nanoTime);
            worker.register();
            return BehaviorBuilder.<Command>create()
                    .onAnyMessage(worker::onCommand)
                    .onSignal(Signal.class, worker::onSignal)
                    .build();
        }));
    }

    private Behavior<Command> onCommand(Command command) {
        return switch (command) {
            case Ordered(CoordinatorOrder order) -> onOrder(order);
            case Trained trained -> {
                note(trained);
                yield carryOut(bench.trained(trained.device, trained.outcome, nanoTime.getAsLong()));
            }
            case Planned(SweepVersion sweep, Plan plan) -> carryOut(bench.planned(sweep, plan));
            case Unplannable(SweepVersion sweep, String reason) -> carryOut(bench.unplannable(sweep, reason));
            case RegisterAgain() -> {
                if (!bench.welcomed()) {
                    register();
                }
                yield Behaviors.same();
            }
            case Ask() -> carryOut(bench.ask());
            case Heartbeat() -> carryOut(bench.heartbeat(nanoTime.getAsLong()));
            case Stop() -> drain();
            case Abandon() -> Behaviors.stopped();
            case Hurry() -> {
                bench.hurry();
                yield Behaviors.same();
            }
            case Leave() -> {
                LOG.warn("event=worker.left worker={} unacknowledged={}", setup.id(), bench.unacknowledged());
                yield Behaviors.stopped();
            }
        };
    }

    private Behavior<Command> drain() {
        timers.startSingleTimer(new Hurry(), setup.limits().finish());
        timers.startSingleTimer(
                new Leave(), setup.limits().finish().plus(setup.limits().leave()));
        return carryOut(bench.drain());
    }

    private Behavior<Command> onOrder(CoordinatorOrder order) {
        return switch (order) {
            case CoordinatorOrder.Welcome(long epoch, CoordinatorOrder.WorkerSettings settings) -> {
                LOG.debug("event=worker.welcome worker={} epoch={}", setup.id(), epoch);
                timers.startTimerWithFixedDelay(new Heartbeat(), Duration.ofMillis(settings.heartbeatMillis()));
                yield carryOut(bench.welcome(settings));
            }
            case CoordinatorOrder.Refused(String reason) ->
                throw new IllegalStateException("the coordinator refused this worker: " + reason);
            case CoordinatorOrder.SpecText text -> {
                plan(text);
                yield Behaviors.same();
            }
            case Offer offer -> carryOut(bench.offered(offer));
            case CoordinatorOrder.NoWork(long retryAfterMillis) -> {
                timers.startSingleTimer(new Ask(), Duration.ofMillis(retryAfterMillis));
                yield Behaviors.same();
            }
            case CoordinatorOrder.Acknowledged answer -> {
                if (answer.verdict() == Verdict.REJECTED) {
                    LOG.warn("event=part.rejected lease={} part={}", answer.lease(), answer.part());
                }
                yield carryOut(bench.acknowledged(answer));
            }
            case CoordinatorOrder.LeaseLost(List<LeaseId> leases) -> carryOut(bench.lost(leases));
            case CoordinatorOrder.SweepCancelled(SweepVersion sweep) -> carryOut(bench.cancelled(sweep));
            case CoordinatorOrder.Drain(String reason) -> {
                LOG.info("event=worker.drain worker={} reason=\"{}\"", setup.id(), reason);
                yield drain();
            }
        };
    }

    private Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            bench.hurry();
            threads.forEach(DeviceThread::stop);
            planner.shutdownNow();
        }
        return Behaviors.same();
    }

    private void register() {
        coordinator.tell(registration);
        timers.startSingleTimer(new RegisterAgain(), setup.limits().registerAgain());
    }

    private void plan(CoordinatorOrder.SpecText text) {
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> planned(text), planner),
                (planned, failure) ->
                        planned != null ? planned : new Unplannable(text.sweep(), String.valueOf(failure)));
    }

    /// Runs on the planner's thread.
    private static Command planned(CoordinatorOrder.SpecText text) {
        try {
            return new Planned(text.sweep(), Plan.of(SpecReader.read(text.yaml())));
        } catch (InvalidSpecException e) {
            return new Unplannable(text.sweep(), "this worker cannot read the spec: " + e.getMessage());
        }
    }

    private Behavior<Command> carryOut(List<BenchEffect> effects) {
        for (BenchEffect effect : effects) {
            switch (effect) {
                case BenchEffect.Report(WorkerReport report) -> coordinator.tell(report);
                case BenchEffect.Begin begin -> begin(begin);
                case BenchEffect.Drained() -> {
                    return Behaviors.stopped();
                }
            }
        }
        return Behaviors.same();
    }

    private void begin(BenchEffect.Begin begin) {
        DeviceThread thread = threads.get(begin.device());
        CompletableFuture<OfferOutcome> training = CompletableFuture.supplyAsync(
                () -> thread.trainer.train(begin.plan(), begin.offer(), begin.progress(), begin.partBytes()),
                thread.executor);
        context.pipeToSelf(
                training,
                (outcome, failure) -> new Trained(
                        begin.device(), begin, outcome != null ? outcome : givenUp(begin.offer(), failure)));
    }

    private static OfferOutcome givenUp(Offer offer, @Nullable Throwable failure) {
        return new OfferOutcome(
                List.of(),
                List.of(new OfferOutcome.GivenUp(offer.missing(), FailureKind.BUG, String.valueOf(failure))),
                IndexSet.empty(),
                0,
                0);
    }

    private void note(Trained trained) {
        OfferOutcome outcome = trained.outcome;
        Offer offer = trained.begun.offer();
        // What an engine cannot train another may: the coordinator decides, and says so.
        outcome.givenUp()
                .forEach(givenUp -> LOG.atLevel(givenUp.kind() == FailureKind.UNSUPPORTED ? Level.DEBUG : Level.WARN)
                        .log(
                                "event=trainings.given-up lease={} sweep={} stratum={} indices={} kind={} text=\"{}\"",
                                offer.lease(),
                                offer.sweep(),
                                offer.stratum(),
                                givenUp.indices(),
                                givenUp.kind(),
                                givenUp.text()));
        long trainings = outcome.trainings();
        if (trainings > 0) {
            KernelKey key = trained.begun.plan().strata().get(offer.stratum()).key();
            LOG.info(
                    "event=offer.trained lease={} sweep={} stratum={} trainings={} millis={} engine={}",
                    offer.lease(),
                    offer.sweep(),
                    offer.stratum(),
                    trainings,
                    outcome.deviceMicros() / 1_000,
                    offer.engine());
            meters.trained(
                    offer.engine(),
                    threads.get(trained.device).device.kind(),
                    outcome,
                    trainings * key.steps() * key.batch());
        }
    }
}

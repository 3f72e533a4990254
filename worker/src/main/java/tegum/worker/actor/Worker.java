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
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tegum.plan.KernelKey;
import tegum.plan.Plan;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.CoordinatorOrder.Offer;
import tegum.protocol.FailureKind;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerReport;
import tegum.worker.evaluate.OfferOutcome;
import tegum.worker.workbench.BenchEffect;
import tegum.worker.workbench.Workbench;

/// A worker: registers, asks for offers, has them trained and reports what came of them.
///
/// It only translates; [Workbench] decides, the threads are the [Workplace]'s, and nothing blocks the actor's. Without
/// a
/// coordinator it goes on with what it has.
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /// The door at which workers register.
    private static final ServiceKey<WorkerReport> DOOR = ServiceKey.create(WorkerReport.class, WorkerReport.SERVICE);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /// What a worker is told.
    public sealed interface Command extends NoSerializationVerificationNeeded {}

    /// Where coordinators take reports now; all that there are.
    public record Found(Set<ActorRef<WorkerReport>> doors) implements Command {
        public Found {
            doors = Set.copyOf(doors);
        }
    }

    /// Leave: stop asking, give back what has not begun, finish what runs within a bound, wait for
    /// acknowledgements. The actor stops when that is done.
    public record Stop() implements Command {}

    /// Leave at once: what runs is ended between two steps, what was not acknowledged is lost.
    public record Abandon() implements Command {}

    /// An order of the coordinator.
    record Ordered(CoordinatorOrder order) implements Command {}

    private record WorkEnded() implements Command {}

    private record RegisterAgain() implements Command {}

    private record Ask() implements Command {}

    private record Heartbeat() implements Command {}

    private record Look() implements Command {}

    private record Hurry() implements Command {}

    private record Leave() implements Command {}

    private final TimerScheduler<Command> timers;
    private final Workplace workplace;
    private final WorkerSetup setup;
    private final LongSupplier nanoTime;
    private final Workbench bench;
    private final CoordinatorLink link;
    private final Consumer<WorkerEvent> listener;
    private final WorkerMeters meters;
    private long idleSinceNanos;
    private boolean draining;

    private Worker(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Workplace workplace,
            Consumer<WorkerEvent> listener) {
        this.timers = timers;
        this.workplace = workplace;
        this.setup = workplace.setup();
        this.nanoTime = workplace.nanoTime();
        this.bench = workplace.bench();
        this.listener = listener;
        this.meters = new WorkerMeters(setup.meters());
        this.idleSinceNanos = nanoTime.getAsLong();
        ActorRef<Command> self = context.getSelf();
        ActorRef<CoordinatorOrder> orders = context.spawn(
                Behaviors.receiveMessage(order -> {
                    self.tell(new Ordered(order));
                    return Behaviors.same();
                }),
                "orders");
        this.link = new CoordinatorLink(ActorRefResolver.get(context.getSystem()), orders, workplace);
        bench.disconnected();
        workplace.drivenBy(() -> self.tell(new WorkEnded()));
    }

    /// The behaviour of a worker of a coordinator in the same process, with a workplace of its own.
    ///
    /// @param coordinator takes the reports
    /// @param nanoTime a monotonic clock
    public static Behavior<Command> create(
            WorkerSetup setup, ActorRef<WorkerReport> coordinator, LongSupplier nanoTime) {
        return Behaviors.setup(context -> {
            Workplace own = Workplace.open(setup, nanoTime);
            context.getSelf().tell(new Found(Set.of(coordinator)));
            return behavior(own, Worker::throwIfRefused, own::close);
        });
    }

    private static void throwIfRefused(WorkerEvent event) {
        if (event instanceof WorkerEvent.Refused(String reason)) {
            throw new IllegalStateException("the coordinator refused this worker: " + reason);
        }
    }

    /// The behaviour of a worker that is told of coordinators by [Found].
    ///
    /// @param workplace driven by this worker alone until it has stopped
    /// @param listener told what happens, on the actor's thread: it must not block
    public static Behavior<Command> create(Workplace workplace, Consumer<WorkerEvent> listener) {
        return behavior(workplace, listener, () -> {});
    }

    /// The behaviour of a worker that looks for coordinators in its cluster.
    ///
    /// @param workplace as [#create(Workplace, Consumer)]
    /// @param listener as there
    public static Behavior<Command> discovering(Workplace workplace, Consumer<WorkerEvent> listener) {
        return Behaviors.setup(context -> {
            ActorRef<Receptionist.Listing> listings = context.messageAdapter(
                    Receptionist.Listing.class, listing -> new Found(listing.getServiceInstances(DOOR)));
            context.getSystem().receptionist().tell(Receptionist.subscribe(DOOR, listings));
            return create(workplace, listener);
        });
    }

    private static Behavior<Command> behavior(
            Workplace workplace, Consumer<WorkerEvent> listener, Runnable afterwards) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Worker worker = new Worker(context, timers, workplace, listener);
            worker.startTimers();
            return BehaviorBuilder.<Command>create()
                    .onAnyMessage(worker::onCommand)
                    .onSignal(Signal.class, signal -> {
                        if (signal instanceof PostStop) {
                            workplace.drivenBy(() -> {});
                            afterwards.run();
                        }
                        return Behaviors.same();
                    })
                    .build();
        }));
    }

    private void startTimers() {
        timers.startTimerWithFixedDelay(new RegisterAgain(), setup.limits().registerAgain());
        if (setup.limits().stay().leavesWhenIdle() || setup.limits().stay().hasEnd()) {
            timers.startTimerWithFixedDelay(new Look(), LOOK);
        }
    }

    private Behavior<Command> onCommand(Command command) {
        long now = nanoTime.getAsLong();
        return switch (command) {
            case Found(Set<ActorRef<WorkerReport>> doors) -> found(doors);
            case Ordered(CoordinatorOrder order) -> {
                link.heard(now);
                yield onOrder(order, now);
            }
            case WorkEnded() -> takeWork(now);
            case RegisterAgain() -> {
                link.registerAgain(now);
                yield Behaviors.same();
            }
            case Ask() -> carryOut(bench.ask(now));
            case Heartbeat() -> carryOut(bench.heartbeat(now));
            case Look() -> look(now);
            case Stop() -> drain("it was asked to", setup.limits().finish(), now);
            case Abandon() -> Behaviors.stopped();
            case Hurry() -> {
                bench.hurry();
                yield Behaviors.same();
            }
            case Leave() -> leave();
        };
    }

    private Behavior<Command> found(Set<ActorRef<WorkerReport>> doors) {
        if (link.found(doors)) {
            link.register();
        } else {
            disconnected("no coordinator is in reach");
        }
        return Behaviors.same();
    }

    private void disconnected(String reason) {
        if (bench.welcomed()) {
            link.disconnected();
            listener.accept(new WorkerEvent.Disconnected(reason));
        }
    }

    private Behavior<Command> onOrder(CoordinatorOrder order, long now) {
        return switch (order) {
            case CoordinatorOrder.Welcome welcome -> welcome(welcome, now);
            case CoordinatorOrder.Refused(String reason) -> {
                LOG.warn("event=worker.refused worker={} reason=\"{}\"", setup.id(), reason);
                listener.accept(new WorkerEvent.Refused(reason));
                yield Behaviors.stopped();
            }
            case CoordinatorOrder.SpecText text -> {
                workplace.plan(text);
                yield Behaviors.same();
            }
            case Offer offer -> carryOut(bench.offered(offer));
            case CoordinatorOrder.NoWork(long retryAfterMillis) -> {
                timers.startSingleTimer(new Ask(), Duration.ofMillis(retryAfterMillis));
                yield Behaviors.same();
            }
            case CoordinatorOrder.Acknowledged answer -> acknowledged(answer, now);
            case CoordinatorOrder.LeaseLost(List<LeaseId> leases) -> carryOut(bench.lost(leases, now));
            case CoordinatorOrder.SweepCancelled(SweepVersion sweep) -> carryOut(bench.cancelled(sweep, now));
            case CoordinatorOrder.Drain(String reason) ->
                drain(reason, setup.limits().finish(), now);
        };
    }

    private Behavior<Command> welcome(CoordinatorOrder.Welcome welcome, long now) {
        switch (link.welcome(welcome)) {
            case LATE -> {
                return Behaviors.same();
            }
            case ANOTHER -> {
                LOG.info("event=worker.welcome worker={} epoch={}", setup.id(), welcome.epoch());
                listener.accept(new WorkerEvent.Welcomed(welcome.epoch()));
            }
            case SAME -> {}
        }
        timers.startTimerWithFixedDelay(
                new Heartbeat(), Duration.ofMillis(welcome.settings().heartbeatMillis()));
        return carryOut(bench.welcome(welcome.epoch(), welcome.settings(), now));
    }

    private Behavior<Command> acknowledged(CoordinatorOrder.Acknowledged answer, long now) {
        if (answer.verdict() == Verdict.REJECTED) {
            LOG.warn("event=part.rejected lease={} part={}", answer.lease(), answer.part());
        }
        if (answer.verdict() == Verdict.FENCED) {
            link.fenced();
            disconnected("the coordinator has lost its epoch to another");
        }
        return carryOut(bench.acknowledged(answer, now));
    }

    /// Looks whether the time has come to leave.
    private Behavior<Command> look(long now) {
        WorkerLimits.Stay stay = setup.limits().stay();
        if (!bench.idle()) {
            idleSinceNanos = now;
        }
        if (workplace.left().compareTo(stay.farewell()) <= 0) {
            return drain("its time on this machine ends", stay.farewell().dividedBy(2), now);
        }
        if (now - idleSinceNanos >= stay.idle().toNanos()) {
            return drain(
                    "it had no work for " + stay.idle().toSeconds() + " s",
                    setup.limits().finish(),
                    now);
        }
        return Behaviors.same();
    }

    private Behavior<Command> drain(String reason, Duration finish, long now) {
        if (draining) {
            return Behaviors.same();
        }
        draining = true;
        LOG.info("event=worker.draining worker={} reason=\"{}\"", setup.id(), reason);
        listener.accept(new WorkerEvent.Draining(reason));
        timers.startSingleTimer(new Hurry(), finish);
        timers.startSingleTimer(new Leave(), finish.plus(setup.limits().leave()));
        return carryOut(bench.drain(now));
    }

    private Behavior<Command> leave() {
        if (bench.unacknowledged() > 0 || !bench.idle()) {
            LOG.warn("event=worker.left worker={} unacknowledged={}", setup.id(), bench.unacknowledged());
        }
        listener.accept(new WorkerEvent.Left(bench.unacknowledged()));
        return Behaviors.stopped();
    }

    private Behavior<Command> takeWork(long now) {
        Workplace.Finished finished = workplace.take();
        while (finished != null) {
            List<BenchEffect> effects = switch (finished) {
                case Workplace.Finished.Trained(BenchEffect.Begin begun, OfferOutcome outcome) -> {
                    note(begun, outcome);
                    yield bench.trained(begun.device(), outcome, now);
                }
                case Workplace.Finished.Planned(SweepVersion sweep, Plan plan) -> bench.planned(sweep, plan);
                case Workplace.Finished.Unplannable(SweepVersion sweep, String reason) ->
                    bench.unplannable(sweep, reason, now);
            };
            if (!stays(effects)) {
                return leave();
            }
            finished = workplace.take();
        }
        return Behaviors.same();
    }

    private Behavior<Command> carryOut(List<BenchEffect> effects) {
        return stays(effects) ? Behaviors.same() : leave();
    }

    /// Carries the effects out.
    ///
    /// @return whether the worker stays; else everything is done and acknowledged
    private boolean stays(List<BenchEffect> effects) {
        boolean stays = true;
        for (BenchEffect effect : effects) {
            switch (effect) {
                case BenchEffect.Report(WorkerReport report) -> link.report(report);
                case BenchEffect.Begin begin -> workplace.begin(begin);
                case BenchEffect.Drained() -> stays = false;
            }
        }
        return stays;
    }

    private void note(BenchEffect.Begin begun, OfferOutcome outcome) {
        Offer offer = begun.offer();
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
            KernelKey key = begun.plan().strata().get(offer.stratum()).key();
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
                    workplace.device(begun.device()).kind(),
                    outcome,
                    trainings * key.steps() * key.batch());
        }
    }
}

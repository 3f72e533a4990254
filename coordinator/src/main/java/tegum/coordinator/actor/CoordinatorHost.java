package tegum.coordinator.actor;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.PostStop;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.collect.Results;
import tegum.coordinator.ledger.EpochLostException;
import tegum.protocol.WorkerReport;

/// The place of a cluster's one coordinator: opens the store, serves, and lets workers find it.
///
/// A store that cannot be used is tried again, in a coordinator of a new epoch; an epoch that was lost to another
/// coordinator is not. Runs on one node at a time; what two would do to the store, the epoch in the ledger refuses.
public final class CoordinatorHost {
    /// The door at which workers register.
    private static final ServiceKey<WorkerReport> DOOR = ServiceKey.create(WorkerReport.class, WorkerReport.SERVICE);

    /// What a host is told.
    public sealed interface Command extends NoSerializationVerificationNeeded {}

    /// Commit what has arrived, close the store, stop.
    public record Stop() implements Command {}

    private record Opened(Results results) implements Command {}

    private record NotOpened(Throwable cause) implements Command {}

    private record Heard(CoordinatorEvent event) implements Command {}

    private record OpenAgain() implements Command {}

    /// A coordinator that serves.
    private record Serving(ActorRef<Coordinator.Command> coordinator, long epoch) {}

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Supplier<Results> store;
    private final CoordinatorSettings settings;
    private final Host host;
    private final ExecutorService opener = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("tegum-store-opener").daemon().factory());
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable Serving serving;
    /// Why the coordinator that serves has to end; null while it does not.
    private @Nullable Throwable failure;

    private boolean opening;
    private boolean everOpen;
    private boolean stopping;

    /// What a host works with.
    ///
    /// @param meters where it counts
    /// @param listener told what happens, on the actor's thread: it must not block
    /// @param nanoTime a monotonic clock
    /// @param retry time between two attempts to open the store
    public record Host(MeterRegistry meters, Consumer<HostEvent> listener, LongSupplier nanoTime, Duration retry) {}

    private CoordinatorHost(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Supplier<Results> store,
            CoordinatorSettings settings,
            Host host) {
        this.context = context;
        this.timers = timers;
        this.store = store;
        this.settings = settings;
        this.host = host;
    }

    /// The behaviour of a host.
    ///
    /// @param store opens the store and claims an epoch; may block
    public static Behavior<Command> create(Supplier<Results> store, CoordinatorSettings settings, Host host) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            CoordinatorHost made = new CoordinatorHost(context, timers, store, settings, host);
            made.open();
            return BehaviorBuilder.<Command>create()
                    .onAnyMessage(made::onCommand)
                    .onSignal(Terminated.class, made::coordinatorEnded)
                    .onSignal(PostStop.class, _ -> {
                        made.ended.set(true);
                        made.opener.shutdown();
                        return Behaviors.same();
                    })
                    .build();
        }));
    }

    private void open() {
        opening = true;
        context.pipeToSelf(
                CompletableFuture.supplyAsync(this::opened, opener),
                (results, cause) -> results != null ? new Opened(results) : new NotOpened(Failures.cause(cause)));
    }

    /// Runs on the opener's thread. A store that nobody waits for any more is given back at once.
    private Results opened() {
        Results results = store.get();
        if (ended.get()) {
            results.close();
        }
        return results;
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Opened(Results results) -> {
                opening = false;
                if (stopping) {
                    results.close();
                    return Behaviors.stopped();
                }
                serve(results);
            }
            case NotOpened(Throwable cause) -> {
                opening = false;
                if (stopping) {
                    return Behaviors.stopped();
                }
                host.listener.accept(new HostEvent.Unavailable(!everOpen, cause));
                timers.startSingleTimer(new OpenAgain(), host.retry);
            }
            case OpenAgain() -> open();
            case Heard(CoordinatorEvent event) -> heard(event);
            case Stop() -> {
                stopping = true;
                if (serving != null) {
                    serving.coordinator.tell(new Coordinator.Stop());
                } else if (!opening) {
                    return Behaviors.stopped();
                }
            }
        }
        return Behaviors.same();
    }

    private void serve(Results results) {
        everOpen = true;
        failure = null;
        long epoch = results.epoch();
        ActorRef<Command> self = context.getSelf();
        ActorRef<Coordinator.Command> coordinator = context.spawn(
                Coordinator.create(settings, results, host.meters, event -> self.tell(new Heard(event)), host.nanoTime),
                "coordinator-" + epoch);
        context.watch(coordinator);
        serving = new Serving(coordinator, epoch);
        coordinator.tell(new Coordinator.GoOn());
    }

    private void heard(CoordinatorEvent event) {
        Serving now = serving;
        if (now == null) {
            return;
        }
        switch (event) {
            case CoordinatorEvent.WentOn _ -> {
                // Not before: a worker that came earlier would be told that nobody knows its sweep.
                ActorRef<WorkerReport> door = context.spawn(Coordinator.door(now.coordinator), "door-" + now.epoch);
                context.getSystem().receptionist().tell(Receptionist.register(DOOR, door));
                host.listener.accept(new HostEvent.Serving(now.epoch, now.coordinator));
            }
            case CoordinatorEvent.Failed(Throwable cause) -> {
                failure = cause;
                now.coordinator.tell(new Coordinator.Stop());
            }
            case CoordinatorEvent.Submitted _,
                    CoordinatorEvent.Progress _,
                    CoordinatorEvent.Refused _,
                    CoordinatorEvent.Stranded _,
                    CoordinatorEvent.Ended _ -> {}
        }
        host.listener.accept(new HostEvent.OfSweep(event));
    }

    private Behavior<Command> coordinatorEnded(Terminated signal) {
        Serving ended = serving;
        serving = null;
        context.getChild("door-" + (ended == null ? 0 : ended.epoch)).ifPresent(door -> context.stop(door));
        host.listener.accept(new HostEvent.Stopped());
        Throwable cause = signal instanceof ChildFailed failed ? failed.cause() : failure;
        if (cause instanceof EpochLostException) {
            host.listener.accept(new HostEvent.Fenced(ended == null ? 0 : ended.epoch));
            return Behaviors.stopped();
        }
        if (stopping) {
            return Behaviors.stopped();
        }
        host.listener.accept(new HostEvent.Unavailable(
                false, cause == null ? new IllegalStateException("the coordinator stopped by itself") : cause));
        timers.startSingleTimer(new OpenAgain(), host.retry);
        return Behaviors.same();
    }
}

package tegum.cli;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import tegum.coordinator.actor.Coordinator;
import tegum.coordinator.actor.CoordinatorEvent;
import tegum.coordinator.actor.CoordinatorSettings;
import tegum.coordinator.collect.Results;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerReport;
import tegum.spec.SweepSpec;
import tegum.worker.actor.Worker;
import tegum.worker.actor.WorkerSetup;

/// A coordinator and a worker in this process, for one sweep.
///
/// They speak the protocol of a cluster; only the wire is missing. Thread-safe.
public final class EmbeddedRun {
    /// Settings of an actor system inside one process.
    static final String SETTINGS = """
                    akka {
                      actor.provider = local
                      loglevel = WARNING
                      stdout-loglevel = OFF
                      loggers = ["akka.event.slf4j.Slf4jLogger"]
                      logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
                      log-dead-letters = off
                      log-dead-letters-during-shutdown = off
                      # Signals are the program's own business: it stops the run and then the process.
                      coordinated-shutdown.run-by-jvm-shutdown-hook = off
                      coordinated-shutdown.exit-jvm = off
                      jvm-exit-on-fatal-error = off
                    }
                    """;

    private static final Config CONFIG = ConfigFactory.parseString(SETTINGS).withFallback(ConfigFactory.load());

    private sealed interface Command extends NoSerializationVerificationNeeded {}

    private record Submit(SweepSpec spec, String yaml, String by) implements Command {}

    /// @param abandon whether nobody acknowledges any more, so that the worker has nothing to wait for
    private record Stop(boolean abandon) implements Command {}

    private final CompletableFuture<CoordinatorEvent.Ended> end = new CompletableFuture<>();
    private final ActorSystem<Command> system;
    private volatile boolean abandoned;

    private EmbeddedRun(
            Results results,
            WorkerSetup worker,
            CoordinatorSettings settings,
            MeterRegistry meters,
            Consumer<CoordinatorEvent> listener) {
        Behavior<Coordinator.Command> coordinator = Coordinator.create(
                settings,
                results,
                meters,
                event -> {
                    listener.accept(event);
                    heard(event);
                },
                System::nanoTime);
        system = ActorSystem.create(
                Behaviors.setup(context -> new Guardian(context, coordinator, worker, this::broken).behavior()),
                "tegum",
                CONFIG);
    }

    /// Starts both sides. The run closes the store.
    ///
    /// @param results the open store, used from now on by the run alone
    /// @param listener told what happens, on an actor's thread: it must not block
    public static EmbeddedRun start(
            Results results,
            WorkerSetup worker,
            CoordinatorSettings settings,
            MeterRegistry meters,
            Consumer<CoordinatorEvent> listener) {
        return new EmbeddedRun(results, worker, settings, meters, listener);
    }

    /// Asks for a sweep. To be called once.
    ///
    /// @param yaml the spec as it was written
    /// @param by who asks
    /// @return how it ended; or a [tegum.coordinator.ledger.StoreException] with a message for the user, an
    ///     [UnavailableException] when no engine here can train it, a [RunStoppedException] when it was stopped
    ///     first, or a bug
    public CompletableFuture<CoordinatorEvent.Ended> submit(SweepSpec spec, String yaml, String by) {
        system.tell(new Submit(spec, yaml, by));
        return end;
    }

    /// Ends what runs or gives it back, commits, closes the store. Idempotent; blocks until that is done.
    ///
    /// @return whether it was done in time
    public boolean stop(Duration atMost) {
        end.completeExceptionally(new RunStoppedException());
        system.tell(new Stop(abandoned));
        try {
            system.getWhenTerminated().toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the actor system ended with an error", e);
        }
    }

    private void heard(CoordinatorEvent event) {
        switch (event) {
            case CoordinatorEvent.Ended ended -> end.complete(ended);
            case CoordinatorEvent.Failed(Throwable cause) -> broken(cause);
            case CoordinatorEvent.Stranded(SweepVersion sweep, String reason) ->
                end.completeExceptionally(new UnavailableException(
                        "%s cannot go on: %s; see what there is with: tegum devices".formatted(sweep, reason)));
            case CoordinatorEvent.Refused(String sweep, String reason) ->
                end.completeExceptionally(new UnavailableException("%s was not accepted: %s".formatted(sweep, reason)));
            case CoordinatorEvent.Submitted _, CoordinatorEvent.WentOn _, CoordinatorEvent.Progress _ -> {}
        }
    }

    private void broken(Throwable cause) {
        abandoned = true;
        end.completeExceptionally(cause);
    }

    /// Starts both actors, and stops the worker before the coordinator, so that its last results are stored.
    private static final class Guardian {
        private final ActorRef<Coordinator.Command> coordinator;
        private final ActorRef<Worker.Command> worker;
        private final Consumer<Throwable> broken;
        private boolean workerStopped;
        private boolean stopping;

        Guardian(
                ActorContext<Command> context,
                Behavior<Coordinator.Command> coordinatorBehavior,
                WorkerSetup setup,
                Consumer<Throwable> broken) {
            this.broken = broken;
            this.coordinator = context.spawn(coordinatorBehavior, "coordinator");
            ActorRef<WorkerReport> door = context.spawn(Coordinator.door(coordinator), "reports");
            this.worker = context.spawn(Worker.create(setup, door, System::nanoTime), "worker");
            context.watch(coordinator);
            context.watch(worker);
        }

        Behavior<Command> behavior() {
            return BehaviorBuilder.<Command>create()
                    .onMessage(Submit.class, submit -> {
                        coordinator.tell(new Coordinator.Submit(submit.spec, submit.yaml, submit.by));
                        return Behaviors.same();
                    })
                    .onMessage(Stop.class, stop -> stop(stop.abandon))
                    .onSignal(Terminated.class, this::terminated)
                    .build();
        }

        private Behavior<Command> stop(boolean abandon) {
            if (!stopping) {
                stopping = true;
                if (workerStopped) {
                    coordinator.tell(new Coordinator.Stop());
                } else {
                    worker.tell(abandon ? new Worker.Abandon() : new Worker.Stop());
                }
            }
            return Behaviors.same();
        }

        private Behavior<Command> terminated(Terminated signal) {
            if (!stopping) {
                broken.accept(
                        signal instanceof ChildFailed failed
                                ? failed.cause()
                                : new IllegalStateException(signal.ref().path().name() + " stopped by itself"));
            }
            if (signal.ref().path().equals(coordinator.path())) {
                return Behaviors.stopped();
            }
            workerStopped = true;
            if (stopping) {
                coordinator.tell(new Coordinator.Stop());
            }
            return Behaviors.same();
        }
    }
}

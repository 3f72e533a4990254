package tegum.cli.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.coordinator.actor.Coordinator;
import tegum.coordinator.actor.CoordinatorEvent;
import tegum.coordinator.actor.CoordinatorHost;
import tegum.coordinator.actor.CoordinatorSettings;
import tegum.coordinator.actor.HostEvent;
import tegum.coordinator.collect.Results;
import tegum.coordinator.ledger.StoreException;

/// A node that is the cluster's coordinator, or becomes it when the one that is has gone.
public final class CoordinatorNode {
    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorNode.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(90);

    /// What people reach the coordinator by, for as long as it serves.
    @FunctionalInterface
    public interface Service {
        /// Begins; closed when the coordinator serves no longer. May block.
        AutoCloseable open(ActorRef<Coordinator.Command> coordinator, ActorSystem<?> system);

        /// Nothing.
        static Service none() {
            return (_, _) -> () -> {};
        }
    }

    private final ClusterNode node;
    private final boolean only;
    private final Supplier<Results> store;
    private final CoordinatorSettings settings;
    private final MeterRegistry meters;
    private final Consumer<String> say;
    private final Service service;
    /// Opens and closes the service, in order.
    private final ExecutorService servant = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("tegum-service").daemon().factory());

    private @Nullable AutoCloseable served;
    private String lastSaid = "";

    /// @param store opens the store and claims an epoch; called on the node that serves, each time it begins to
    /// @param say shows a sentence to the operator
    public CoordinatorNode(
            ClusterSettings cluster,
            Supplier<Results> store,
            CoordinatorSettings settings,
            MeterRegistry meters,
            Consumer<String> say,
            Service service) {
        this.node = new ClusterNode(cluster, LONGEST_CLOSE, this::guardian);
        this.only = cluster.coordinators().size() == 1;
        this.store = store;
        this.settings = settings;
        this.meters = meters;
        this.say = say;
        this.service = service;
    }

    /// Is part of the cluster until it is to [#leave]. Blocks.
    ///
    /// @throws StoreException if the only coordinator cannot open its store
    /// @throws NodeUnavailableException if its address is in use, or it has lost the store to another coordinator
    public void run() {
        try {
            node.run(address -> say.accept("coordinator on %s%s".formatted(address, only ? "" : ", one of three")));
        } finally {
            servant.execute(this::closeService);
            servant.close();
        }
    }

    /// Closes the store, leaves the cluster and ends; does not block.
    public void leave() {
        node.leave();
    }

    private Behavior<Void> guardian(ClusterNode of) {
        return Behaviors.setup(context -> {
            ActorSystem<?> system = context.getSystem();
            context.spawn(Behaviors.empty(), ClusterConfig.BEACON);
            ClusterSingleton.get(system)
                    .init(SingletonActor.of(
                                    CoordinatorHost.create(
                                            store,
                                            settings,
                                            new CoordinatorHost.Host(
                                                    meters, event -> heard(event, system), System::nanoTime, RETRY)),
                                    Role.COORDINATOR.text())
                            .withStopMessage(new CoordinatorHost.Stop())
                            .withSettings(
                                    ClusterSingletonSettings.create(system).withRole(Role.COORDINATOR.text())));
            return Behaviors.empty();
        });
    }

    /// On the host's thread.
    private void heard(HostEvent event, ActorSystem<?> system) {
        switch (event) {
            case HostEvent.Serving(long epoch, ActorRef<Coordinator.Command> coordinator) -> {
                LOG.info("event=coordinator.serves epoch={}", epoch);
                saidOnce("serving the store, epoch " + epoch);
                servant.execute(() -> {
                    closeService();
                    served = service.open(coordinator, system);
                });
            }
            case HostEvent.Stopped() -> servant.execute(this::closeService);
            case HostEvent.Unavailable(boolean first, StoreException cause) when first && only -> node.fail(cause);
            case HostEvent.Unavailable(boolean _, StoreException cause) -> {
                LOG.warn("event=store.unavailable reason=\"{}\"", cause.getMessage());
                saidOnce(cause.getMessage() + "; trying again every " + RETRY.toSeconds() + " s");
            }
            case HostEvent.Unavailable(boolean _, Throwable cause) -> {
                LOG.error("event=coordinator.failed", cause);
                saidOnce("a bug stopped the coordinator: %s; it begins anew".formatted(cause));
            }
            case HostEvent.Fenced(long epoch) -> fenced(epoch);
            case HostEvent.OfSweep(CoordinatorEvent ofSweep) -> log(ofSweep);
        }
    }

    private void fenced(long epoch) {
        String sentence = "epoch %d is lost: another coordinator has taken over the store, and this one steps down"
                .formatted(epoch);
        LOG.warn("event=coordinator.fenced epoch={}", epoch);
        if (only) {
            node.fail(new NodeUnavailableException(sentence));
        } else {
            saidOnce(sentence);
            node.rejoin();
        }
    }

    private void saidOnce(String sentence) {
        if (!sentence.equals(lastSaid)) {
            lastSaid = sentence;
            say.accept(sentence);
        }
    }

    private static void log(CoordinatorEvent event) {
        switch (event) {
            case CoordinatorEvent.Submitted submitted ->
                LOG.info(
                        "event=sweep.submitted sweep={} resumed={} planned={} done={}",
                        submitted.sweep(),
                        submitted.resumed(),
                        submitted.counts().planned(),
                        submitted.counts().done());
            case CoordinatorEvent.WentOn(var sweeps) -> LOG.info("event=sweeps.open sweeps={}", sweeps);
            case CoordinatorEvent.Ended ended ->
                LOG.info(
                        "event=sweep.ended sweep={} state={} done={} failed={}",
                        ended.sweep(),
                        ended.state().text(),
                        ended.counts().done(),
                        ended.counts().failed());
            case CoordinatorEvent.Stranded(var sweep, String reason) ->
                LOG.warn("event=sweep.stranded sweep={} reason=\"{}\"", sweep, reason);
            case CoordinatorEvent.Refused(String sweep, String reason) ->
                LOG.warn("event=sweep.refused sweep={} reason=\"{}\"", sweep, reason);
            case CoordinatorEvent.Progress _, CoordinatorEvent.Failed _ -> {}
        }
    }

    private void closeService() {
        AutoCloseable open = served;
        served = null;
        if (open != null) {
            try {
                open.close();
            } catch (Exception e) {
                LOG.warn("event=service.close-failed reason=\"{}\"", e.getMessage());
            }
        }
    }
}

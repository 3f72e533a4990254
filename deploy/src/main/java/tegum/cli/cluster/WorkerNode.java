package tegum.cli.cluster;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tegum.worker.actor.Worker;
import tegum.worker.actor.WorkerEvent;
import tegum.worker.actor.WorkerLimits;
import tegum.worker.actor.Workplace;

/// A node that trains. What it trains with lies outside the actor system, so that a worker that the cluster has given
/// up
/// comes back with its outbox, and with what it has trained meanwhile.
public final class WorkerNode {
    private final ClusterSettings cluster;
    private final Workplace workplace;
    private final Consumer<String> say;
    private final ClusterNode node;

    /// @param limits those of the workplace
    /// @param say shows a sentence to the operator
    public WorkerNode(ClusterSettings cluster, Workplace workplace, WorkerLimits limits, Consumer<String> say) {
        this.cluster = cluster;
        this.workplace = workplace;
        this.say = say;
        // Longer than the worker takes at most, so that the shutdown waits for it and not the other way round.
        Duration drain = limits.finish().plus(limits.leave()).plusSeconds(15);
        this.node = new ClusterNode(cluster, drain, this::guardian);
    }

    /// Is part of the cluster until it has left: asked to, for lack of work, or before its machine is taken away.
    /// Blocks.
    ///
    /// @throws NodeUnavailableException if its address is in use, or the coordinator has refused it
    public void run() {
        node.run(address -> say.accept("worker on %s, looking for the coordinator at %s"
                .formatted(
                        address,
                        String.join(
                                ", ",
                                cluster.coordinators().stream()
                                        .map(NodeAddress::toString)
                                        .toList()))));
    }

    /// Drains and leaves; does not block.
    public void leave() {
        node.leave();
    }

    private Behavior<Void> guardian(ClusterNode of) {
        return Behaviors.setup(context -> {
            ActorRef<Worker.Command> worker = context.spawn(Worker.discovering(workplace, this::heard), "worker");
            context.watch(worker);
            CompletableFuture<Done> ended = new CompletableFuture<>();
            CoordinatedShutdown.get(context.getSystem())
                    .addTask(CoordinatedShutdown.PhaseServiceRequestsDone(), "drain", () -> {
                        // A node that the cluster has given up joins again: then there is nothing to finish first.
                        if (!of.isLeaving()) {
                            return CompletableFuture.completedFuture(Done.getInstance());
                        }
                        worker.tell(new Worker.Stop());
                        return ended;
                    });
            if (cluster.coordinators().size() == 1) {
                context.spawn(ContactWatch.create(cluster.coordinators().getFirst(), of::rejoin), "contact");
            }
            return BehaviorBuilder.<Void>create()
                    .onSignal(Terminated.class, signal -> {
                        if (signal.getRef().path().equals(worker.path())) {
                            ended.complete(Done.getInstance());
                            if (signal instanceof ChildFailed failed) {
                                of.fail(new IllegalStateException("the worker's actor failed", failed.cause()));
                            } else {
                                of.leave();
                            }
                        }
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private void heard(WorkerEvent event) {
        switch (event) {
            case WorkerEvent.Welcomed(long epoch) -> say.accept("registered with the coordinator, epoch " + epoch);
            case WorkerEvent.Disconnected(String reason) ->
                say.accept(reason + "; going on with what there is, and delivering it later");
            case WorkerEvent.Refused(String reason) ->
                node.fail(new NodeUnavailableException("the coordinator refused this worker: " + reason));
            case WorkerEvent.Draining(String reason) ->
                say.accept("taking no more work, because %s; finishing what runs ...".formatted(reason));
            case WorkerEvent.Left(int unacknowledged) ->
                say.accept(
                        unacknowledged == 0
                                ? "everything is delivered"
                                : "left before %d parts of results were acknowledged; their trainings are trained again"
                                        .formatted(unacknowledged));
        }
    }
}

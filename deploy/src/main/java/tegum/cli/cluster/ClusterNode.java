package tegum.cli.cluster;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import com.typesafe.config.Config;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process's place in the cluster: joins, and joins again when the others have given it up, until it is to leave.
///
/// Each time there is a new actor system; what must outlive it lies outside. Thread-safe.
public final class ClusterNode {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

    /// Time before joining again, so that a node that fails at once does not fail all the time.
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// Why a node leaves.
    private static final class Leaving implements CoordinatedShutdown.Reason {}

    private final ClusterSettings settings;
    private final Config config;
    private final Function<ClusterNode, Behavior<Void>> guardian;
    private @Nullable ActorSystem<Void> system;
    private final CountDownLatch leaves = new CountDownLatch(1);
    private @Nullable RuntimeException failure;

    /// @param drain the longest that the node needs to finish what runs before it leaves
    /// @param guardian what each actor system begins with
    ClusterNode(ClusterSettings settings, Duration drain, Function<ClusterNode, Behavior<Void>> guardian) {
        this.settings = settings;
        this.config = ClusterConfig.of(settings, drain);
        this.guardian = guardian;
    }

    /// Is a node of the cluster until [#leave] or [#fail]. Blocks.
    ///
    /// @param joined told the node's address each time it begins to join
    /// @throws NodeUnavailableException if its address cannot be used, or it failed
    void run(Consumer<String> joined) {
        while (begin(joined)) {
            await();
        }
        RuntimeException cause = failure();
        if (cause != null) {
            throw cause;
        }
    }

    private synchronized @Nullable RuntimeException failure() {
        return failure;
    }

    private synchronized boolean begin(Consumer<String> joined) {
        if (isLeaving()) {
            return false;
        }
        try {
            ActorSystem<Void> begun = ActorSystem.create(guardian.apply(this), ClusterConfig.SYSTEM, config);
            system = begun;
            joined.accept(begun.address().hostPort().replaceFirst("^[^@]*@", ""));
            return true;
        } catch (RuntimeException e) {
            throw notBound(e);
        }
    }

    private RuntimeException notBound(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || String.valueOf(cause.getMessage()).contains("Bind failed")) {
                return new NodeUnavailableException(
                        "%s cannot be listened on: another process does, or this machine has no such address; cluster.host and cluster.port say where"
                                .formatted(settings.self()),
                        e);
            }
        }
        return e;
    }

    private void await() {
        ActorSystem<Void> running;
        synchronized (this) {
            running = system;
        }
        if (running == null) {
            return;
        }
        try {
            running.getWhenTerminated().toCompletableFuture().get();
            if (!leaves.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("event=node.rejoins node={}", settings.self());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the actor system ended with an error", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new NodeUnavailableException("interrupted"));
        }
    }

    /// Gives up what this node is in the cluster, at once, and joins as a new one.
    synchronized void rejoin() {
        if (system != null && !isLeaving()) {
            // Leaving in good order would wait for a cluster that is no more.
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(new Down(cluster.selfMember().address()));
        }
    }

    /// Finishes what runs, leaves the cluster and ends. Idempotent, does not block.
    public synchronized void leave() {
        if (!isLeaving()) {
            leaves.countDown();
            if (system != null) {
                var _ = CoordinatedShutdown.get(system).runAll(new Leaving());
            }
        }
    }

    boolean isLeaving() {
        return leaves.getCount() == 0;
    }

    /// Leaves because the node cannot go on.
    synchronized void fail(RuntimeException cause) {
        if (failure == null) {
            failure = cause;
        }
        leave();
    }
}

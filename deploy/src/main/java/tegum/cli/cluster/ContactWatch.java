package tegum.cli.cluster;

import akka.actor.ActorRef;
import akka.actor.ActorSelection;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;

/// Notices that the only coordinator was started anew.
///
/// A coordinator that was killed and started again has begun a cluster of its own, and the members of the old one would
/// find that out from its silence alone, which takes ten seconds. So its beacon is looked at every second: when that is
/// another actor than before, the old cluster is over.
final class ContactWatch {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private sealed interface Command {}

    private record Look() implements Command {}

    private record Seen(ActorRef beacon) implements Command {}

    private record NotSeen() implements Command {}

    private ContactWatch() {}

    /// @param anew told once, on the actor's thread, when the coordinator is another
    static Behavior<?> create(NodeAddress coordinator, Runnable anew) {
        return Behaviors.<Command>setup(context -> Behaviors.withTimers(timers -> {
            ActorSelection beacon = context.getSystem()
                    .classicSystem()
                    .actorSelection(
                            "akka://%s@%s/user/%s".formatted(ClusterConfig.SYSTEM, coordinator, ClusterConfig.BEACON));
            timers.startTimerWithFixedDelay(new Look(), EVERY);
            ActorRef[] first = new ActorRef[1];
            return Behaviors.receiveMessage(command -> {
                switch (command) {
                    case Look() ->
                        context.pipeToSelf(
                                beacon.resolveOne(EVERY), (seen, _) -> seen == null ? new NotSeen() : new Seen(seen));
                    case Seen(ActorRef seen) -> {
                        if (first[0] == null) {
                            first[0] = seen;
                        } else if (!first[0].equals(seen)) {
                            anew.run();
                            return Behaviors.stopped();
                        }
                    }
                    case NotSeen() -> {}
                }
                return Behaviors.same();
            });
        }));
    }
}

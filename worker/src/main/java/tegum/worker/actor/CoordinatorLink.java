package tegum.worker.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.WorkerReport;
import tegum.worker.workbench.Workbench;

/// A worker's way to its coordinator: where to register, where reports go, and which of two coordinators counts.
final class CoordinatorLink {
    /// Silence after which the worker registers again, in case the coordinator has forgotten it.
    private static final long LONGEST_SILENCE_NANOS = Duration.ofSeconds(30).toNanos();

    /// What a welcome means.
    enum Welcomed {
        /// From a coordinator that another has followed.
        LATE,
        /// From the coordinator that the worker has.
        SAME,
        /// From a coordinator that is new to the worker.
        ANOTHER
    }

    private record Doors(long epoch, ActorRef<WorkerReport> reports, ActorRef<WorkerReport> results) {}

    private final ActorRefResolver resolver;
    private final String address;
    private final Workplace workplace;
    private final Workbench bench;
    private Set<ActorRef<WorkerReport>> known = Set.of();
    private @Nullable Doors doors;
    private long leastEpoch;
    private long heardNanos;

    /// @param orders where the coordinator reaches this worker
    CoordinatorLink(ActorRefResolver resolver, ActorRef<CoordinatorOrder> orders, Workplace workplace) {
        this.resolver = resolver;
        this.address = resolver.toSerializationFormat(orders);
        this.workplace = workplace;
        this.bench = workplace.bench();
    }

    /// @return whether there is a coordinator
    boolean found(Set<ActorRef<WorkerReport>> now) {
        known = now;
        return !known.isEmpty();
    }

    void register() {
        WorkerReport.Registered registration = workplace.registration(address);
        known.forEach(door -> door.tell(registration));
    }

    /// Registers if no coordinator has answered, or the one that has is silent.
    void registerAgain(long now) {
        if (!bench.welcomed() || now - heardNanos >= LONGEST_SILENCE_NANOS) {
            register();
        }
    }

    void heard(long now) {
        heardNanos = now;
    }

    Welcomed welcome(CoordinatorOrder.Welcome welcome) {
        if (welcome.epoch() < leastEpoch) {
            return Welcomed.LATE;
        }
        boolean same = doors != null && doors.epoch == welcome.epoch();
        leastEpoch = welcome.epoch();
        doors = new Doors(
                welcome.epoch(),
                resolver.resolveActorRef(welcome.doors().reports()),
                resolver.resolveActorRef(welcome.doors().results()));
        return same ? Welcomed.SAME : Welcomed.ANOTHER;
    }

    /// The coordinator has lost its epoch: another one is to be found.
    void fenced() {
        leastEpoch = Math.max(leastEpoch, doors == null ? 0 : doors.epoch + 1);
    }

    void disconnected() {
        doors = null;
        bench.disconnected();
    }

    /// Sends a report; without a coordinator it is dropped, because what must not be lost is in the outbox.
    void report(WorkerReport report) {
        if (doors != null) {
            (report instanceof WorkerReport.Done ? doors.results : doors.reports).tell(report);
        }
    }
}

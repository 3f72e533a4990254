package tegum.coordinator.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.ActorContext;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.CoordinatorOrder.WorkerSettings;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// Where the registered workers are: their addresses, watched, and what the store is told of their coming and going.
final class Workforce {
    private record Member(ActorRef<CoordinatorOrder> orders, long incarnation) {}

    private final ActorContext<Coordinator.Command> context;
    private final StoreActs store;
    private final ActorRefResolver resolver;
    private final CoordinatorOrder.Welcome welcome;
    private final Map<WorkerId, Member> members = new TreeMap<>(Comparator.comparing(WorkerId::name));

    Workforce(ActorContext<Coordinator.Command> context, StoreActs store, long epoch, WorkerSettings settings) {
        this.context = context;
        this.store = store;
        this.resolver = ActorRefResolver.get(context.getSystem());
        this.welcome = new CoordinatorOrder.Welcome(
                epoch, settings, new CoordinatorOrder.Doors(door("reports"), door(Coordinator.RESULTS)));
    }

    private String door(String name) {
        return resolver.toSerializationFormat(context.spawn(Coordinator.door(context.getSelf()), name));
    }

    /// A worker is there, or there again, perhaps at another address.
    ///
    /// @return whether it may work; else it was refused
    boolean registered(WorkerReport.Registered registered) {
        ActorRef<CoordinatorOrder> orders = resolver.resolveActorRef(registered.address());
        if (registered.protocol() != WorkerReport.PROTOCOL) {
            orders.tell(new CoordinatorOrder.Refused("it speaks protocol %d, this coordinator %d"
                    .formatted(registered.protocol(), WorkerReport.PROTOCOL)));
            return false;
        }
        Member known = members.get(registered.worker());
        if (known == null || !known.orders.equals(orders)) {
            if (known != null) {
                context.unwatch(known.orders);
            }
            members.put(registered.worker(), new Member(orders, registered.incarnation()));
            context.watchWith(orders, new Coordinator.WorkerLost(registered.worker(), orders));
        }
        if (known == null || known.incarnation != registered.incarnation()) {
            if (known != null) {
                store.note(results -> results.left(registered.worker(), known.incarnation, "it was started anew"));
            }
            store.note(results -> results.joined(registered));
        }
        orders.tell(welcome);
        return true;
    }

    /// The actor of a worker has ended, or its node was given up.
    ///
    /// @return whether the worker is gone; else it has come back since
    boolean lost(WorkerId worker, ActorRef<CoordinatorOrder> orders) {
        Member known = members.get(worker);
        if (known == null || !known.orders.equals(orders)) {
            return false;
        }
        members.remove(worker);
        store.note(results -> results.left(worker, known.incarnation, "it is gone"));
        return true;
    }

    void send(WorkerId worker, CoordinatorOrder order) {
        Member known = members.get(worker);
        if (known != null) {
            known.orders.tell(order);
        }
    }
}

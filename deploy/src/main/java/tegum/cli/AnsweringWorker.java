package tegum.cli;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.protocol.wire.ResultPayload;

/// A worker that answers offers at once with made results: what is left is the cost of offering, reporting and storing.
///
/// It keeps to the protocol: results are encoded, parts no larger than asked, and no more of them on their way than an
/// outbox holds.
final class AnsweringWorker extends AbstractBehavior<CoordinatorOrder> {
    static final String NUMERICS = "bench/1";
    private static final String ENGINE = "bench";
    private static final WorkerId SELF = new WorkerId("bench");

    /// What a training is said to have taken, so that offers are of the largest size.
    private static final long NANOS_EACH = 5_000;

    private final ActorRef<WorkerReport> coordinator;
    private final MadeResults results;
    private final Deque<IndexRange> ranges = new ArrayDeque<>();
    private final Deque<CoordinatorOrder.Offer> offers = new ArrayDeque<>();
    private final int partTrainings;
    private long left;
    private int outbox;
    private int unacknowledged;
    private int part;
    private int want;

    private AnsweringWorker(
            ActorContext<CoordinatorOrder> context,
            ActorRef<WorkerReport> coordinator,
            MadeResults results,
            int partTrainings,
            long most) {
        super(context);
        this.coordinator = coordinator;
        this.results = results;
        this.partTrainings = partTrainings;
        this.left = most;
    }

    /// @param partTrainings trainings of a part
    /// @param most answers no more trainings than these, in whole parts
    static Behavior<CoordinatorOrder> create(
            ActorRef<WorkerReport> coordinator, MadeResults results, int partTrainings, long most) {
        return Behaviors.setup(context -> {
            coordinator.tell(new WorkerReport.Registered(
                    SELF,
                    WorkerReport.PROTOCOL,
                    ENGINE,
                    1,
                    ActorRefResolver.get(context.getSystem()).toSerializationFormat(context.getSelf()),
                    List.of(new WorkerReport.EngineOffer(ENGINE, NUMERICS)),
                    List.of(new WorkerReport.DeviceFacts("cpu", "cpu", "answers at once", 1, 0)),
                    WorkerReport.Limits.none(),
                    List.of()));
            return new AnsweringWorker(context, coordinator, results, partTrainings, most);
        });
    }

    @Override
    public Receive<CoordinatorOrder> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::onOrder).build();
    }

    private Behavior<CoordinatorOrder> onOrder(CoordinatorOrder order) {
        switch (order) {
            case CoordinatorOrder.Welcome welcome -> {
                outbox = welcome.settings().outboxParts();
                want = welcome.settings().offersPerDevice();
                ask();
            }
            case CoordinatorOrder.Offer offer -> {
                offers.add(offer);
                answer();
            }
            case CoordinatorOrder.Acknowledged answer -> {
                if (answer.verdict() != Verdict.NEW) {
                    throw new IllegalStateException("a part was answered by " + answer.verdict());
                }
                unacknowledged--;
                answer();
            }
            case CoordinatorOrder.NoWork(long retryAfterMillis) ->
                getContext()
                        .scheduleOnce(
                                Duration.ofMillis(retryAfterMillis),
                                coordinator,
                                new WorkerReport.WorkRequested(SELF, want));
            case CoordinatorOrder.Refused(String reason) -> throw new IllegalStateException(reason);
            case CoordinatorOrder.SpecText _, CoordinatorOrder.LeaseLost _, CoordinatorOrder.SweepCancelled _ -> {}
            case CoordinatorOrder.Drain _ -> left = 0;
        }
        return this;
    }

    private void ask() {
        coordinator.tell(new WorkerReport.WorkRequested(SELF, want));
    }

    private void answer() {
        while (!offers.isEmpty() && unacknowledged < outbox && left > 0) {
            CoordinatorOrder.Offer offer = offers.getFirst();
            if (ranges.isEmpty()) {
                ranges.addAll(offer.missing().ranges());
                part = 0;
            }
            IndexRange range = ranges.removeFirst();
            long to = Math.min(range.to(), range.from() + Math.min(partTrainings, left));
            if (to < range.to()) {
                ranges.addFirst(new IndexRange(to, range.to()));
            }
            report(offer, new IndexRange(range.from(), to));
            if (ranges.isEmpty()) {
                offers.removeFirst();
                ask();
            }
        }
    }

    private void report(CoordinatorOrder.Offer offer, IndexRange range) {
        left -= range.count();
        unacknowledged++;
        coordinator.tell(new WorkerReport.Done(
                SELF,
                offer.lease(),
                offer.sweep(),
                offer.stratum(),
                IndexSet.of(range),
                part++,
                Math.toIntExact(Math.ceilDiv(offer.missing().count(), partTrainings)),
                new WorkerReport.Provenance(ENGINE, NUMERICS, "cpu", ENGINE),
                range.count() * NANOS_EACH / 1_000,
                ResultPayload.encode(results.of(range))));
    }
}

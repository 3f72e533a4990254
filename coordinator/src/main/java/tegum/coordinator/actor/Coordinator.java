package tegum.coordinator.actor;

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
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.coordinator.collect.OpenSweep;
import tegum.coordinator.collect.PartVerdict;
import tegum.coordinator.collect.Results;
import tegum.coordinator.collect.Submission;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.lease.LeaseBook;
import tegum.coordinator.lease.LeaseEffect;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.SweepState;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.spec.SweepSpec;

/// The coordinator: turns workers' reports into offers and hands results to the [Collector].
///
/// It only translates; [LeaseBook] decides. Nothing blocks its thread: the store has one of its own.
public final class Coordinator {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

    private static final String SELF = "coordinator";

    /// What a coordinator is told.
    public sealed interface Command extends NoSerializationVerificationNeeded {}

    /// A sweep is asked for; answered by events.
    ///
    /// @param yaml the spec as it was written
    /// @param by who asks
    public record Submit(SweepSpec spec, String yaml, String by) implements Command {}

    /// Commit what has arrived, close the store, stop.
    public record Stop() implements Command {}

    /// A worker has reported.
    public record Reported(WorkerReport report) implements Command {}

    /// The store has answered for a part.
    record Settled(WorkerReport.Done report, PartVerdict verdict) implements Command {}

    /// The store cannot be used any more.
    record StoreBroken(Throwable cause) implements Command {}

    private record Accepted(Submission submission, List<OpenSweep> open, SweepCounts counts) implements Command {}

    private record Resolved(LeaseEffect.Resolve recorded, IndexSet missing) implements Command {}

    private record Counted(long ticket, int attempts) implements Command {}

    private record Refreshed(Map<SweepVersion, SweepCounts> counts) implements Command {}

    private record Ended(SweepVersion sweep, SweepState state, SweepCounts counts) implements Command {}

    private record Done() implements Command {}

    private record WorkerLost(WorkerId worker, long incarnation) implements Command {}

    private record Tick() implements Command {}

    private record CollectorStopped() implements Command {}

    private record Worker(ActorRef<CoordinatorOrder> orders, long incarnation) {}

    private final ActorContext<Command> context;
    private final CoordinatorSettings settings;
    private final Consumer<CoordinatorEvent> listener;
    private final LongSupplier nanoTime;
    private final ExecutorService storeThread;
    private final ExecutorService decodeThread;
    private final ActorRef<Collector.Command> collector;
    private final long epoch;
    private final LeaseBook book;
    private final Counter offers;
    private final Map<WorkerId, Worker> workers = new TreeMap<>(Comparator.comparing(WorkerId::name));
    private final Map<SweepVersion, OpenSweep> open = new TreeMap<>();
    private final Map<SweepVersion, Rate> rates = new HashMap<>();
    private final Set<SweepVersion> stranded = new TreeSet<>();
    private boolean broken;
    private boolean stopping;
    /// Whether the store has not yet answered the last refresh; then no further one is asked for.
    private boolean refreshing;

    private Coordinator(
            ActorContext<Command> context,
            CoordinatorSettings settings,
            Results results,
            MeterRegistry meters,
            Consumer<CoordinatorEvent> listener,
            LongSupplier nanoTime) {
        this.context = context;
        this.settings = settings;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.epoch = results.epoch();
        this.book = new LeaseBook(epoch, settings.leases());
        this.storeThread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("tegum-store").factory());
        this.decodeThread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("tegum-decode").daemon().factory());
        this.collector = context.spawn(
                Collector.create(
                        new StoreAccess(results, storeThread, decodeThread, nanoTime),
                        settings.commits(),
                        meters,
                        context.getSelf()),
                "collector");
        this.offers = Counter.builder("tegum.offers")
                .description("Offers handed out to workers")
                .baseUnit("offers")
                .register(meters);
        context.watchWith(collector, new CollectorStopped());
    }

    /// The behaviour of a coordinator.
    ///
    /// @param results the open store; from now on used by the coordinator's store thread alone, and closed
    ///     by it
    /// @param listener told what happens, on the actor's thread: it must not block
    /// @param nanoTime a monotonic clock
    public static Behavior<Command> create(
            CoordinatorSettings settings,
            Results results,
            MeterRegistry meters,
            Consumer<CoordinatorEvent> listener,
            LongSupplier nanoTime) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Coordinator coordinator = new Coordinator(context, settings, results, meters, listener, nanoTime);
            coordinator.startTimer(timers);
            return BehaviorBuilder.<Command>create()
                    .onAnyMessage(coordinator::onCommand)
                    .onSignal(Signal.class, coordinator::onSignal)
                    .build();
        }));
    }

    /// The behaviour of the door at which workers report: it passes their messages on.
    public static Behavior<WorkerReport> door(ActorRef<Command> coordinator) {
        return Behaviors.receiveMessage(report -> {
            coordinator.tell(new Reported(report));
            return Behaviors.same();
        });
    }

    private void startTimer(TimerScheduler<Command> timers) {
        timers.startTimerWithFixedDelay(new Tick(), settings.refresh());
    }

    private Behavior<Command> onCommand(Command command) {
        long now = nanoTime.getAsLong();
        switch (command) {
            case Submit submit -> submit(submit);
            case Accepted accepted -> accepted(accepted, now);
            case Reported(WorkerReport report) -> reported(report, now);
            case Settled(WorkerReport.Done report, PartVerdict verdict) -> settled(report, verdict, now);
            case Resolved(LeaseEffect.Resolve recorded, IndexSet missing) ->
                carryOut(book.resolved(recorded, missing, now));
            case Counted(long ticket, int attempts) -> carryOut(book.counted(ticket, attempts, now));
            case Refreshed(Map<SweepVersion, SweepCounts> counts) -> {
                refreshing = false;
                progressed(counts, now);
            }
            case Ended(SweepVersion sweep, SweepState state, SweepCounts counts) -> ended(sweep, state, counts);
            case Done() -> {}
            case WorkerLost(WorkerId worker, long incarnation) -> lost(worker, incarnation, now);
            case Tick() -> tick(now);
            case StoreBroken(Throwable cause) -> fail(cause);
            case Stop() -> {
                stopping = true;
                collector.tell(new Collector.Close());
            }
            case CollectorStopped() -> {
                return Behaviors.stopped();
            }
        }
        return Behaviors.same();
    }

    private Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            decodeThread.shutdown();
            storeThread.shutdown();
        }
        return Behaviors.same();
    }

    private void submit(Submit submit) {
        if (broken || stopping) {
            listener.accept(new CoordinatorEvent.Refused(
                    submit.spec.name(), broken ? "the store cannot be used any more" : "this run is being stopped"));
            return;
        }
        act(
                results -> {
                    Submission submission = results.submit(submit.spec, submit.yaml, submit.by);
                    results.refreshManifest();
                    return new Accepted(submission, results.open(), results.counts(submission.sweep()));
                },
                Function.identity());
    }

    private void accepted(Accepted accepted, long now) {
        SweepVersion sweep = accepted.submission.sweep();
        listener.accept(new CoordinatorEvent.Submitted(
                sweep, accepted.submission.resumed(), accepted.submission.plan(), accepted.counts));
        Set<SweepVersion> wanted =
                accepted.open.stream().map(OpenSweep::sweep).collect(Collectors.toCollection(TreeSet::new));
        for (SweepVersion superseded : List.copyOf(open.keySet())) {
            if (!wanted.contains(superseded)) {
                open.remove(superseded);
                rates.remove(superseded);
                carryOut(book.cancel(superseded, now));
            }
        }
        if (open.containsKey(sweep)) {
            return;
        }
        for (OpenSweep candidate : accepted.open) {
            if (candidate.sweep().equals(sweep)) {
                open.put(sweep, candidate);
                carryOut(book.open(sweep, StratumPlans.of(candidate), 0, now));
                return;
            }
        }
        SweepState state = accepted.counts.failed() > 0 ? SweepState.FAILED : SweepState.DONE;
        listener.accept(new CoordinatorEvent.Ended(sweep, state, accepted.counts));
    }

    private void reported(WorkerReport report, long now) {
        switch (report) {
            case WorkerReport.Registered registered -> registered(registered, now);
            case WorkerReport.SpecRequested(WorkerId worker, SweepVersion sweep) -> {
                OpenSweep known = open.get(sweep);
                send(
                        worker,
                        known == null
                                ? new CoordinatorOrder.SweepCancelled(sweep)
                                : new CoordinatorOrder.SpecText(sweep, known.yaml()));
            }
            case WorkerReport.WorkRequested requested -> carryOut(book.requested(requested, now));
            case WorkerReport.Heartbeat heartbeat -> carryOut(book.heartbeat(heartbeat, now));
            case WorkerReport.Done done -> {
                collector.tell(new Collector.Store(done));
                carryOut(book.received(done, now));
                if (book.idle()) {
                    // Nobody trains: what has arrived may be the last of the sweep, and nothing is gained by waiting.
                    collector.tell(new Collector.Flush());
                }
            }
            case WorkerReport.Failed failed -> carryOut(book.failed(failed, now));
            case WorkerReport.Released released -> carryOut(book.released(released, now));
        }
    }

    private void registered(WorkerReport.Registered registered, long now) {
        ActorRef<CoordinatorOrder> orders =
                ActorRefResolver.get(context.getSystem()).resolveActorRef(registered.address());
        if (registered.protocol() != WorkerReport.PROTOCOL) {
            orders.tell(new CoordinatorOrder.Refused("it speaks protocol %d, this coordinator %d"
                    .formatted(registered.protocol(), WorkerReport.PROTOCOL)));
            return;
        }
        Worker known = workers.get(registered.worker());
        if (known == null || !known.orders.equals(orders)) {
            if (known != null) {
                context.unwatch(known.orders);
                if (known.incarnation != registered.incarnation()) {
                    left(registered.worker(), known.incarnation, "it was started anew");
                }
            }
            workers.put(registered.worker(), new Worker(orders, registered.incarnation()));
            context.watchWith(orders, new WorkerLost(registered.worker(), registered.incarnation()));
            act(results -> {
                results.joined(registered);
                return new Done();
            });
        }
        orders.tell(new CoordinatorOrder.Welcome(epoch, settings.workers()));
        carryOut(book.registered(registered, now));
    }

    private void lost(WorkerId worker, long incarnation, long now) {
        Worker known = workers.get(worker);
        if (known != null && known.incarnation == incarnation) {
            workers.remove(worker);
            left(worker, incarnation, "it is gone");
            carryOut(book.workerLost(worker, now));
        }
    }

    private void left(WorkerId worker, long incarnation, String reason) {
        act(results -> {
            results.left(worker, incarnation, reason);
            return new Done();
        });
    }

    private void settled(WorkerReport.Done report, PartVerdict verdict, long now) {
        send(report.worker(), new CoordinatorOrder.Acknowledged(report.lease(), report.part(), verdict.verdict()));
        if (verdict.verdict() == Verdict.FENCED) {
            fail(new StoreException("another coordinator has taken over this store: stop this one"));
            return;
        }
        List<LeaseEffect> effects = new ArrayList<>(book.settled(report, verdict.verdict(), verdict.reason(), now));
        verdict.alsoDone()
                .forEach((sweep, strata) -> strata.forEach(
                        (stratum, indices) -> effects.addAll(book.shared(sweep, stratum, indices, now))));
        carryOut(effects);
    }

    private void tick(long now) {
        carryOut(book.tick(now));
        Map<SweepVersion, String> strandedNow = book.stranded();
        stranded.retainAll(strandedNow.keySet());
        strandedNow.forEach((sweep, reason) -> {
            if (stranded.add(sweep)) {
                listener.accept(new CoordinatorEvent.Stranded(sweep, reason));
            }
        });
        if (open.isEmpty() || refreshing) {
            return;
        }
        refreshing = true;
        Map<SweepVersion, Long> running = book.running();
        List<SweepVersion> sweeps = List.copyOf(open.keySet());
        act(results -> {
            results.running(running);
            results.refreshManifest();
            Map<SweepVersion, SweepCounts> counts = new TreeMap<>();
            sweeps.forEach(sweep -> counts.put(sweep, results.counts(sweep)));
            return new Refreshed(counts);
        });
    }

    private void progressed(Map<SweepVersion, SweepCounts> counts, long now) {
        counts.forEach((sweep, count) -> {
            if (open.containsKey(sweep)) {
                double perSecond =
                        rates.computeIfAbsent(sweep, _ -> new Rate()).perSecond(count.done() - count.reused(), now);
                listener.accept(new CoordinatorEvent.Progress(sweep, count, perSecond));
            }
        });
    }

    private void completed(SweepVersion sweep) {
        Map<SweepVersion, Long> running = book.running();
        act(results -> {
            results.running(running);
            SweepCounts counts = results.counts(sweep);
            if (counts.running() + counts.waiting() > 0) {
                throw new IllegalStateException("the lease book has settled %s, the ledger has %d trainings left"
                        .formatted(sweep, counts.running() + counts.waiting()));
            }
            SweepState state = counts.failed() > 0 ? SweepState.FAILED : SweepState.DONE;
            results.state(sweep, state, SELF, state == SweepState.DONE ? "all trained" : counts.failed() + " failed");
            results.refreshManifest();
            return new Ended(sweep, state, counts);
        });
    }

    private void ended(SweepVersion sweep, SweepState state, SweepCounts counts) {
        open.remove(sweep);
        rates.remove(sweep);
        listener.accept(new CoordinatorEvent.Ended(sweep, state, counts));
    }

    private void fail(Throwable cause) {
        if (!broken) {
            broken = true;
            open.keySet().forEach(book::pause);
            listener.accept(new CoordinatorEvent.Failed(cause));
        }
    }

    private void carryOut(List<LeaseEffect> effects) {
        for (LeaseEffect effect : effects) {
            switch (effect) {
                case LeaseEffect.Send(WorkerId worker, CoordinatorOrder order) -> {
                    if (order instanceof CoordinatorOrder.Offer) {
                        offers.increment();
                    }
                    send(worker, order);
                }
                case LeaseEffect.Resolve asked ->
                    act(
                            results ->
                                    results.resolve(asked.sweep(), asked.stratum(), asked.engine(), asked.numerics()),
                            stratum -> new Resolved(
                                    new LeaseEffect.Resolve(
                                            asked.sweep(), asked.stratum(), stratum.engine(), stratum.numerics()),
                                    stratum.missing()));
                case LeaseEffect.PassedOver passed ->
                    LOG.info(
                            "event=engine.passed-over sweep={} stratum={} engine={} reason=\"{}\"",
                            passed.sweep(),
                            passed.stratum(),
                            passed.engine(),
                            passed.reason());
                case LeaseEffect.CountAttempt attempt ->
                    act(
                            results -> results.attempted(
                                    attempt.sweep(),
                                    attempt.stratum(),
                                    span(attempt.indices()),
                                    attempt.kind(),
                                    attempt.text(),
                                    attempt.worker()),
                            attempts -> new Counted(attempt.ticket(), attempts));
                case LeaseEffect.GiveUp failure -> giveUp(failure);
                case LeaseEffect.Completed completed -> completed(completed.sweep());
            }
        }
    }

    private void giveUp(LeaseEffect.GiveUp failure) {
        LOG.warn(
                "event=trainings.failed sweep={} stratum={} indices={} kind={} worker={} text=\"{}\"",
                failure.sweep(),
                failure.stratum(),
                failure.indices(),
                failure.kind(),
                failure.worker(),
                failure.text());
        act(results -> {
            results.failed(
                    failure.sweep(),
                    failure.stratum(),
                    failure.indices(),
                    failure.kind(),
                    failure.text(),
                    failure.worker());
            return new Done();
        });
    }

    private static IndexRange span(IndexSet indices) {
        return new IndexRange(
                indices.ranges().getFirst().from(), indices.ranges().getLast().to());
    }

    private void act(Function<Results, Command> act) {
        act(act, Function.identity());
    }

    private <T> void act(Function<Results, T> act, Function<T, Command> answer) {
        collector.tell(new Collector.Act<>(act, answer));
    }

    private void send(WorkerId worker, CoordinatorOrder order) {
        Worker known = workers.get(worker);
        if (known != null) {
            known.orders.tell(order);
        }
    }
}

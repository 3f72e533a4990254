package tegum.coordinator.actor;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tegum.coordinator.collect.OpenSweep;
import tegum.coordinator.collect.PartVerdict;
import tegum.coordinator.collect.Results;
import tegum.coordinator.collect.Submission;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.lease.LeaseBook;
import tegum.coordinator.lease.LeaseEffect;
import tegum.coordinator.ledger.EpochLostException;
import tegum.coordinator.ledger.SweepState;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.spec.SweepSpec;

/// The coordinator: turns workers' reports into offers and hands results to the [Collector].
///
/// It only translates; [LeaseBook] decides. What it decided is carried out by [LeaseEffects], sweeps are kept by
/// [OpenSweeps], workers' addresses by [Workforce]. Nothing blocks its thread: the store has one of its own.
public final class Coordinator {
    /// Who acts when nobody asked.
    static final String SELF = "coordinator";

    /// Last part of the path of the actor that takes results, so that they travel apart from what is short.
    public static final String RESULTS = "results";

    /// What a coordinator is told.
    public sealed interface Command extends NoSerializationVerificationNeeded {}

    /// A sweep is asked for; answered by events.
    ///
    /// @param yaml the spec as it was written
    /// @param by who asks
    public record Submit(SweepSpec spec, String yaml, String by) implements Command {}

    /// Every sweep of the store that wants trainings is to be served; answered by [CoordinatorEvent.WentOn].
    public record GoOn() implements Command {}

    /// Commit what has arrived, close the store, stop.
    public record Stop() implements Command {}

    /// Somebody asks for something.
    record Asked(ControlRequest request) implements Command {}

    /// The store has done what was asked, and what follows is the coordinator's.
    record Followed(Controls.Next next) implements Command {}

    /// A worker has reported.
    public record Reported(WorkerReport report) implements Command {}

    /// The store has answered for a part.
    record Settled(WorkerReport.Done report, PartVerdict verdict) implements Command {}

    /// The store cannot be used any more.
    record StoreBroken(Throwable cause) implements Command {}

    /// The store has a submission.
    record Accepted(Submission submission, List<OpenSweep> open, SweepCounts counts) implements Command {}

    /// The store goes on with what it has open.
    record WentOn(List<OpenSweep> open) implements Command {}

    /// The store has recorded an engine.
    record Resolved(LeaseEffect.Resolve recorded, IndexSet missing) implements Command {}

    /// The store has counted a failure.
    record Counted(long ticket, int attempts) implements Command {}

    /// The store has counted trainings.
    record Refreshed(Map<SweepVersion, SweepCounts> counts) implements Command {}

    /// The store has noted the end of a sweep.
    record Ended(SweepVersion sweep, SweepState state, SweepCounts counts) implements Command {}

    /// The store has done an act that needs no answer.
    record Noted() implements Command {}

    /// The actor of a worker has ended.
    record WorkerLost(WorkerId worker, ActorRef<CoordinatorOrder> orders) implements Command {}

    private record Tick() implements Command {}

    private record StoreClosed() implements Command {}

    private final CoordinatorSettings settings;
    private final Consumer<CoordinatorEvent> listener;
    private final LongSupplier nanoTime;
    private final long epoch;
    private final StoreActs store;
    private final LeaseBook book;
    private final Workforce workforce;
    private final OpenSweeps sweeps;
    private final LeaseEffects effects;
    private final Controls controls;
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
        this.settings = settings;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.epoch = results.epoch();
        this.book = new LeaseBook(epoch, settings.leases());
        this.store = new StoreActs(context, results, settings.commits(), meters, nanoTime, new StoreClosed());
        this.workforce = new Workforce(context, store, epoch, settings.workers());
        this.sweeps = new OpenSweeps(book, listener);
        this.effects = new LeaseEffects(book, workforce, store, meters);
        this.controls = new Controls(book, store, sweeps, effects, epoch);
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
            case Accepted(Submission submission, List<OpenSweep> open, SweepCounts counts) ->
                effects.carryOut(sweeps.accepted(submission, open, counts, now));
            case GoOn() -> store.act(results -> new WentOn(results.goOn(SELF)));
            case WentOn(List<OpenSweep> open) -> effects.carryOut(sweeps.goOn(open, now));
            case Asked(ControlRequest request) -> controls.asked(request, now);
            case Followed(Controls.Next next) -> next.at(now);
            case Reported(WorkerReport report) -> reported(report, now);
            case Settled(WorkerReport.Done report, PartVerdict verdict) -> settled(report, verdict, now);
            case Resolved(LeaseEffect.Resolve recorded, IndexSet missing) ->
                effects.carryOut(book.resolved(recorded, missing, now));
            case Counted(long ticket, int attempts) -> effects.carryOut(book.counted(ticket, attempts, now));
            case Refreshed(Map<SweepVersion, SweepCounts> counts) -> {
                refreshing = false;
                sweeps.progressed(counts, now);
            }
            case Ended(SweepVersion sweep, SweepState state, SweepCounts counts) -> sweeps.ended(sweep, state, counts);
            case Noted() -> {}
            case WorkerLost(WorkerId worker, ActorRef<CoordinatorOrder> orders) -> {
                if (workforce.lost(worker, orders)) {
                    effects.carryOut(book.workerLost(worker, now));
                }
            }
            case Tick() -> tick(now);
            case StoreBroken(Throwable cause) -> fail(cause);
            case Stop() -> {
                stopping = true;
                controls.close("the coordinator is being stopped");
                store.close();
            }
            case StoreClosed() -> {
                return Behaviors.stopped();
            }
        }
        return Behaviors.same();
    }

    private Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            store.stopThreads();
        }
        return Behaviors.same();
    }

    private void submit(Submit submit) {
        if (broken || stopping) {
            listener.accept(new CoordinatorEvent.Refused(
                    submit.spec.name(), broken ? "the store cannot be used any more" : "this run is being stopped"));
            return;
        }
        store.act(results -> {
            Submission submission = results.submit(submit.spec, submit.yaml, submit.by);
            results.refreshManifest();
            return new Accepted(submission, results.open(), results.counts(submission.sweep()));
        });
    }

    private void reported(WorkerReport report, long now) {
        switch (report) {
            case WorkerReport.Registered registered -> {
                if (workforce.registered(registered)) {
                    effects.carryOut(book.registered(registered, now));
                }
            }
            case WorkerReport.SpecRequested(WorkerId worker, SweepVersion sweep) ->
                workforce.send(
                        worker,
                        sweeps.find(sweep)
                                .<CoordinatorOrder>map(open -> new CoordinatorOrder.SpecText(sweep, open.yaml()))
                                .orElseGet(() -> new CoordinatorOrder.SweepCancelled(sweep)));
            case WorkerReport.WorkRequested requested -> effects.carryOut(book.requested(requested, now));
            case WorkerReport.Heartbeat heartbeat -> effects.carryOut(book.heartbeat(heartbeat, now));
            case WorkerReport.Done done -> {
                store.store(done);
                effects.carryOut(book.received(done, now));
                if (book.idle()) {
                    // Nobody trains: what has arrived may be the last of the sweep, and nothing is gained by waiting.
                    store.flush();
                }
            }
            case WorkerReport.Failed failed -> effects.carryOut(book.failed(failed, now));
            case WorkerReport.Released released -> effects.carryOut(book.released(released, now));
        }
    }

    private void settled(WorkerReport.Done report, PartVerdict verdict, long now) {
        workforce.send(
                report.worker(), new CoordinatorOrder.Acknowledged(report.lease(), report.part(), verdict.verdict()));
        if (verdict.verdict() == Verdict.FENCED) {
            fail(new EpochLostException(epoch));
            return;
        }
        List<LeaseEffect> decided = new ArrayList<>(book.settled(report, verdict.verdict(), verdict.reason(), now));
        verdict.alsoDone()
                .forEach((sweep, strata) -> strata.forEach(
                        (stratum, indices) -> decided.addAll(book.shared(sweep, stratum, indices, now))));
        effects.carryOut(decided);
    }

    private void tick(long now) {
        effects.carryOut(book.tick(now));
        sweeps.sayStranded();
        List<SweepVersion> open = sweeps.versions();
        if (open.isEmpty() || refreshing) {
            return;
        }
        refreshing = true;
        Map<SweepVersion, Long> running = book.running();
        store.act(results -> {
            results.running(running);
            results.refreshManifest();
            Map<SweepVersion, SweepCounts> counts = new TreeMap<>();
            open.forEach(sweep -> counts.put(sweep, results.counts(sweep)));
            return new Refreshed(counts);
        });
    }

    private void fail(Throwable cause) {
        if (!broken) {
            broken = true;
            sweeps.pauseAll();
            controls.close("the coordinator cannot use its store any more: " + cause.getMessage());
            listener.accept(new CoordinatorEvent.Failed(cause));
        }
    }
}

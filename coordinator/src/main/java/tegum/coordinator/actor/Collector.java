package tegum.coordinator.actor;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.coordinator.collect.FinishedPart;
import tegum.coordinator.collect.PartVerdict;
import tegum.coordinator.collect.Results;
import tegum.plan.IndexSet;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerReport;
import tegum.protocol.wire.InvalidPayloadException;
import tegum.protocol.wire.ResultPayload;

/// Brings results into the store: groups reported parts into commits and runs every act of the store, one
/// after the other, on the store's own thread. Answers come in the order of the acts.
///
/// After the first failure of the store it says so once and does nothing more but close.
final class Collector {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    sealed interface Command extends NoSerializationVerificationNeeded {}

    /// A part is to be stored; answered by [Coordinator.Settled].
    record Store(WorkerReport.Done report) implements Command {}

    /// What has arrived is to be committed without waiting.
    record Flush() implements Command {}

    /// An act of the store.
    ///
    /// @param act runs on the store's thread
    /// @param answer makes the answer to the coordinator
    record Act<T>(Function<Results, T> act, Function<T, Coordinator.Command> answer) implements Command {}

    /// What has arrived is committed and the store closed; then the actor stops. What comes later is
    /// refused.
    record Close() implements Command {}

    private record CommitDue() implements Command {}

    /// A part and its results, which are decoded while others are committed; empty if they are invalid, with the
    /// reason.
    private record Arrived(WorkerReport.Done report, CompletableFuture<Decoded> results) {}

    private sealed interface Decoded {
        record Sound(FinishedPart part) implements Decoded {}

        record Invalid(WorkerReport.Done report, String reason) implements Decoded {}
    }

    private record Answered(Coordinator.Command answer) implements Command {}

    private record Committed(List<Coordinator.Settled> answers) implements Command {}

    private record Broken(Throwable cause) implements Command {}

    private record Closed() implements Command {}

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final StoreAccess store;
    private final Results results;
    private final Executor storeThread;
    private final Executor decodeThread;
    private final CoordinatorSettings.Commits limits;
    private final CommitMeters meters;
    private final LongSupplier nanoTime;
    private final ActorRef<Coordinator.Command> coordinator;
    private final Deque<Arrived> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long nextCommitNanos;
    private boolean committing;
    private boolean closing;
    private boolean closed;
    private boolean broken;

    private Collector(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            StoreAccess store,
            CoordinatorSettings.Commits limits,
            MeterRegistry meters,
            ActorRef<Coordinator.Command> coordinator) {
        this.context = context;
        this.timers = timers;
        this.store = store;
        this.results = store.results();
        this.storeThread = store.thread();
        this.decodeThread = store.decodeThread();
        this.limits = limits;
        this.meters = new CommitMeters(meters);
        this.coordinator = coordinator;
        this.nanoTime = store.nanoTime();
        this.nextCommitNanos = nanoTime.getAsLong();
    }

    static Behavior<Command> create(
            StoreAccess store,
            CoordinatorSettings.Commits limits,
            MeterRegistry meters,
            ActorRef<Coordinator.Command> coordinator) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> Behaviors.receiveMessage(
                new Collector(context, timers, store, limits, meters, coordinator)::onCommand)));
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Store(WorkerReport.Done report) -> store(report);
            case Flush(), CommitDue() -> commit();
            case Act<?> act -> run(act);
            case Answered(Coordinator.Command answer) -> coordinator.tell(answer);
            case Committed(List<Coordinator.Settled> answers) -> {
                committing = false;
                answers.forEach(coordinator::tell);
                if (closing || waitingBytes >= limits.bytes()) {
                    commit();
                } else {
                    commitWhenDue();
                }
                closeIfQuiet();
            }
            case Broken(Throwable cause) -> {
                committing = false;
                fail(cause);
                closeIfQuiet();
            }
            case Close() -> {
                closing = true;
                commit();
                closeIfQuiet();
            }
            case Closed() -> {
                return Behaviors.stopped();
            }
        }
        return Behaviors.same();
    }

    private void store(WorkerReport.Done report) {
        if (closing) {
            // Its worker keeps it until it is acknowledged, and sends it to the next coordinator.
            LOG.warn("event=part.came-too-late lease={} part={}", report.lease(), report.part());
            return;
        }
        if (broken) {
            return;
        }
        waiting.add(new Arrived(report, CompletableFuture.supplyAsync(() -> decode(report), decodeThread)));
        waitingBytes += report.payload().length;
        if (waitingBytes >= limits.bytes() || waiting.size() >= limits.parts()) {
            commit();
        } else {
            commitWhenDue();
        }
    }

    /// Commits now if the last commit began an interval ago, and then otherwise: what comes seldom does not
    /// wait, what comes often is grouped.
    private void commitWhenDue() {
        if (committing || waiting.isEmpty() || timers.isTimerActive(new CommitDue())) {
            return;
        }
        long nanos = nextCommitNanos - nanoTime.getAsLong();
        if (nanos <= 0) {
            commit();
        } else {
            timers.startSingleTimer(new CommitDue(), Duration.ofNanos(nanos));
        }
    }

    private void commit() {
        if (committing || broken || waiting.isEmpty()) {
            return;
        }
        timers.cancel(new CommitDue());
        List<CompletableFuture<Decoded>> taken = new ArrayList<>();
        while (!waiting.isEmpty() && taken.size() < limits.parts()) {
            Arrived arrived = waiting.remove();
            waitingBytes -= arrived.report.payload().length;
            taken.add(arrived.results);
        }
        committing = true;
        nextCommitNanos = nanoTime.getAsLong() + limits.interval().toNanos();
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> meters.commit(() -> commit(taken)), storeThread),
                (answers, failure) -> answers != null ? new Committed(answers) : broken(failure));
    }

    /// Runs on the decoder's thread.
    private static Decoded decode(WorkerReport.Done report) {
        try {
            return new Decoded.Sound(new FinishedPart(report, ResultPayload.columns(report.payload())));
        } catch (InvalidPayloadException e) {
            return new Decoded.Invalid(report, String.valueOf(e.getMessage()));
        }
    }

    /// Runs on the store's thread.
    private List<Coordinator.Settled> commit(List<CompletableFuture<Decoded>> arrived) {
        List<FinishedPart> parts = new ArrayList<>();
        List<Coordinator.Settled> answers = new ArrayList<>();
        for (CompletableFuture<Decoded> decoded : arrived) {
            switch (decoded.join()) {
                case Decoded.Sound(FinishedPart part) -> parts.add(part);
                case Decoded.Invalid(WorkerReport.Done report, String reason) ->
                    answers.add(new Coordinator.Settled(
                            report,
                            new PartVerdict(
                                    report.lease(),
                                    report.part(),
                                    Verdict.REJECTED,
                                    reason,
                                    IndexSet.empty(),
                                    Map.of())));
            }
        }
        if (!parts.isEmpty()) {
            List<PartVerdict> verdicts = results.commit(parts);
            for (int k = 0; k < parts.size(); k++) {
                answers.add(new Coordinator.Settled(parts.get(k).done(), verdicts.get(k)));
            }
        }
        return answers;
    }

    private <T> void run(Act<T> act) {
        if (broken || closing) {
            // The ledger holds what the next start needs: what is dropped here is found open there.
            LOG.debug("event=act.dropped closing={}", closing);
            return;
        }
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> act.answer.apply(act.act.apply(results)), storeThread),
                (answer, failure) -> answer != null ? new Answered(answer) : broken(failure));
    }

    private static Broken broken(@Nullable Throwable failure) {
        return new Broken(Failures.cause(failure));
    }

    private void fail(Throwable cause) {
        if (!broken) {
            broken = true;
            waiting.clear();
            waitingBytes = 0;
            coordinator.tell(new Coordinator.StoreBroken(cause));
        }
    }

    private void closeIfQuiet() {
        if (closing && !closed && !committing && waiting.isEmpty()) {
            closed = true;
            context.pipeToSelf(CompletableFuture.runAsync(store::close, storeThread), (_, failure) -> {
                if (failure != null) {
                    LOG.warn("event=store.close-failed reason=\"{}\"", failure.getMessage());
                }
                return new Closed();
            });
        }
    }
}

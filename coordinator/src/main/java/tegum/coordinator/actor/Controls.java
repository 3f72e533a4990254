package tegum.coordinator.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tegum.coordinator.collect.OpenSweep;
import tegum.coordinator.collect.Results;
import tegum.coordinator.collect.StoredSweep;
import tegum.coordinator.collect.Submission;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.control.Accepted;
import tegum.coordinator.control.ControlException;
import tegum.coordinator.control.ControlException.Kind;
import tegum.coordinator.control.Explanation;
import tegum.coordinator.control.Health;
import tegum.coordinator.control.SweepChanges;
import tegum.coordinator.control.SweepStatus;
import tegum.coordinator.control.WorkerChange;
import tegum.coordinator.lease.BookCounts;
import tegum.coordinator.lease.LeaseBook;
import tegum.coordinator.lease.WaitReason;
import tegum.coordinator.lease.WorkerSnapshot;
import tegum.coordinator.ledger.Role;
import tegum.coordinator.ledger.TokenRecord;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;

/// Carries out what people ask: first in the store, where it is noted who asked and why, then in what the coordinator
/// keeps. Each request is answered once, also when the store fails.
final class Controls {
    private final LeaseBook book;
    private final StoreActs store;
    private final OpenSweeps sweeps;
    private final LeaseEffects effects;
    private final long epoch;
    private final List<CompletableFuture<?>> pending = new ArrayList<>();
    private Optional<String> closed = Optional.empty();

    /// What follows an act of the store, on the coordinator's own thread.
    @FunctionalInterface
    interface Next {
        void at(long nowNanos);
    }

    Controls(LeaseBook book, StoreActs store, OpenSweeps sweeps, LeaseEffects effects, long epoch) {
        this.book = book;
        this.store = store;
        this.sweeps = sweeps;
        this.effects = effects;
        this.epoch = epoch;
    }

    /// Nothing can be asked any more, and what was asked is not answered by the store.
    ///
    /// @param reason one sentence
    void close(String reason) {
        closed = Optional.of(reason);
        pending.forEach(answer -> answer.completeExceptionally(new ControlException(Kind.UNAVAILABLE, reason)));
    }

    void asked(ControlRequest request, long nowNanos) {
        if (closed.isPresent()) {
            request.answer().completeExceptionally(new ControlException(Kind.UNAVAILABLE, closed.get()));
            return;
        }
        pending.removeIf(CompletableFuture::isDone);
        pending.add(request.answer());
        switch (request) {
            case ControlRequest.Submit submit -> submit(submit);
            case ControlRequest.Sweeps(CompletableFuture<List<SweepStatus>> answer) ->
                then(
                        answer,
                        Results::sweeps,
                        (all, _) ->
                                answer.complete(all.stream().map(this::status).toList()));
            case ControlRequest.Sweep(String name, CompletableFuture<SweepStatus> answer) ->
                then(answer, results -> SweepChanges.find(results, name), (found, _) -> answer.complete(status(found)));
            case ControlRequest.ChangeSweep change -> change(change);
            case ControlRequest.Explain(String name, CompletableFuture<Explanation> answer) ->
                then(
                        answer,
                        results -> SweepChanges.find(results, name),
                        (found, now) -> answer.complete(new Explanation(found.sweep(), reasons(found, now))));
            case ControlRequest.Workers(CompletableFuture<List<WorkerSnapshot>> answer) ->
                answer.complete(book.workers(nowNanos));
            case ControlRequest.ChangeWorker change -> change(change, nowNanos);
            case ControlRequest.Tokens(CompletableFuture<List<TokenRecord>> answer) ->
                then(answer, Results::tokens, (tokens, _) -> answer.complete(tokens));
            case ControlRequest.AddToken add -> add(add);
            case ControlRequest.RevokeToken revoke -> revoke(revoke);
            case ControlRequest.Ready(CompletableFuture<Health> answer) ->
                then(answer, Results::holdsEpoch, (holds, _) -> answer.complete(health(holds)));
        }
    }

    private Health health(boolean holdsEpoch) {
        return new Health(holdsEpoch, epoch, holdsEpoch ? "" : "another coordinator has taken over the store");
    }

    private record Taken(Submission submission, List<OpenSweep> open, StoredSweep stored) {}

    private void submit(ControlRequest.Submit submit) {
        then(
                submit.answer(),
                results -> {
                    Submission submission = results.submit(
                            submit.spec(),
                            submit.yaml(),
                            submit.act().by(),
                            submit.act().reason());
                    results.refreshManifest();
                    return new Taken(submission, results.open(), stored(results, submission.sweep()));
                },
                (taken, now) -> {
                    effects.carryOut(sweeps.accepted(taken.submission, taken.open, taken.stored.counts(), now));
                    submit.answer()
                            .complete(new Accepted(
                                    taken.submission.resumed(),
                                    summary(taken.submission.plan()),
                                    status(taken.stored)));
                });
    }

    private static Accepted.PlanSummary summary(Plan plan) {
        return new Accepted.PlanSummary(
                plan.cells(),
                plan.trainings(),
                plan.strata().stream()
                        .map(stratum ->
                                new Accepted.StratumSummary(stratum.key().text(), stratum.trainings()))
                        .toList());
    }

    private record Changed(StoredSweep stored, List<OpenSweep> open) {}

    private void change(ControlRequest.ChangeSweep request) {
        then(
                request.answer(),
                results -> {
                    StoredSweep found = SweepChanges.find(results, request.name());
                    SweepChanges.apply(results, found, request.change(), request.act());
                    results.refreshManifest();
                    return new Changed(stored(results, found.sweep()), results.open());
                },
                (changed, now) -> {
                    effects.carryOut(sweeps.changed(changed.stored.sweep(), changed.open, now));
                    request.answer().complete(status(changed.stored));
                });
    }

    private SweepStatus status(StoredSweep stored) {
        return new SweepStatus(
                stored.sweep(),
                stored.state(),
                stored.priority(),
                stored.cells(),
                stored.counts(),
                sweeps.trainingsPerSecond(stored.sweep()),
                stored.submittedAt(),
                stored.submittedBy());
    }

    private static StoredSweep stored(Results results, SweepVersion sweep) {
        return SweepChanges.find(results, sweep.toString());
    }

    /// What the lease book says, or of a version that it does not have, the store.
    private List<WaitReason> reasons(StoredSweep found, long now) {
        SweepCounts counts = found.counts();
        return sweeps.find(found.sweep()).isPresent()
                ? book.explain(found.sweep(), now)
                : List.of(new WaitReason.Ended(
                        new BookCounts(counts.planned(), counts.done(), counts.failed(), 0, 0, counts.cancelled())));
    }

    private void change(ControlRequest.ChangeWorker request, long nowNanos) {
        String name = request.worker().name();
        if (find(request, nowNanos).isEmpty()) {
            request.answer()
                    .completeExceptionally(
                            new ControlException(Kind.NOT_FOUND, "no worker %s is registered".formatted(name)));
            return;
        }
        String act = switch (request.change()) {
            case WorkerChange.Drain() -> "drain";
            case WorkerChange.Release() -> "release";
        };
        then(
                request.answer(),
                results -> {
                    results.noted(request.act().by(), act, name, request.act().reason());
                    return act;
                },
                (_, now) -> {
                    effects.carryOut(
                            switch (request.change()) {
                                case WorkerChange.Drain() ->
                                    book.drain(request.worker(), request.act().reason(), now);
                                case WorkerChange.Release() -> book.release(request.worker(), now);
                            });
                    find(request, now)
                            .ifPresentOrElse(
                                    worker -> request.answer().complete(worker),
                                    () -> request.answer()
                                            .completeExceptionally(new ControlException(
                                                    Kind.NOT_FOUND, "worker %s has left".formatted(name))));
                });
    }

    private Optional<WorkerSnapshot> find(ControlRequest.ChangeWorker request, long now) {
        return book.workers(now).stream()
                .filter(worker -> worker.worker().equals(request.worker()))
                .findFirst();
    }

    private void add(ControlRequest.AddToken request) {
        TokenRecord token = request.token();
        then(
                request.answer(),
                results -> {
                    require(
                            token.role() == Role.OPERATOR || !results.tokens().isEmpty(),
                            "the first token is to be an operator's, or nobody could make the next one");
                    require(
                            results.addToken(token, request.act().reason()),
                            "there is a token of %s already; revoke it first".formatted(token.name()));
                    return token;
                },
                (added, _) -> request.answer().complete(added));
    }

    private void revoke(ControlRequest.RevokeToken request) {
        then(
                request.answer(),
                results -> {
                    TokenRecord token = results.tokens().stream()
                            .filter(known -> known.name().equals(request.name()))
                            .findFirst()
                            .orElseThrow(() ->
                                    new ControlException(Kind.NOT_FOUND, "there is no token of " + request.name()));
                    long operators = results.tokens().stream()
                            .filter(known -> known.role() == Role.OPERATOR)
                            .count();
                    require(
                            token.role() != Role.OPERATOR || operators > 1,
                            "the last token of an operator stays: make another first, or revoke it on the store");
                    results.revokeToken(
                            request.name(), request.act().by(), request.act().reason());
                    return token;
                },
                (token, _) -> request.answer().complete(token));
    }

    private static void require(boolean permitted, String otherwise) {
        if (!permitted) {
            throw new ControlException(Kind.CONFLICT, otherwise);
        }
    }

    /// Runs an act of the store, and then what follows it.
    ///
    /// @param act may refuse with a [ControlException] before it has changed anything
    private <T> void then(CompletableFuture<?> answer, Function<Results, T> act, Following<T> next) {
        store.act(results -> {
            try {
                T value = act.apply(results);
                return new Coordinator.Followed(now -> next.at(value, now));
            } catch (ControlException e) {
                return new Coordinator.Followed(_ -> answer.completeExceptionally(e));
            }
        });
    }

    private interface Following<T> {
        void at(T value, long nowNanos);
    }
}

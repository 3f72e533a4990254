package tegum.coordinator.actor;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import tegum.coordinator.control.Accepted;
import tegum.coordinator.control.Act;
import tegum.coordinator.control.ControlException;
import tegum.coordinator.control.ControlPlane;
import tegum.coordinator.control.Explanation;
import tegum.coordinator.control.Health;
import tegum.coordinator.control.SweepChange;
import tegum.coordinator.control.SweepStatus;
import tegum.coordinator.control.WorkerChange;
import tegum.coordinator.lease.WorkerSnapshot;
import tegum.coordinator.ledger.TokenRecord;
import tegum.plan.Plan;
import tegum.protocol.WorkerId;
import tegum.spec.InvalidSpecException;
import tegum.spec.SweepSpec;
import tegum.spec.text.SpecReader;

/// The control plane of a node: hands what is asked to the coordinator while it is here, and refuses otherwise.
public final class ActorControlPlane implements ControlPlane {
    /// Longer than the store takes for a large commit, or to make a version of a large sweep.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    private final AtomicReference<Optional<ActorRef<Coordinator.Command>>> coordinator =
            new AtomicReference<>(Optional.empty());

    /// From now on the coordinator is here.
    public void serve(ActorRef<Coordinator.Command> here) {
        coordinator.set(Optional.of(here));
    }

    /// From now on the coordinator is somewhere else, or nowhere.
    public void standBy() {
        coordinator.set(Optional.empty());
    }

    private <T> CompletionStage<T> ask(Function<CompletableFuture<T>, ControlRequest> request) {
        Optional<ActorRef<Coordinator.Command>> here = coordinator.get();
        if (here.isEmpty()) {
            return CompletableFuture.failedFuture(unavailable("this node stands by: the coordinator is not here"));
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        here.get().tell(new Coordinator.Asked(request.apply(answer)));
        return answer.copy()
                .orTimeout(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof TimeoutException
                                ? unavailable("the coordinator did not answer within %d s"
                                        .formatted(LONGEST_ANSWER.toSeconds()))
                                : failure));
    }

    private static ControlException unavailable(String message) {
        return new ControlException(ControlException.Kind.UNAVAILABLE, message);
    }

    @Override
    public CompletionStage<Accepted> submit(String yaml, Act act) {
        SweepSpec spec;
        try {
            spec = SpecReader.read(yaml);
            // What is too large is refused here; the store must not meet it.
            Plan.of(spec);
        } catch (InvalidSpecException e) {
            return CompletableFuture.failedFuture(e);
        }
        return ask(answer -> new ControlRequest.Submit(spec, yaml, act, answer));
    }

    @Override
    public CompletionStage<List<SweepStatus>> sweeps() {
        return ask(ControlRequest.Sweeps::new);
    }

    @Override
    public CompletionStage<SweepStatus> sweep(String name) {
        return ask(answer -> new ControlRequest.Sweep(name, answer));
    }

    @Override
    public CompletionStage<SweepStatus> change(String name, SweepChange change, Act act) {
        return ask(answer -> new ControlRequest.ChangeSweep(name, change, act, answer));
    }

    @Override
    public CompletionStage<Explanation> explain(String name) {
        return ask(answer -> new ControlRequest.Explain(name, answer));
    }

    @Override
    public CompletionStage<List<WorkerSnapshot>> workers() {
        return ask(ControlRequest.Workers::new);
    }

    @Override
    public CompletionStage<WorkerSnapshot> change(WorkerId worker, WorkerChange change, Act act) {
        return ask(answer -> new ControlRequest.ChangeWorker(worker, change, act, answer));
    }

    @Override
    public CompletionStage<List<TokenRecord>> tokens() {
        return ask(ControlRequest.Tokens::new);
    }

    @Override
    public CompletionStage<TokenRecord> addToken(TokenRecord token, Act act) {
        return ask(answer -> new ControlRequest.AddToken(token, act, answer));
    }

    @Override
    public CompletionStage<TokenRecord> revokeToken(String name, Act act) {
        return ask(answer -> new ControlRequest.RevokeToken(name, act, answer));
    }

    @Override
    public CompletionStage<Health> health() {
        return ask(ControlRequest.Ready::new);
    }
}

package tegum.coordinator.control;

import java.util.List;
import java.util.concurrent.CompletionStage;
import tegum.coordinator.lease.WorkerSnapshot;
import tegum.coordinator.ledger.TokenRecord;
import tegum.protocol.WorkerId;

/// What people may ask of a running coordinator. Thread-safe; no method blocks.
///
/// A sweep is named by its name, for the latest version, or by `name@version`. Every act is in relation `audit` before
/// its answer comes. A stage fails with a [ControlException], whose message is one sentence for who asked, with
/// [tegum.spec.InvalidSpecException], or with a bug.
public interface ControlPlane {

    /// Asks for a sweep. The same spec again changes nothing and answers with the same version.
    ///
    /// @param yaml the spec as it was written
    CompletionStage<Accepted> submit(String yaml, Act act);

    /// All versions that were not deleted, in the order of submission.
    CompletionStage<List<SweepStatus>> sweeps();

    /// One version.
    CompletionStage<SweepStatus> sweep(String name);

    /// Changes what becomes of a version; idempotent.
    ///
    /// @return the version after it; of a deleted one as it was before
    CompletionStage<SweepStatus> change(String name, SweepChange change, Act act);

    /// Why nothing of a version, or less than one might expect, is being trained.
    CompletionStage<Explanation> explain(String name);

    /// The registered workers, in the order in which they came.
    CompletionStage<List<WorkerSnapshot>> workers();

    /// Changes what becomes of a worker; idempotent.
    ///
    /// @return the worker after it
    CompletionStage<WorkerSnapshot> change(WorkerId worker, WorkerChange change, Act act);

    /// The tokens, by name.
    CompletionStage<List<TokenRecord>> tokens();

    /// Adds a token.
    CompletionStage<TokenRecord> addToken(TokenRecord token, Act act);

    /// Takes a token back.
    CompletionStage<TokenRecord> revokeToken(String name, Act act);

    /// Whether the coordinator can do its work.
    CompletionStage<Health> health();
}

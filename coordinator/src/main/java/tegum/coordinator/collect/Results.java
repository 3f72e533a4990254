package tegum.coordinator.collect;

import java.util.List;
import java.util.Map;
import tegum.coordinator.ledger.Priority;
import tegum.coordinator.ledger.SweepState;
import tegum.coordinator.ledger.TokenRecord;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.spec.SweepSpec;

/// The results store as the coordinator sees it: what is asked, what is done, and the one way to book results.
///
/// Blocking, and to be called by one thread alone: the store's executor. What a method has changed survives a crash as
/// soon as it returns. Every method throws [tegum.coordinator.ledger.StoreException], with one sentence for the user,
/// when the store cannot be read or written, and [tegum.coordinator.ledger.EpochLostException] when another
/// coordinator has taken over; in both cases nothing of the act has happened.
public interface Results extends AutoCloseable {

    /// The epoch claimed when the store was opened, greater than every earlier one; each change is fenced by it.
    long epoch();

    /// Asks for a sweep.
    ///
    /// The same canonical spec as the latest version's goes on with that version; what was given up there is wanted
    /// again, its attempts stay counted. Any other makes a new version,
    /// and the older one is superseded: its open trainings are cancelled. The version is running when this returns,
    /// or it was done before.
    ///
    /// @param yaml the spec as it was written
    /// @param by who asks
    /// @param reason why, in their words; may be empty
    Submission submit(SweepSpec spec, String yaml, String by, String reason);

    /// As the other [#submit], without a reason.
    default Submission submit(SweepSpec spec, String yaml, String by) {
        return submit(spec, yaml, by, "");
    }

    /// Goes on with a version that is no longer wanted, or not now; what was given up is wanted again. It is the
    /// latest of its name.
    void reopen(SweepVersion sweep, String by, String reason);

    /// All versions, in the order of submission.
    List<StoredSweep> sweeps();

    /// Whether this process may still write, read anew.
    boolean holdsEpoch();

    /// The versions that want trainings now or later: running, paused, interrupted. In the order of submission.
    List<OpenSweep> open();

    /// Goes on with the versions that an earlier coordinator left; those that somebody paused stay paused.
    ///
    /// @param by who goes on
    /// @return as [#open]
    List<OpenSweep> goOn(String by);

    /// Settles which numerics train a stratum, and books as reused what the store has of it already.
    ///
    /// A stratum of which a training is done or failed stays with the numerics that it has.
    ///
    /// @return what is settled now
    ResolvedStratum resolve(SweepVersion sweep, int stratum, String engine, String numerics);

    /// The indices of a stratum that are neither done nor failed.
    IndexSet missing(SweepVersion sweep, int stratum);

    /// Stores the results of the parts as one commit: segments on disk, one transaction of the ledger, manifest.
    ///
    /// Idempotent: what is stored already changes nothing. A part that is not what it says it is, is rejected
    /// alone. A lost epoch fences all parts.
    ///
    /// @return one verdict for each part, in their order
    List<PartVerdict> commit(List<FinishedPart> parts);

    /// Counts a failed attempt.
    ///
    /// @return failed attempts that exactly this range has now
    int attempted(SweepVersion sweep, int stratum, IndexRange range, FailureKind kind, String text, WorkerId worker);

    /// Gives trainings up for good, with their reason.
    void failed(SweepVersion sweep, int stratum, IndexSet indices, FailureKind kind, String text, WorkerId worker);

    /// Changes the state of a version.
    void state(SweepVersion sweep, SweepState state, String by, String reason);

    /// Changes how urgent a version is.
    void priority(SweepVersion sweep, Priority priority, String by, String reason);

    /// The tokens that hold, by name.
    List<TokenRecord> tokens();

    /// Adds a token.
    ///
    /// @return whether it was added; false if a token that holds has its name
    boolean addToken(TokenRecord token, String reason);

    /// Revokes the token that holds with a name.
    ///
    /// @return whether there was one
    boolean revokeToken(String name, String by, String reason);

    /// Notes an act that changes nothing in the store.
    ///
    /// @param subject what it was done to
    void noted(String by, String act, String subject, String reason);

    /// How far a version is.
    SweepCounts counts(SweepVersion sweep);

    /// Tells how many trainings of each version are under a lease, for the counts.
    void running(Map<SweepVersion, Long> trainings);

    /// A worker came.
    void joined(WorkerReport.Registered worker);

    /// A worker went.
    void left(WorkerId worker, long incarnation, String reason);

    /// Replaces the manifest if a second has passed; to be called at least once a second while anything runs.
    void refreshManifest();

    /// Writes the last manifest and gives the store back; what runs is marked as interrupted if the [Tenure] says so.
    @Override
    void close();
}

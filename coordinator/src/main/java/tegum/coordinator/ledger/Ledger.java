package tegum.coordinator.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tegum.protocol.SweepVersion;

/// What was asked, what is done, and which segments count.
///
/// Opening claims an epoch greater than every earlier one. Each transaction is fenced: it happens only while no later
/// epoch has been claimed. What a transaction wrote survives a crash as soon as [#transact] returns. Not thread-safe.
///
/// Every method throws [StoreException], with one sentence for the user, when the ledger cannot be read or written.
public interface Ledger extends AutoCloseable {

    /// The epoch claimed when the ledger was opened; at least 1.
    long epoch();

    /// Number of transactions that ever changed the store.
    long snapshot();

    /// Whether the claimed epoch is still the latest, read anew.
    boolean holdsEpoch();

    /// All versions, in the order they were submitted.
    List<SweepRecord> sweeps();

    /// The strata of a version, by ordinal.
    List<StratumRecord> strata(SweepVersion sweep);

    /// The chunks of a stratum that have a bit set, by ordinal.
    List<ChunkRecord> chunks(SweepVersion sweep, int stratum);

    /// The segments that readers read, in the order they were registered.
    List<SegmentRecord> segments();

    /// The segments that others have replaced and that still lie there, for readers that began before.
    List<SegmentRecord> replaced();

    /// Those of [#replaced] that were replaced before a time.
    List<SegmentRecord> replacedBefore(Instant time);

    /// What was done to the store, oldest first.
    List<AuditRecord> audit();

    /// The tokens that hold, by name.
    List<TokenRecord> tokens();

    /// The token that holds with the given SHA-256 of its secret, 64 lower-case hex digits.
    Optional<TokenRecord> token(String hash);

    /// Schema that the ledger had when it was opened; 0 if it was made then.
    int openedSchema();

    /// Schema that it has now: the latest.
    int schema();

    /// Copies the ledger as of the latest transaction into another folder, as a ledger of that folder's own.
    ///
    /// @throws StoreException if that fails
    void copyInto(Path other);

    /// Runs the work as one transaction and returns what it returns. If the work throws, nothing has happened.
    ///
    /// @param work has no effect but through its transaction: it is run again where a connection was lost before
    ///     anything had happened
    /// @throws EpochLostException if another coordinator has claimed a later epoch; nothing has happened
    <T> T transact(Function<LedgerTransaction, T> work);

    /// Checks the ledger's own files.
    ///
    /// @return one sentence for each thing that is wrong
    List<String> check();

    @Override
    void close();
}

package tegum.coordinator.ledger;

import java.time.Instant;
import tegum.protocol.SweepVersion;

/// The changes of one transaction: all of them happen, or none. Valid only inside [Ledger#transact].
public interface LedgerTransaction {

    /// Adds a version. Its name and number are new.
    void addSweep(SweepRecord sweep);

    void setState(SweepVersion sweep, SweepState state);

    void setPriority(SweepVersion sweep, Priority priority);

    /// Adds a stratum, or replaces what is known of it.
    void putStratum(StratumRecord stratum);

    /// Adds a chunk's bits, or replaces them.
    void putChunk(SweepVersion sweep, int stratum, ChunkRecord chunk);

    /// Registers a file that lies complete and forced to disk at its path.
    void addSegment(SegmentRecord segment);

    /// Notes that readers find in another registered segment what they found in this one.
    ///
    /// @throws IllegalArgumentException if one of them is not registered, or the old one was replaced before
    void replaceSegment(SegmentRecord old, SegmentRecord by);

    /// Strikes a replaced segment out, so that its file belongs to nobody.
    void removeReplaced(SegmentRecord replaced);

    void addAudit(AuditRecord audit);

    /// Adds a token. No token that holds has its name, and none has its hash.
    ///
    /// @throws IllegalArgumentException if a token that holds has its name
    void addToken(TokenRecord token);

    /// Revokes the token that holds with a name.
    ///
    /// @return whether there was one
    boolean revokeToken(String name, Instant at);

    /// Counts an attempt.
    ///
    /// @return attempts that exactly this range has now
    int addAttempt(AttemptRecord attempt);
}

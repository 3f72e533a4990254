package tegum.protocol;

/// Identity of a lease: unique over all coordinators that ever wrote to a store.
///
/// @param epoch the coordinator's epoch in the ledger; at least 1
/// @param sequence counts the leases of the epoch
public record LeaseId(long epoch, long sequence) implements Comparable<LeaseId> {

    /// @throws IllegalArgumentException unless the epoch is positive and the sequence not negative
    public LeaseId {
        if (epoch < 1 || sequence < 0) {
            throw new IllegalArgumentException("no lease: epoch %d, sequence %d".formatted(epoch, sequence));
        }
    }

    @Override
    public int compareTo(LeaseId other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return epoch + "-" + sequence;
    }
}

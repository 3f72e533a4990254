package tegum.coordinator.ledger;

/// Another coordinator has taken over the store. This one must stop writing; nothing of the refused act has happened,
/// but
/// for a commit that got no answer: the other coordinator knows what has become of that.
public final class EpochLostException extends StoreException {
    private static final long serialVersionUID = 1L;

    /// @param epoch the epoch that was lost
    /// @param latest the epoch that holds the store now
    public EpochLostException(long epoch, long latest) {
        super("another coordinator took over this store (epoch %d, after our %d): stop this one"
                .formatted(latest, epoch));
    }

    /// @param epoch the epoch that was lost, to a later one
    public EpochLostException(long epoch) {
        super("another coordinator took over this store (after our epoch %d): stop this one".formatted(epoch));
    }
}

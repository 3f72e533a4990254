package tegum.coordinator.lease;

/// Device time that a sweep has had, by which sweeps of equal priority share the devices.
///
/// What is out under leases counts as if it had been used already: otherwise the first to be served
/// would get everything until its first results come.
final class Account {
    private long spentMicros;
    private long reservedMicros;
    /// What the sweep is taken to have had before it came, so that a late one does not get
    /// everything for a while.
    private long handicapMicros;

    /// Device time under leases, as expected when they were made.
    void reserve(long micros) {
        reservedMicros += micros;
    }

    void free(long micros) {
        reservedMicros -= micros;
    }

    /// Device time that was used, whatever came of it.
    void spend(long micros) {
        spentMicros += micros;
    }

    long spentMicros() {
        return spentMicros;
    }

    /// What decides whose turn it is: the least comes first.
    long shareMicros() {
        return handicapMicros + spentMicros + reservedMicros;
    }

    /// Nobody is owed for the time in which they wanted nothing.
    void catchUpWith(long shareMicros) {
        handicapMicros += Math.max(0, shareMicros - shareMicros());
    }
}

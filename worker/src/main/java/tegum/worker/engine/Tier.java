package tegum.worker.engine;

/// What an engine promises of its results.
public enum Tier {
    /// The same bits for a training whatever the launch, its size, threads, hardware and resumption.
    BITS,
    /// Results that agree within a stated tolerance.
    TOLERANCE
}

package tegum.coordinator.control;

/// What somebody may want of a worker.
public sealed interface WorkerChange {

    /// It gets no more offers, finishes what runs, and leaves.
    record Drain() implements WorkerChange {}

    /// It was quarantined, and is trusted again.
    record Release() implements WorkerChange {}
}

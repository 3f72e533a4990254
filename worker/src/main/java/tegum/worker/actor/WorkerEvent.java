package tegum.worker.actor;

/// What a worker tells those who started it.
public sealed interface WorkerEvent {

    /// A coordinator has taken the worker.
    ///
    /// @param epoch the coordinator's epoch
    record Welcomed(long epoch) implements WorkerEvent {}

    /// The coordinator is gone; what runs goes on, and is delivered to the next.
    ///
    /// @param reason one clause
    record Disconnected(String reason) implements WorkerEvent {}

    /// The coordinator does not want this worker.
    ///
    /// @param reason one clause
    record Refused(String reason) implements WorkerEvent {}

    /// The worker takes no more work, finishes what runs and leaves.
    ///
    /// @param reason one clause
    record Draining(String reason) implements WorkerEvent {}

    /// The worker has left.
    ///
    /// @param unacknowledged parts of results that nobody has acknowledged and that are trained again
    record Left(int unacknowledged) implements WorkerEvent {}
}

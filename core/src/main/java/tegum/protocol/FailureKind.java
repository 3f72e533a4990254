package tegum.protocol;

/// Why trainings were given up, by who must act.
public enum FailureKind {
    /// The worker vanished or hung while it trained them: try elsewhere, it is seldom their fault.
    LOST,
    /// The offer was larger than the device holds: offer less.
    CAPACITY,
    /// The device or engine failed: try elsewhere, then bisect.
    WORKER,
    /// The engine does not support the cell.
    UNSUPPORTED,
    /// A bug: the worker says what it saw.
    BUG
}

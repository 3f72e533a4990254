package tegum.protocol;

/// What became of one part of a report.
public enum Verdict {
    /// Stored now.
    NEW,
    /// Stored before; nothing changed.
    DUPLICATE,
    /// This coordinator has lost its epoch: keep the results and find the other one.
    FENCED,
    /// The part is not what it says it is; it was not stored.
    REJECTED
}

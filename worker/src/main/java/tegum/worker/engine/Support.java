package tegum.worker.engine;

/// Whether an engine can train a model.
public sealed interface Support {

    /// It can.
    record Yes() implements Support {}

    /// It cannot.
    ///
    /// @param reason a clause in plain words, for the user: `the model is not tied`
    record No(String reason) implements Support {}
}

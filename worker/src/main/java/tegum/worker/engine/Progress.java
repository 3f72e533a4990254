package tegum.worker.engine;

/// A launch under way. To cancel it, stop calling [#advance].
public interface Progress {

    /// Trains every training of the launch some steps further and hands recorded steps to the recorder
    /// on the way.
    ///
    /// Returns when all of them, and all calls of the recorder, are done. What the recorder throws is
    /// thrown from here and ends the launch.
    ///
    /// @param steps at least 1; steps beyond the last one are not made
    /// @return steps done since the launch began; finished when that is the kernel key's number of steps
    int advance(int steps);
}

package tegum.worker.engine;

/// An engine made ready on a device for the trainings of one kernel key.
///
/// A session owns what it needs to run, threads included, until it is closed: the processor engines use at most
/// `device.cores()` threads at once. It is driven by one thread at a time.
public interface Session extends AutoCloseable {

    /// How many trainings a launch takes best; more and fewer are permitted.
    int capacity();

    /// Memory that a launch of `count` trainings takes while it runs.
    long bytes(int count);

    /// Begins a launch: nothing is trained before [Progress#advance]. A launch begun before that is not at its end
    /// is let go: it must not be advanced again.
    ///
    /// @throws IllegalArgumentException if the block has another kernel key than the session
    Progress begin(Block block, Recorder recorder);

    /// Gives back threads and memory, between calls of [Progress#advance]; launches that are not at their
    /// end stay undone.
    @Override
    void close();
}

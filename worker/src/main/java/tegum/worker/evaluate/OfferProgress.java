package tegum.worker.evaluate;

import java.util.concurrent.atomic.AtomicLong;

/// How far the training of an offer is, and the wish to end it. Thread-safe: the training thread writes the one and
/// reads the other.
public final class OfferProgress {
    private final AtomicLong stepsDone = new AtomicLong();
    private volatile boolean cancelled;

    /// Training steps done, summed over trainings.
    public long stepsDone() {
        return stepsDone.get();
    }

    /// Ends the training between two steps; trainings that have not ended are given up untrained.
    public void cancel() {
        cancelled = true;
    }

    /// Whether the training is to end.
    public boolean cancelled() {
        return cancelled;
    }

    /// Counts steps that were done.
    public void add(long steps) {
        stepsDone.addAndGet(steps);
    }
}

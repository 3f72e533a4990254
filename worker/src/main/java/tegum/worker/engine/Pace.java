package tegum.worker.engine;

/// How many steps a launch makes in one call of [Progress#advance]: about as many as fit between two looks at it.
///
/// Not thread-safe.
public final class Pace {
    private static final long FASTEST_GROWTH = 8;

    private final long glanceNanos;
    private long next = 1;

    /// @param glanceNanos time between two looks
    public Pace(long glanceNanos) {
        this.glanceNanos = glanceNanos;
    }

    /// Steps of the next call.
    ///
    /// @param left steps of the launch that are not done
    public int steps(int left) {
        return (int) Math.min(next, left);
    }

    /// Learns from a call.
    ///
    /// @param steps what it did
    /// @param nanos how long it took
    public void took(int steps, long nanos) {
        next = Math.clamp((long) ((double) steps * glanceNanos / Math.max(1, nanos)), 1, FASTEST_GROWTH * next);
    }
}

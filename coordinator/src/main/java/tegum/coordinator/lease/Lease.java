package tegum.coordinator.lease;

import tegum.plan.IndexSet;
import tegum.protocol.LeaseId;
import tegum.protocol.WorkerId;

/// Trainings that a worker may train until a deadline. Times are nanoseconds of a monotonic clock
/// that may wrap.
final class Lease {
    /// Until when a lease holds.
    ///
    /// @param softNanos when it ends unless there is progress
    /// @param hardNanos when it ends in any case
    record Deadlines(long softNanos, long hardNanos) {}

    final LeaseId id;
    final WorkerId worker;
    final Stratum stratum;
    /// Whether the trainings are what is left of a bisected range.
    final boolean bisecting;

    private final long size;
    private final long expectedMicros;
    private Deadlines deadlines;
    private long stepsDone;
    /// Trainings that were neither reported nor given back.
    private IndexSet remaining;

    /// @param expectedMicros device time that the whole lease is expected to take
    Lease(LeaseId id, WorkerId worker, Stratum stratum, Stratum.Taken taken, Deadlines deadlines, long expectedMicros) {
        this.id = id;
        this.worker = worker;
        this.stratum = stratum;
        this.bisecting = taken.bisecting();
        this.remaining = taken.indices();
        this.size = remaining.count();
        this.deadlines = deadlines;
        this.expectedMicros = expectedMicros;
    }

    IndexSet remaining() {
        return remaining;
    }

    /// Device time that what remains is expected to take.
    long remainingMicros() {
        return (long) ((double) expectedMicros * remaining.count() / size);
    }

    /// Takes indices out of the lease and returns those that were in it.
    IndexSet take(IndexSet indices) {
        IndexSet taken = remaining.intersection(indices);
        remaining = remaining.minus(taken);
        return taken;
    }

    /// Whether the worker has trained at least a step.
    boolean begun() {
        return stepsDone > 0;
    }

    /// @return whether the progress moved
    boolean progressed(long steps) {
        boolean moved = steps > stepsDone;
        stepsDone = Math.max(stepsDone, steps);
        return moved;
    }

    void extend(long untilNanos) {
        if (untilNanos - deadlines.softNanos > 0) {
            deadlines = new Deadlines(untilNanos, deadlines.hardNanos);
        }
    }

    /// The coordinator did not run for a while, and could not have heard of progress.
    void postpone(long nanos) {
        deadlines = new Deadlines(deadlines.softNanos + nanos, deadlines.hardNanos + nanos);
    }

    /// Whether the lease is over: no progress for its time to live, or the hard deadline has come.
    boolean expired(long nowNanos) {
        return nowNanos - deadlines.softNanos >= 0 || nowNanos - deadlines.hardNanos >= 0;
    }
}

package tegum.coordinator.lease;

import tegum.plan.IndexSet;
import tegum.protocol.LeaseId;
import tegum.protocol.WorkerId;

/// Trainings that a worker may train until a deadline.
final class Lease {
    final LeaseId id;
    final WorkerId worker;
    final Stratum stratum;
    /// Whether the trainings are what is left of a bisected range.
    final boolean bisecting;

    private final long hardDeadlineNanos;
    private long deadlineNanos;
    private long stepsDone;
    /// Trainings that were neither reported nor given back.
    private IndexSet remaining;

    Lease(LeaseId id, WorkerId worker, Stratum stratum, Stratum.Taken taken, long deadlineNanos, long hardNanos) {
        this.id = id;
        this.worker = worker;
        this.stratum = stratum;
        this.bisecting = taken.bisecting();
        this.remaining = taken.indices();
        this.deadlineNanos = deadlineNanos;
        this.hardDeadlineNanos = hardNanos;
    }

    IndexSet remaining() {
        return remaining;
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
        deadlineNanos = Math.max(deadlineNanos, untilNanos);
    }

    /// Whether the lease is over: no progress for its time to live, or the hard deadline has come.
    boolean expired(long nowNanos) {
        return nowNanos - Math.min(deadlineNanos, hardDeadlineNanos) >= 0;
    }
}

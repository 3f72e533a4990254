package tegum.coordinator.lease;

import java.util.Optional;
import java.util.OptionalLong;

/// What the book shows of itself.
final class Snapshots {
    private final Roster roster;
    private final OpenLeases leases;
    private final Attempts attempts;

    Snapshots(Roster roster, OpenLeases leases, Attempts attempts) {
        this.roster = roster;
        this.leases = leases;
        this.attempts = attempts;
    }

    BookCounts counts(Sweep sweep) {
        return sweep.counts(leases.trainings(sweep.version), attempts.parkedCount(sweep.version));
    }

    SweepSnapshot sweep(Sweep sweep) {
        return new SweepSnapshot(
                sweep.version, sweep.priority, sweep.paused, counts(sweep), sweep.account.spentMicros());
    }

    WorkerSnapshot worker(WorkerEntry worker, long nowNanos) {
        Optional<String> quarantine = roster.quarantineReason(worker.id);
        WorkerSnapshot.State otherwise = worker.draining() ? WorkerSnapshot.State.DRAINING : WorkerSnapshot.State.READY;
        OptionalLong ends = worker.endsAtNanos();
        return new WorkerSnapshot(
                worker.id,
                quarantine.isPresent() ? WorkerSnapshot.State.QUARANTINED : otherwise,
                quarantine.orElse(worker.drainReason()),
                worker.build,
                worker.engines(),
                worker.devices(),
                worker.want(),
                worker.leaseCount(),
                worker.leases().stream()
                        .flatMap(id -> leases.find(id).stream())
                        .mapToLong(lease -> lease.remaining().count())
                        .sum(),
                roster.refusals(worker.id),
                ends.isPresent() ? OptionalLong.of(ends.getAsLong() - nowNanos) : ends);
    }
}

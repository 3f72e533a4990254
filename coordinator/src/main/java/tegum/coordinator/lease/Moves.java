package tegum.coordinator.lease;

import java.util.List;
import java.util.function.Consumer;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// Moves trainings from one place to another: out of leases, into what waits, is done or has failed.
final class Moves {
    private final Roster roster;
    private final SweepQueue sweeps;
    private final OpenLeases leases;
    private final Attempts attempts;
    private final Engines engines;
    private final Consumer<LeaseEffect> effects;

    Moves(
            Roster roster,
            SweepQueue sweeps,
            OpenLeases leases,
            Attempts attempts,
            Engines engines,
            Consumer<LeaseEffect> effects) {
        this.roster = roster;
        this.sweeps = sweeps;
        this.leases = leases;
        this.attempts = attempts;
        this.engines = engines;
        this.effects = effects;
    }

    /// The whole stratum has one kernel key: what is not supported for some of it cannot be trained
    /// with its engine at all. Where the choice is free and nothing is trained yet, the next engine
    /// takes its place.
    void refuse(Lease lease, IndexSet given, WorkerReport.Failed report) {
        Stratum stratum = lease.stratum;
        if (stratum.passOver() && engines.best(stratum).isPresent()) {
            effects.accept(new LeaseEffect.PassedOver(
                    stratum.sweep, stratum.ordinal, stratum.engine().engine(), report.text()));
            stratum.putBack(given);
            for (Lease other : leases.of(stratum)) {
                putBack(other);
                send(other.worker, new CoordinatorOrder.LeaseLost(List.of(other.id)));
            }
            stratum.unresolve();
            engines.due();
            return;
        }
        IndexSet all = given.union(stratum.withdraw(stratum.allOpen()));
        attempts.giveUp(Attempts.Failure.of(lease, all, report));
    }

    /// What has begun counts as a failure, because the trainings may be the cause; what has not is
    /// offered again. The lease is closed.
    void takeBack(Lease lease, String text) {
        if (lease.begun()) {
            lease.stratum.account.spend(lease.remainingMicros());
            attempts.count(new Attempts.Failure(
                    lease.stratum, lease.remaining(), FailureKind.LOST, text, lease.worker, lease.bisecting));
        } else {
            lease.stratum.putBack(lease.remaining());
        }
    }

    void markDone(Stratum stratum, IndexSet indices) {
        IndexSet newly = stratum.settle(indices);
        IndexSet left = newly.minus(stratum.arrived(newly));
        if (left.isEmpty()) {
            return;
        }
        left = left.minus(stratum.withdraw(left));
        for (Lease lease : leases.of(stratum)) {
            if (!left.isEmpty()) {
                left = left.minus(leases.take(lease, left));
                if (lease.remaining().isEmpty()) {
                    close(lease);
                    send(lease.worker, new CoordinatorOrder.LeaseLost(List.of(lease.id)));
                }
            }
        }
        attempts.withdraw(stratum, left);
    }

    void endIfSettled(SweepVersion version) {
        sweeps.find(version).filter(Sweep::settled).ifPresent(sweep -> {
            BookCounts counts = sweep.counts(0, 0);
            sweeps.end(sweep, counts);
            effects.accept(new LeaseEffect.Completed(version, counts));
        });
    }

    void closeIfEmpty(Lease lease) {
        if (lease.remaining().isEmpty()) {
            close(lease);
        }
    }

    void putBack(Lease lease) {
        close(lease);
        lease.stratum.putBack(lease.remaining());
    }

    void close(Lease lease) {
        leases.close(lease);
        roster.find(lease.worker).ifPresent(worker -> {
            worker.closed(lease.id);
            roster.touch(worker);
        });
    }

    void send(WorkerId worker, CoordinatorOrder order) {
        effects.accept(new LeaseEffect.Send(worker, order));
    }
}

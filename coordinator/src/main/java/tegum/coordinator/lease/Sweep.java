package tegum.coordinator.lease;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tegum.protocol.SweepVersion;

/// A sweep whose trainings are handed out.
final class Sweep {
    final SweepVersion version;
    final List<Stratum> strata;
    int priority;
    boolean paused;
    /// When it was offered last, counted in offers; the one served longest ago comes first.
    long lastServed;

    Sweep(SweepVersion version, List<StratumPlan> plans, int priority) {
        this.version = version;
        this.priority = priority;
        strata = IntStream.range(0, plans.size())
                .mapToObj(ordinal -> new Stratum(version, ordinal, plans.get(ordinal)))
                .toList();
    }

    /// The stratum from which the worker is served: of those that it can train the one with the least started.
    Optional<Stratum> next(WorkerEntry worker, boolean alone) {
        return strata.stream()
                .filter(stratum -> stratum.resolved() && worker.trains(stratum))
                .filter(stratum -> stratum.offersTo(worker.id, alone))
                .min(Comparator.comparingDouble(Stratum::fractionStarted));
    }

    boolean settled() {
        return strata.stream().allMatch(stratum -> stratum.openCount() == 0);
    }

    /// @param parked failed trainings whose failure is being counted
    BookCounts counts(long running, long parked) {
        long planned = 0;
        long open = 0;
        long failed = 0;
        long waiting = parked;
        for (Stratum stratum : strata) {
            planned += stratum.plan.trainings();
            open += stratum.openCount();
            failed += stratum.failedCount();
            waiting += stratum.waitingCount() + stratum.suspectCount();
            running += stratum.arrivingCount();
        }
        return new BookCounts(planned, planned - open - failed, failed, running, waiting, 0);
    }
}

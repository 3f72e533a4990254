package tegum.coordinator.lease;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tegum.plan.IndexSet;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// Judges trainings that failed: they are counted, tried again, bisected and in the end given up.
///
/// Source: DESIGN section 8, rule 5.
final class Attempts {
    /// Trainings that failed together.
    ///
    /// @param bisecting whether they are what is left of a bisected range
    record Failure(
            Stratum stratum, IndexSet indices, FailureKind kind, String text, WorkerId worker, boolean bisecting) {
        static Failure of(Lease lease, IndexSet indices, WorkerReport.Failed report) {
            return new Failure(lease.stratum, indices, report.kind(), report.text(), report.worker(), lease.bisecting);
        }

        Failure without(IndexSet gone) {
            return new Failure(stratum, indices.minus(gone), kind, text, worker, bisecting);
        }
    }

    private final LeaseLimits.Retries limits;
    private final Consumer<LeaseEffect> effects;
    /// What waits until the ledger has counted it, by ticket.
    private final Map<Long, Failure> parked = new TreeMap<>();
    private long ticket;

    /// @param effects takes what is to be done
    Attempts(LeaseLimits.Retries limits, Consumer<LeaseEffect> effects) {
        this.limits = limits;
        this.effects = effects;
    }

    /// Has the ledger count a failure; until it answers, its trainings are offered to nobody.
    void count(Failure failure) {
        if (!failure.indices().isEmpty()) {
            long number = ticket++;
            parked.put(number, failure);
            effects.accept(new LeaseEffect.CountAttempt(
                    number,
                    failure.stratum().sweep,
                    failure.stratum().ordinal,
                    failure.indices(),
                    failure.kind(),
                    failure.text(),
                    failure.worker()));
        }
    }

    /// The ledger has counted a failure.
    ///
    /// @param attempts failures of these very trainings until now
    /// @return the sweep whose trainings were judged
    Optional<SweepVersion> counted(long ofTicket, int attempts) {
        Failure failure = parked.remove(ofTicket);
        if (failure == null || failure.indices().isEmpty()) {
            return Optional.empty();
        }
        judge(failure, attempts);
        return Optional.of(failure.stratum().sweep);
    }

    private void judge(Failure failure, int attempts) {
        IndexSet indices = failure.indices();
        boolean single = indices.count() == 1;
        int most = single && failure.kind() == FailureKind.LOST ? limits.losses() : limits.attempts();
        Stratum stratum = failure.stratum();
        if (single && attempts >= most) {
            giveUp(failure);
        } else if (!single && (failure.bisecting() || attempts >= most)) {
            IndexSet half = indices.first(indices.count() / 2);
            stratum.suspect(new Stratum.Suspect(half, true, failure.worker()));
            stratum.suspect(new Stratum.Suspect(indices.minus(half), true, failure.worker()));
        } else {
            stratum.suspect(new Stratum.Suspect(indices, failure.bisecting(), failure.worker()));
        }
    }

    /// The trainings have failed for good.
    void giveUp(Failure failure) {
        Stratum stratum = failure.stratum();
        stratum.fail(failure.indices());
        effects.accept(new LeaseEffect.GiveUp(
                stratum.sweep, stratum.ordinal, failure.indices(), failure.kind(), failure.text(), failure.worker()));
    }

    /// Takes out what has a result after all.
    void withdraw(Stratum stratum, IndexSet indices) {
        parked.replaceAll((_, failure) -> failure.stratum() == stratum ? failure.without(indices) : failure);
    }

    void forget(SweepVersion sweep) {
        parked.values().removeIf(failure -> failure.stratum().sweep.equals(sweep));
    }

    /// Trainings of a sweep whose failure is being counted.
    long parkedCount(SweepVersion sweep) {
        return parked.values().stream()
                .filter(failure -> failure.stratum().sweep.equals(sweep))
                .mapToLong(failure -> failure.indices().count())
                .sum();
    }
}

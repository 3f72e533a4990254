package tegum.coordinator.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// Where each training of a stratum is.
///
/// An open index is in exactly one place: waiting, with the suspects, parked until its failure is
/// counted, in a lease, or arriving (reported, not yet stored). Parked ones are kept by [Attempts],
/// leases by the [LeaseBook].
final class Stratum {
    /// Trainings that failed before and are tried again.
    ///
    /// @param failedAt the worker where they failed last
    record Suspect(IndexSet indices, boolean bisecting, WorkerId failedAt) {}

    /// Trainings that leave for a lease.
    record Taken(IndexSet indices, boolean bisecting) {}

    /// Who wants trainings.
    ///
    /// @param alone whether no other worker can train the stratum: then it gets its own failures again
    /// @param most trainings that it can train before it leaves
    record Taker(WorkerId worker, boolean alone, long most) {}

    /// Told after each change.
    interface Watcher {
        /// What is open, waiting, suspected or resolved has changed.
        void moved(Stratum stratum);

        /// There is something to offer that was not there before.
        void offersMore();
    }

    private enum Resolution {
        NONE,
        ASKED,
        DONE
    }

    final SweepVersion sweep;
    final int ordinal;
    final StratumPlan plan;
    final Account account;

    private final IndexPool open = new IndexPool();
    private final IndexPool waiting = new IndexPool();
    private final IndexPool arriving = new IndexPool();
    private final Deque<Suspect> suspects = new ArrayDeque<>();
    private Resolution resolution = Resolution.NONE;
    private WorkerReport.EngineOffer engine = new WorkerReport.EngineOffer("", "");
    private long failed;
    /// Engines of which a worker said that they cannot train this.
    private final Set<String> passedOver = new TreeSet<>();

    private final Watcher watcher;

    Stratum(SweepVersion sweep, int ordinal, StratumPlan plan, Account account, Watcher watcher) {
        this.watcher = watcher;
        this.account = account;
        this.sweep = sweep;
        this.ordinal = ordinal;
        this.plan = plan;
        IndexSet all = IndexSet.of(new IndexRange(0, plan.trainings()));
        open.add(all);
        waiting.add(all);
    }

    /// What trains the stratum; nobody's engine until that is resolved.
    WorkerReport.EngineOffer engine() {
        return engine;
    }

    boolean unresolved() {
        return resolution == Resolution.NONE;
    }

    boolean resolved() {
        return resolution == Resolution.DONE;
    }

    void asked() {
        resolution = Resolution.ASKED;
        watcher.moved(this);
    }

    void resolved(WorkerReport.EngineOffer by) {
        resolution = Resolution.DONE;
        engine = by;
        watcher.moved(this);
        watcher.offersMore();
    }

    /// Whether the stratum may be resolved to an engine.
    boolean accepts(WorkerReport.EngineOffer candidate) {
        boolean free = plan.engine().equals(StratumPlan.AUTO);
        // What an earlier coordinator has recorded holds until a worker says that it cannot train the stratum with it.
        return (free || candidate.engine().equals(plan.engine()))
                && !passedOver.contains(candidate.engine())
                && (!passedOver.isEmpty()
                        || plan.numerics().map(candidate.numerics()::equals).orElse(true));
    }

    /// The engine cannot train the stratum.
    ///
    /// @return whether another may: the choice is free and no training has a result or was given up
    boolean passOver() {
        passedOver.add(engine.engine());
        return open.count() == plan.trainings() && arriving.isEmpty();
    }

    /// The engine is asked for once more.
    void unresolve() {
        resolution = Resolution.NONE;
        watcher.moved(this);
    }

    /// What a worker must have to train the stratum, for people.
    String wanted() {
        String fixed = resolved() ? engine.numerics() : plan.numerics().orElse("");
        String name = resolved() ? engine.engine() : plan.engine();
        return fixed.isEmpty() ? "engine " + name : "engine " + name + " with numerics " + fixed;
    }

    long openCount() {
        return open.count();
    }

    IndexSet allOpen() {
        return open.all();
    }

    long failedCount() {
        return failed;
    }

    long waitingCount() {
        return waiting.count();
    }

    long arrivingCount() {
        return arriving.count();
    }

    long suspectCount() {
        return suspects.stream().mapToLong(suspect -> suspect.indices().count()).sum();
    }

    /// Part of the trainings that is not waiting any more; the least comes first.
    double fractionStarted() {
        return 1.0 - (double) waiting.count() / plan.trainings();
    }

    boolean offersSomething() {
        return !waiting.isEmpty() || !suspects.isEmpty();
    }

    boolean offersTo(Taker taker) {
        return taker.most > 0
                && (!waiting.isEmpty() || suspects.stream().anyMatch(suspect -> offersTo(taker, suspect)));
    }

    private static boolean offersTo(Taker taker, Suspect suspect) {
        return taker.alone || !suspect.failedAt.equals(taker.worker);
    }

    /// Takes waiting trainings for a lease or, when there are none, suspects: these as they failed,
    /// never mixed, and less of them only if the worker must leave before.
    ///
    /// @param count waiting trainings at most
    Optional<Taken> take(Taker taker, long count, int ranges) {
        if (!waiting.isEmpty()) {
            Taken taken = new Taken(waiting.takeFirst(count, ranges), false);
            watcher.moved(this);
            return Optional.of(taken);
        }
        for (Suspect suspect : suspects) {
            if (offersTo(taker, suspect)) {
                suspects.remove(suspect);
                IndexSet indices = suspect.indices().first(taker.most);
                IndexSet left = suspect.indices().minus(indices);
                if (!left.isEmpty()) {
                    suspects.addFirst(new Suspect(left, suspect.bisecting(), suspect.failedAt()));
                }
                watcher.moved(this);
                return Optional.of(new Taken(indices, suspect.bisecting()));
            }
        }
        return Optional.empty();
    }

    void putBack(IndexSet indices) {
        waiting.add(indices);
        watcher.moved(this);
        watcher.offersMore();
    }

    void suspect(Suspect suspect) {
        suspects.addLast(suspect);
        watcher.moved(this);
        watcher.offersMore();
    }

    /// Takes waiting and suspected trainings, because their results have come or are stored.
    IndexSet withdraw(IndexSet indices) {
        IndexSet withdrawn = waiting.remove(indices);
        List<Suspect> kept = new ArrayList<>();
        for (Suspect suspect : suspects) {
            IndexSet hit = suspect.indices().intersection(indices);
            withdrawn = withdrawn.union(hit);
            IndexSet left = suspect.indices().minus(hit);
            if (!left.isEmpty()) {
                kept.add(new Suspect(left, suspect.bisecting(), suspect.failedAt()));
            }
        }
        suspects.clear();
        suspects.addAll(kept);
        watcher.moved(this);
        return withdrawn;
    }

    void arrive(IndexSet indices) {
        arriving.add(indices);
    }

    /// @return those of the indices that were arriving
    IndexSet arrived(IndexSet indices) {
        return arriving.remove(indices);
    }

    /// @return those of the indices that were open until now
    IndexSet settle(IndexSet indices) {
        IndexSet newly = open.remove(indices);
        watcher.moved(this);
        return newly;
    }

    void fail(IndexSet indices) {
        failed += open.remove(indices).count();
        watcher.moved(this);
    }
}

package tegum.coordinator.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;

/// Where each training of a stratum is.
///
/// An open index is in exactly one place: waiting, with the suspects, parked until its failure is counted,
/// in a lease, or arriving (reported, not yet stored). Parked ones are kept by [Attempts], leases by the
/// [LeaseBook].
final class Stratum {
    /// Trainings that failed before and are tried again.
    ///
    /// @param failedAt the worker where they failed last
    record Suspect(IndexSet indices, boolean bisecting, WorkerId failedAt) {}

    /// Trainings that leave for a lease.
    record Taken(IndexSet indices, boolean bisecting) {}

    private enum Resolution {
        NONE,
        ASKED,
        DONE
    }

    final SweepVersion sweep;
    final int ordinal;
    final StratumPlan plan;

    private final IndexPool open = new IndexPool();
    private final IndexPool waiting = new IndexPool();
    private final IndexPool arriving = new IndexPool();
    private final Deque<Suspect> suspects = new ArrayDeque<>();
    private Resolution resolution = Resolution.NONE;
    private String engine = "";
    private String numerics = "";
    private long failed;
    /// Engines of which a worker said that they cannot train this.
    private final Set<String> passedOver = new TreeSet<>();

    private final Consumer<Stratum> moved;

    /// @param moved told after each change of what is open, waiting, suspected or resolved
    Stratum(SweepVersion sweep, int ordinal, StratumPlan plan, Consumer<Stratum> moved) {
        this.moved = moved;
        this.sweep = sweep;
        this.ordinal = ordinal;
        this.plan = plan;
        IndexSet all = IndexSet.of(new IndexRange(0, plan.trainings()));
        open.add(all);
        waiting.add(all);
    }

    String engine() {
        return engine;
    }

    String numerics() {
        return numerics;
    }

    boolean unresolved() {
        return resolution == Resolution.NONE;
    }

    boolean resolved() {
        return resolution == Resolution.DONE;
    }

    void asked() {
        resolution = Resolution.ASKED;
        moved.accept(this);
    }

    void resolved(String byEngine, String withNumerics) {
        resolution = Resolution.DONE;
        engine = byEngine;
        numerics = withNumerics;
        moved.accept(this);
    }

    /// Whether the stratum may be resolved to an engine.
    boolean accepts(String candidate, String withNumerics) {
        boolean free = plan.engine().equals(StratumPlan.AUTO);
        // What an earlier coordinator has recorded holds until a worker says that it cannot train the stratum with it.
        return (free || candidate.equals(plan.engine()))
                && !passedOver.contains(candidate)
                && (!passedOver.isEmpty()
                        || plan.numerics().map(withNumerics::equals).orElse(true));
    }

    /// The engine cannot train the stratum.
    ///
    /// @return whether another may: the choice is free and no training has a result or was given up
    boolean passOver() {
        passedOver.add(engine);
        return open.count() == plan.trainings() && arriving.isEmpty();
    }

    /// The engine is asked for once more.
    void unresolve() {
        resolution = Resolution.NONE;
        moved.accept(this);
    }

    /// What a worker must have to train the stratum, for people.
    String wanted() {
        String fixed = resolved() ? numerics : plan.numerics().orElse("");
        return fixed.isEmpty() ? "engine " + plan.engine() : "engine " + plan.engine() + " with numerics " + fixed;
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

    boolean offersTo(WorkerId worker, boolean alone) {
        return !waiting.isEmpty() || suspects.stream().anyMatch(suspect -> alone || !suspect.failedAt.equals(worker));
    }

    /// Takes waiting trainings for a lease or, when there are none, suspects: these as they are, never
    /// mixed.
    Optional<Taken> take(WorkerId worker, boolean alone, long count, int ranges) {
        if (!waiting.isEmpty()) {
            Taken taken = new Taken(waiting.takeFirst(count, ranges), false);
            moved.accept(this);
            return Optional.of(taken);
        }
        for (Suspect suspect : suspects) {
            if (alone || !suspect.failedAt.equals(worker)) {
                suspects.remove(suspect);
                moved.accept(this);
                return Optional.of(new Taken(suspect.indices(), suspect.bisecting()));
            }
        }
        return Optional.empty();
    }

    void putBack(IndexSet indices) {
        waiting.add(indices);
        moved.accept(this);
    }

    void suspect(Suspect suspect) {
        suspects.addLast(suspect);
        moved.accept(this);
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
        moved.accept(this);
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
        moved.accept(this);
        return newly;
    }

    void fail(IndexSet indices) {
        failed += open.remove(indices).count();
        moved.accept(this);
    }
}

package tegum.coordinator.lease;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerReport;

/// A sweep whose trainings are handed out.
final class Sweep implements Stratum.Watcher {
    final SweepVersion version;
    final List<Stratum> strata;
    final Account account = new Account();
    /// Strata that have something to offer, by what trains them, the least started first.
    private final Map<WorkerReport.EngineOffer, NavigableSet<Place>> offerable = new HashMap<>();
    private final @Nullable Place[] places;
    private final BitSet unresolved = new BitSet();
    private final BitSet unsettled = new BitSet();
    private final Runnable offersMore;
    int priority;
    boolean paused;

    private record Place(WorkerReport.EngineOffer engine, double fractionStarted, int ordinal)
            implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Double.compare(fractionStarted, other.fractionStarted);
            return order != 0 ? order : Integer.compare(ordinal, other.ordinal);
        }
    }

    /// @param offersMore told when there is something to offer that was not there before
    Sweep(SweepVersion version, List<StratumPlan> plans, int priority, Runnable offersMore) {
        this.version = version;
        this.priority = priority;
        this.offersMore = offersMore;
        strata = IntStream.range(0, plans.size())
                .mapToObj(ordinal -> new Stratum(version, ordinal, plans.get(ordinal), account, this))
                .toList();
        places = new Place[strata.size()];
        unresolved.set(0, strata.size());
        unsettled.set(0, strata.size());
    }

    /// Keeps the queues: events touch the strata that they change, not all of them.
    @Override
    public void moved(Stratum stratum) {
        int ordinal = stratum.ordinal;
        unresolved.set(ordinal, stratum.unresolved());
        unsettled.set(ordinal, stratum.openCount() > 0);
        Place before = places[ordinal];
        if (before != null) {
            queue(before.engine).remove(before);
            places[ordinal] = null;
        }
        if (stratum.resolved() && stratum.offersSomething()) {
            Place now = new Place(stratum.engine(), stratum.fractionStarted(), ordinal);
            queue(now.engine).add(now);
            places[ordinal] = now;
        }
    }

    @Override
    public void offersMore() {
        offersMore.run();
    }

    private NavigableSet<Place> queue(WorkerReport.EngineOffer engine) {
        return offerable.computeIfAbsent(engine, _ -> new TreeSet<>());
    }

    /// The next stratum whose engine was not asked for yet, from an ordinal on; -1 if there is none.
    int nextUnresolved(int from) {
        return unresolved.nextSetBit(from);
    }

    boolean offersSomething() {
        return offerable.values().stream().anyMatch(queue -> !queue.isEmpty());
    }

    /// The stratum from which the worker is served: of those that it can train the one with the least
    /// started.
    ///
    /// @param engines what the worker can train with now
    /// @param taker what it can take of a stratum
    Optional<Stratum> next(List<WorkerReport.EngineOffer> engines, Function<Stratum, Stratum.Taker> taker) {
        return engines.stream()
                .flatMap(engine -> queue(engine).stream()
                        .filter(place -> offersTo(place, taker))
                        .limit(1))
                .min(Place::compareTo)
                .map(place -> strata.get(place.ordinal));
    }

    private boolean offersTo(Place place, Function<Stratum, Stratum.Taker> taker) {
        Stratum stratum = strata.get(place.ordinal);
        return stratum.offersTo(taker.apply(stratum));
    }

    boolean settled() {
        return unsettled.isEmpty();
    }

    /// The strata of which something is neither done nor failed.
    List<Stratum> unsettled() {
        return unsettled.stream().mapToObj(strata::get).toList();
    }

    /// @param leased trainings under a lease
    /// @param parked failed trainings whose failure is being counted
    BookCounts counts(long leased, long parked) {
        long planned = 0;
        long open = 0;
        long failed = 0;
        long waiting = parked;
        long running = leased;
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

package tegum.coordinator.lease;

import java.util.BitSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tegum.protocol.SweepVersion;

/// A sweep whose trainings are handed out.
final class Sweep {
    final SweepVersion version;
    final List<Stratum> strata;
    /// Strata that have something to offer, the least started first.
    private final NavigableSet<Place> offerable = new TreeSet<>();
    private final @Nullable Place[] places;
    private final BitSet unresolved = new BitSet();
    private final BitSet unsettled = new BitSet();
    int priority;
    boolean paused;
    /// When it was offered last, counted in offers; the one served longest ago comes first.
    long lastServed;

    private record Place(double fractionStarted, int ordinal) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Double.compare(fractionStarted, other.fractionStarted);
            return order != 0 ? order : Integer.compare(ordinal, other.ordinal);
        }
    }

    Sweep(SweepVersion version, List<StratumPlan> plans, int priority) {
        this.version = version;
        this.priority = priority;
        strata = IntStream.range(0, plans.size())
                .mapToObj(ordinal -> new Stratum(version, ordinal, plans.get(ordinal), this::moved))
                .toList();
        places = new Place[strata.size()];
        unresolved.set(0, strata.size());
        unsettled.set(0, strata.size());
    }

    /// Keeps the queues: events touch the strata that they change, not all of them.
    private void moved(Stratum stratum) {
        int ordinal = stratum.ordinal;
        unresolved.set(ordinal, stratum.unresolved());
        unsettled.set(ordinal, stratum.openCount() > 0);
        Place before = places[ordinal];
        if (before != null) {
            offerable.remove(before);
            places[ordinal] = null;
        }
        if (stratum.resolved() && stratum.offersSomething()) {
            Place now = new Place(stratum.fractionStarted(), ordinal);
            offerable.add(now);
            places[ordinal] = now;
        }
    }

    /// The next stratum whose engine was not asked for yet, from an ordinal on; -1 if there is none.
    int nextUnresolved(int from) {
        return unresolved.nextSetBit(from);
    }

    /// The stratum from which the worker is served: of those that it can train the one with the least
    /// started.
    Optional<Stratum> next(WorkerEntry worker, boolean alone) {
        return offerable.stream()
                .map(place -> strata.get(place.ordinal()))
                .filter(stratum -> worker.trains(stratum) && stratum.offersTo(worker.id, alone))
                .findFirst();
    }

    boolean settled() {
        return unsettled.isEmpty();
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

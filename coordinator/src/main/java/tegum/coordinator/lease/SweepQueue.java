package tegum.coordinator.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tegum.protocol.SweepVersion;

/// The sweeps that want trainings, and what became of those that ended.
final class SweepQueue {
    /// The more urgent first; of equal ones the one that has had the least device time.
    private static final Comparator<Sweep> TURN = Comparator.comparingInt((Sweep sweep) -> -sweep.priority)
            .thenComparingLong(sweep -> sweep.account.shareMicros());

    private final Map<SweepVersion, Sweep> sweeps = new TreeMap<>();
    private final Map<SweepVersion, BookCounts> ended = new TreeMap<>();

    /// @throws IllegalStateException if the version is open already
    void add(Sweep sweep) {
        if (sweeps.putIfAbsent(sweep.version, sweep) != null) {
            throw new IllegalStateException(sweep.version + " is open already");
        }
        ended.remove(sweep.version);
        joins(sweep);
    }

    /// The sweep takes its place among those of its priority: what it did not want before is not
    /// owed to it.
    void joins(Sweep sweep) {
        sweeps.values().stream()
                .filter(other -> other != sweep && !other.paused && other.priority == sweep.priority)
                .mapToLong(other -> other.account.shareMicros())
                .min()
                .ifPresent(sweep.account::catchUpWith);
    }

    Optional<Sweep> find(SweepVersion version) {
        return Optional.ofNullable(sweeps.get(version));
    }

    Optional<Stratum> stratum(SweepVersion version, int ordinal) {
        return find(version)
                .filter(sweep -> ordinal >= 0 && ordinal < sweep.strata.size())
                .map(sweep -> sweep.strata.get(ordinal));
    }

    Collection<Sweep> all() {
        return sweeps.values();
    }

    /// The sweeps that have something to offer, in the order in which a worker is served from them.
    List<Sweep> turn() {
        List<Sweep> turn = new ArrayList<>();
        for (Sweep sweep : sweeps.values()) {
            if (!sweep.paused && sweep.offersSomething()) {
                turn.add(sweep);
            }
        }
        turn.sort(TURN);
        return turn;
    }

    void end(Sweep sweep, BookCounts counts) {
        sweeps.remove(sweep.version);
        ended.put(sweep.version, counts);
    }

    Optional<BookCounts> ended(SweepVersion version) {
        return Optional.ofNullable(ended.get(version));
    }
}

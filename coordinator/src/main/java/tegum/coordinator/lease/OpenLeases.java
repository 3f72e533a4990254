package tegum.coordinator.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tegum.plan.IndexSet;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;

/// The leases that somebody holds, and what they reserve on their sweeps' accounts.
final class OpenLeases {
    private final Map<LeaseId, Lease> leases = new TreeMap<>();
    private final Map<SweepVersion, Map<LeaseId, Lease>> bySweep = new TreeMap<>();

    void add(Lease lease) {
        leases.put(lease.id, lease);
        bySweep.computeIfAbsent(lease.stratum.sweep, _ -> new TreeMap<>()).put(lease.id, lease);
        lease.stratum.account.reserve(lease.remainingMicros());
    }

    Optional<Lease> find(LeaseId id) {
        return Optional.ofNullable(leases.get(id));
    }

    /// The lease, if this worker holds it.
    Optional<Lease> heldBy(WorkerId worker, LeaseId id) {
        return find(id).filter(lease -> lease.worker.equals(worker));
    }

    boolean holds(LeaseId id) {
        return leases.containsKey(id);
    }

    boolean isEmpty() {
        return leases.isEmpty();
    }

    List<Lease> all() {
        return List.copyOf(leases.values());
    }

    List<Lease> of(SweepVersion sweep) {
        Map<LeaseId, Lease> some = bySweep.get(sweep);
        return some == null ? List.of() : List.copyOf(some.values());
    }

    List<Lease> of(Stratum stratum) {
        List<Lease> some = new ArrayList<>(of(stratum.sweep));
        some.removeIf(lease -> lease.stratum != stratum);
        return some;
    }

    /// Trainings of a sweep that are under a lease.
    long trainings(SweepVersion sweep) {
        return of(sweep).stream().mapToLong(lease -> lease.remaining().count()).sum();
    }

    /// Takes indices out of a lease and returns those that were in it.
    IndexSet take(Lease lease, IndexSet indices) {
        long before = lease.remainingMicros();
        IndexSet taken = lease.take(indices);
        lease.stratum.account.free(before - lease.remainingMicros());
        return taken;
    }

    void close(Lease lease) {
        if (leases.remove(lease.id) != null) {
            lease.stratum.account.free(lease.remainingMicros());
            Map<LeaseId, Lease> some = bySweep.get(lease.stratum.sweep);
            if (some != null) {
                some.remove(lease.id);
                if (some.isEmpty()) {
                    bySweep.remove(lease.stratum.sweep);
                }
            }
        }
    }
}

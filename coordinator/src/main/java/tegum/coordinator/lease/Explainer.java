package tegum.coordinator.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tegum.protocol.SweepVersion;

/// Says why a sweep is not trained, or not faster.
final class Explainer {
    private final Roster roster;
    private final SweepQueue sweeps;
    private final OpenLeases leases;
    private final Dealer dealer;

    Explainer(Roster roster, SweepQueue sweeps, OpenLeases leases, Dealer dealer) {
        this.roster = roster;
        this.sweeps = sweeps;
        this.leases = leases;
        this.dealer = dealer;
    }

    /// The reasons, the one that matters most first.
    ///
    /// @param parked trainings whose failure is being counted
    List<WaitReason> explain(Sweep sweep, long parked, long nowNanos) {
        List<WaitReason> reasons = new ArrayList<>();
        if (sweep.paused) {
            reasons.add(new WaitReason.Paused());
        }
        if (roster.all().isEmpty()) {
            reasons.add(new WaitReason.NoWorkers());
        } else if (!sweep.paused) {
            reasons.addAll(workers(sweep, nowNanos));
        }
        reasons.addAll(progress(sweep, parked));
        return reasons;
    }

    private List<WaitReason> workers(Sweep sweep, long nowNanos) {
        List<WaitReason> reasons = new ArrayList<>();
        List<Stratum> left = sweep.unsettled();
        List<Stratum> orphans =
                left.stream().filter(stratum -> !trainable(stratum)).toList();
        Map<String, Long> wanted = new TreeMap<>();
        orphans.forEach(stratum -> wanted.merge(stratum.wanted(), stratum.openCount(), Long::sum));
        wanted.forEach((engine, trainings) -> reasons.add(new WaitReason.NoEngine(engine, trainings)));
        List<WorkerEntry> able = new ArrayList<>();
        for (WorkerEntry worker : roster.all()) {
            if (left.stream().anyMatch(stratum -> couldTrain(worker, stratum))) {
                able.add(worker);
            }
        }
        able.forEach(worker -> refused(worker).ifPresent(reasons::add));
        able.removeIf(worker -> !roster.serves(worker));
        reasons.addAll(busy(sweep, left, able, nowNanos));
        return reasons;
    }

    private List<WaitReason> busy(Sweep sweep, List<Stratum> left, List<WorkerEntry> able, long nowNanos) {
        List<WaitReason> reasons = new ArrayList<>();
        List<Stratum> offering = left.stream()
                .filter(stratum -> stratum.resolved() && stratum.offersSomething())
                .toList();
        if (offering.isEmpty() || able.isEmpty()) {
            return reasons;
        }
        int full = 0;
        Set<SweepVersion> held = new TreeSet<>();
        for (WorkerEntry worker : able) {
            List<Stratum> trains = offering.stream().filter(worker::trains).toList();
            if (!trains.isEmpty()
                    && trains.stream()
                            .allMatch(stratum ->
                                    dealer.taker(worker, stratum, nowNanos).most() == 0)) {
                double seconds = (worker.endsAtNanos().orElse(nowNanos) - nowNanos) / 1e9;
                reasons.add(new WaitReason.EndsTooSoon(worker.id, seconds));
            } else if (worker.want() > 0 || worker.leaseCount() > 0) {
                full++;
                worker.leases().forEach(id -> leases.find(id).ifPresent(lease -> held.add(lease.stratum.sweep)));
            } else {
                reasons.add(new WaitReason.NotAsking(worker.id));
            }
        }
        if (full > 0) {
            boolean urgent = !held.isEmpty()
                    && held.stream()
                            .allMatch(version -> sweeps.find(version)
                                    .filter(other -> other.priority > sweep.priority)
                                    .isPresent());
            reasons.addFirst(urgent ? new WaitReason.HigherPriority(List.copyOf(held)) : new WaitReason.Busy(full));
        }
        return reasons;
    }

    private List<WaitReason> progress(Sweep sweep, long parked) {
        List<WaitReason> reasons = new ArrayList<>();
        long suspects = sweep.strata.stream().mapToLong(Stratum::suspectCount).sum();
        if (suspects > 0) {
            reasons.add(new WaitReason.Bisecting(suspects));
        }
        int unresolved = (int) sweep.strata.stream()
                .filter(stratum -> !stratum.resolved() && trainable(stratum))
                .count();
        long storing = sweep.strata.stream().mapToLong(Stratum::arrivingCount).sum();
        if (unresolved > 0 || parked > 0 || storing > 0) {
            reasons.add(new WaitReason.WaitingForLedger(unresolved, parked, storing));
        }
        long running = leases.trainings(sweep.version);
        if (running > 0) {
            int workers = (int) leases.of(sweep.version).stream()
                    .map(lease -> lease.worker)
                    .distinct()
                    .count();
            reasons.add(new WaitReason.Running(running, workers));
        }
        return reasons;
    }

    /// Why a worker gets no offers.
    private Optional<WaitReason> refused(WorkerEntry worker) {
        return roster.quarantineReason(worker.id)
                .<WaitReason>map(reason -> new WaitReason.Quarantined(worker.id, reason))
                .or(() -> worker.draining()
                        ? Optional.of(new WaitReason.Draining(worker.id, worker.drainReason()))
                        : Optional.empty());
    }

    /// Whether a registered worker, also one that gets no offers, could train the stratum.
    private boolean trainable(Stratum stratum) {
        return roster.all().stream().anyMatch(worker -> couldTrain(worker, stratum));
    }

    private static boolean couldTrain(WorkerEntry worker, Stratum stratum) {
        return stratum.resolved()
                ? worker.trains(stratum)
                : worker.engines().stream().anyMatch(stratum::accepts);
    }

    /// What keeps a sweep from ever being trained by the workers that there are.
    Optional<String> stranded(Sweep sweep) {
        List<Stratum> left = sweep.unsettled();
        if (sweep.paused || roster.all().isEmpty() || left.isEmpty()) {
            return Optional.empty();
        }
        List<WorkerEntry> able = roster.all().stream()
                .filter(worker -> left.stream().anyMatch(stratum -> couldTrain(worker, stratum)))
                .toList();
        if (able.isEmpty()) {
            return Optional.of("no worker has " + left.getFirst().wanted());
        }
        return able.stream()
                        .allMatch(worker -> roster.quarantineReason(worker.id).isPresent())
                ? refused(able.getFirst()).map(WaitReason::text)
                : Optional.empty();
    }
}

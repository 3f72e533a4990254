package tegum.coordinator.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// The registered workers, who of them gets offers, and what they can do together.
final class Roster {
    /// Workers with the same engine and numerics.
    ///
    /// @param devices their devices on which the engine runs
    record Crew(int workers, int devices) {
        private static final Crew NOBODY = new Crew(0, 0);
    }

    private final Map<WorkerId, WorkerEntry> workers = new LinkedHashMap<>();
    /// Why a worker is quarantined. It stays so when it is started anew: that would heal nothing.
    private final Map<WorkerId, String> quarantined = new HashMap<>();

    private final Map<WorkerId, Trust> trust = new HashMap<>();
    /// Workers of which something changed since they were last served.
    private final Set<WorkerEntry> touched = new LinkedHashSet<>();

    private @Nullable List<WorkerReport.EngineOffer> order;
    private final Map<WorkerReport.EngineOffer, Crew> crews = new HashMap<>();

    Optional<WorkerEntry> find(WorkerId worker) {
        return Optional.ofNullable(workers.get(worker));
    }

    Collection<WorkerEntry> all() {
        return workers.values();
    }

    void add(WorkerEntry worker) {
        workers.put(worker.id, worker);
        changed();
    }

    void remove(WorkerEntry worker) {
        workers.remove(worker.id);
        touched.remove(worker);
        changed();
    }

    /// Whether the worker gets offers.
    boolean serves(WorkerEntry worker) {
        return !worker.draining() && !quarantined.containsKey(worker.id);
    }

    void drain(WorkerEntry worker, String reason) {
        worker.drain(reason);
        changed();
    }

    void quarantine(WorkerId worker, String reason) {
        quarantined.put(worker, reason);
        changed();
    }

    /// Forgets what is held against a worker.
    ///
    /// @return whether it was quarantined
    boolean release(WorkerId worker) {
        trust.remove(worker);
        boolean was = quarantined.remove(worker) != null;
        changed();
        return was;
    }

    Optional<String> quarantineReason(WorkerId worker) {
        return Optional.ofNullable(quarantined.get(worker));
    }

    Trust trust(WorkerId worker) {
        return trust.computeIfAbsent(worker, _ -> new Trust());
    }

    /// A worker whose results were stored: they speak for it, if something was held against it.
    void stored(WorkerId worker) {
        Trust held = trust.get(worker);
        if (held != null) {
            held.stored();
        }
    }

    int refusals(WorkerId worker) {
        Trust held = trust.get(worker);
        return held == null ? 0 : held.refusals();
    }

    /// The worker may be served now where it was not before.
    void touch(WorkerEntry worker) {
        if (workers.get(worker.id) == worker) {
            touched.add(worker);
        }
    }

    /// The workers that were touched, or all, in the order in which they came; they are touched no
    /// more.
    List<WorkerEntry> takeTouched(boolean all) {
        List<WorkerEntry> taken = new ArrayList<>();
        for (WorkerEntry worker : all ? workers.values() : touched) {
            if (worker.want() > 0 && serves(worker)) {
                taken.add(worker);
            }
        }
        touched.clear();
        return taken;
    }

    /// The workers that get offers and have an engine.
    Crew crew(WorkerReport.EngineOffer engine) {
        return crews.computeIfAbsent(engine, wanted -> {
            List<WorkerEntry> able = workers.values().stream()
                    .filter(worker -> serves(worker) && worker.has(wanted))
                    .toList();
            return able.isEmpty()
                    ? Crew.NOBODY
                    : new Crew(
                            able.size(),
                            able.stream()
                                    .mapToInt(worker ->
                                            worker.devicesFor(wanted.engine()).size())
                                    .sum());
        });
    }

    /// The engines of the workers that get offers, in the order in which `auto` tries them.
    List<WorkerReport.EngineOffer> engines() {
        List<WorkerReport.EngineOffer> known = order;
        if (known == null) {
            known = EngineOrder.of(
                    workers.values().stream().filter(this::serves).toList());
            order = known;
        }
        return known;
    }

    private void changed() {
        order = null;
        crews.clear();
    }
}

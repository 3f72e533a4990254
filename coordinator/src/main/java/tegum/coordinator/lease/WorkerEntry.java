package tegum.coordinator.lease;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import tegum.protocol.LeaseId;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// A registered worker: what it can do, what it holds, how much more it wants.
final class WorkerEntry {
    final WorkerId id;
    final long incarnation;
    final TreeSet<LeaseId> leases = new TreeSet<>();
    private final Map<String, String> numericsByEngine = new LinkedHashMap<>();
    private final int devices;
    private final int threads;
    private int want;

    WorkerEntry(WorkerReport.Registered registered) {
        id = registered.worker();
        incarnation = registered.incarnation();
        devices = Math.max(1, registered.devices().size());
        threads = registered.devices().stream()
                .mapToInt(WorkerReport.DeviceFacts::threads)
                .max()
                .orElse(1);
        registered.engines().forEach(engine -> numericsByEngine.put(engine.engine(), engine.numerics()));
    }

    int devices() {
        return devices;
    }

    /// Trainings that keep a device busy.
    int grain() {
        return Math.max(1, threads);
    }

    Map<String, String> numericsByEngine() {
        return numericsByEngine;
    }

    boolean trains(Stratum stratum) {
        return stratum.numerics().equals(numericsByEngine.get(stratum.engine()));
    }

    void wants(int offers) {
        want = Math.max(0, offers);
    }

    boolean hungry(int perDevice) {
        return want > 0 && leases.size() < devices * perDevice;
    }

    void offered(LeaseId lease) {
        leases.add(lease);
        want--;
    }
}

package tegum.coordinator.lease;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tegum.protocol.LeaseId;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// A registered worker: what it can do, what it holds, how much more it wants.
final class WorkerEntry {
    private static final WorkerReport.DeviceFacts UNKNOWN = new WorkerReport.DeviceFacts("cpu", "cpu", "", 1, 0);

    /// The one engine that needs a device of its own kind; all others run on processors.
    private static final String CUDA = "cuda";

    final WorkerId id;
    final long incarnation;
    final String build;
    /// The lease to the kind of device that trains it.
    private final Map<LeaseId, String> leases = new TreeMap<>();
    private final Map<String, WorkerReport.EngineOffer> engines = new LinkedHashMap<>();
    private final List<WorkerReport.DeviceFacts> devices;
    private int want;
    private boolean draining;
    private String drainReason = "";
    private OptionalLong endsAtNanos = OptionalLong.empty();

    WorkerEntry(WorkerReport.Registered registered) {
        id = registered.worker();
        incarnation = registered.incarnation();
        build = registered.build();
        devices = registered.devices().isEmpty() ? List.of(UNKNOWN) : registered.devices();
        registered.engines().forEach(engine -> engines.put(engine.engine(), engine));
    }

    List<WorkerReport.DeviceFacts> devices() {
        return devices;
    }

    /// The engines, best first.
    List<WorkerReport.EngineOffer> engines() {
        return List.copyOf(engines.values());
    }

    /// The devices on which an engine runs here.
    List<WorkerReport.DeviceFacts> devicesFor(String engine) {
        String kind = kindFor(engine);
        return devices.stream().filter(device -> device.kind().equals(kind)).toList();
    }

    private String kindFor(String engine) {
        String wanted = engine.equals(CUDA) ? CUDA : "cpu";
        return devices.stream().anyMatch(device -> device.kind().equals(wanted))
                ? wanted
                : devices.getFirst().kind();
    }

    boolean has(WorkerReport.EngineOffer engine) {
        return engine.equals(engines.get(engine.engine()));
    }

    boolean trains(Stratum stratum) {
        return stratum.resolved() && has(stratum.engine());
    }

    void wants(int offers) {
        want = Math.max(0, offers);
    }

    int want() {
        return want;
    }

    /// Whether the worker has asked for more than it got, and its devices for the engine hold less
    /// than they may.
    boolean hungryFor(String engine, int perDevice) {
        String kind = kindFor(engine);
        long held = leases.values().stream().filter(kind::equals).count();
        return want > 0 && held < (long) perDevice * devicesFor(engine).size();
    }

    void offered(LeaseId lease, String engine) {
        adopted(lease, engine);
        want--;
    }

    /// The worker holds a lease that it got from another coordinator, or before.
    void adopted(LeaseId lease, String engine) {
        leases.put(lease, kindFor(engine));
    }

    void closed(LeaseId lease) {
        leases.remove(lease);
    }

    List<LeaseId> leases() {
        return List.copyOf(leases.keySet());
    }

    int leaseCount() {
        return leases.size();
    }

    boolean draining() {
        return draining;
    }

    String drainReason() {
        return drainReason;
    }

    void drain(String reason) {
        draining = true;
        drainReason = reason;
    }

    /// When the worker must leave, on the book's clock.
    OptionalLong endsAtNanos() {
        return endsAtNanos;
    }

    void ends(WorkerReport.Limits limits, long nowNanos) {
        endsAtNanos = limits.endsInMillis() < 0
                ? OptionalLong.empty()
                : OptionalLong.of(nowNanos + TimeUnit.MILLISECONDS.toNanos(limits.endsInMillis()));
    }
}

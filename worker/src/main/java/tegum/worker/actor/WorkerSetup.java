package tegum.worker.actor;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.worker.device.Device;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Engines;
import tegum.worker.workbench.Workbench;

/// What a worker is made of.
///
/// @param id its name
/// @param incarnation differs for each start of the worker's process
/// @param build version of the program
/// @param devices what it trains on; at least one
/// @param engines what it trains with
/// @param limits how long it waits for what
/// @param meters where it counts
public record WorkerSetup(
        WorkerId id,
        long incarnation,
        String build,
        List<Device> devices,
        Engines engines,
        WorkerLimits limits,
        MeterRegistry meters) {

    /// @throws IllegalArgumentException if there is no device
    public WorkerSetup {
        devices = List.copyOf(devices);
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("a worker has a device");
        }
    }

    WorkerReport.Registered registration(
            String address, WorkerReport.Limits until, List<WorkerReport.HeldOffer> holding) {
        return new WorkerReport.Registered(
                id,
                WorkerReport.PROTOCOL,
                build,
                incarnation,
                address,
                engines.all().stream()
                        .map(engine -> new WorkerReport.EngineOffer(
                                engine.name(), engine.numerics().toString()))
                        .toList(),
                devices.stream().map(WorkerSetup::facts).toList(),
                until,
                holding);
    }

    private static WorkerReport.DeviceFacts facts(Device device) {
        String kind = switch (device.kind()) {
            case CPU -> "cpu";
            case GPU -> "cuda";
        };
        return new WorkerReport.DeviceFacts(
                device.id(), kind, device.description(), device.cores(), device.memoryBytes());
    }

    Workbench workbench() {
        Map<String, String> numerics = new TreeMap<>();
        for (Engine engine : engines.all()) {
            numerics.put(engine.name(), engine.numerics().toString());
        }
        return new Workbench(
                id,
                numerics,
                devices.stream()
                        .map(device -> new Workbench.Origin(device.id(), build))
                        .toList());
    }
}

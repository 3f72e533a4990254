package tegum.cli;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tegum.cli.config.Setting;
import tegum.cli.config.Settings;
import tegum.protocol.WorkerId;
import tegum.worker.actor.WorkerLimits;
import tegum.worker.actor.WorkerSetup;
import tegum.worker.device.Device;
import tegum.worker.device.Devices;
import tegum.worker.engine.Engines;

/// What a worker of this process is made of.
final class WorkerSetups {
    /// How many processors Slurm gives a task.
    private static final String SLURM_CORES = "SLURM_CPUS_PER_TASK";

    private WorkerSetups() {}

    static WorkerSetup of(
            WorkerId name, Engines engines, Settings settings, WorkerLimits limits, MeterRegistry meters) {
        ProcessHandle process = ProcessHandle.current();
        long incarnation =
                process.info().startInstant().map(start -> start.toEpochMilli()).orElse(process.pid());
        return new WorkerSetup(
                name, incarnation, Build.version(), devices(settings, System.getenv()), engines, limits, meters);
    }

    /// The devices that the settings leave, with the processors that they or Slurm allow.
    ///
    /// @throws UnavailableException if one is named that is not there
    static List<Device> devices(Settings settings, Map<String, String> environment) {
        int cores = cores(settings, environment);
        List<Device> all = Devices.probe().stream()
                .map(device -> cores == 0 ? device : device.withCores(Math.min(cores, device.cores())))
                .toList();
        String asked = settings.value(Setting.WORKER_DEVICES).text();
        if (asked.equals("all")) {
            return all;
        }
        List<String> there = all.stream().map(Device::id).toList();
        List<String> names = Arrays.asList(asked.split(","));
        names.stream().filter(name -> !there.contains(name)).findFirst().ifPresent(name -> {
            throw new UnavailableException("worker.devices names '%s', which is not here; there are %s: tegum devices"
                    .formatted(name, String.join(", ", there)));
        });
        return all.stream().filter(device -> names.contains(device.id())).toList();
    }

    private static int cores(Settings settings, Map<String, String> environment) {
        int set = settings.whole(Setting.WORKER_CORES);
        String slurm = environment.getOrDefault(SLURM_CORES, "");
        return set == 0 && slurm.matches("[0-9]{1,4}") ? Integer.parseInt(slurm) : set;
    }
}

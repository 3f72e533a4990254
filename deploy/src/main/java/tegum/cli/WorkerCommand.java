package tegum.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tegum.cli.cluster.ClusterSettings;
import tegum.cli.cluster.Role;
import tegum.cli.cluster.Signals;
import tegum.cli.cluster.WorkerNode;
import tegum.cli.config.Setting;
import tegum.cli.config.Settings;
import tegum.protocol.WorkerId;
import tegum.worker.StandardEngines;
import tegum.worker.actor.WorkerLimits;
import tegum.worker.actor.WorkerLimits.Stay;
import tegum.worker.actor.WorkerSetup;
import tegum.worker.actor.Workplace;

/// Is a worker of a cluster.
@Command(
        name = "worker",
        description = {
            "Train for the coordinator of a cluster, on this machine's devices.",
            "",
            "It may come and go at any time. While no coordinator is there it goes on with what it has and delivers it",
            "to the next."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "SIGTERM, Ctrl-C and tegum drain: it takes no more work, gives back what has not begun, finishes what runs",
            "within worker.drain, waits until its results are stored, and leaves. A second signal ends it at once.",
            "Under Slurm it leaves before its time is over; elsewhere TEGUM_END_TIME says when that is."
        })
final class WorkerCommand implements Callable<Integer> {
    /// When Slurm ends the job: seconds since 1970.
    private static final String SLURM_END = "SLURM_JOB_END_TIME";

    private static final int MOST_NAME = 200;

    @Mixin
    private NodeOption nodeOption;

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "Processors to use; default: worker.cores, else SLURM_CPUS_PER_TASK, else all.")
    private String cores = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of this worker; default: worker.name, else made from host and process.")
    private String name = "";

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            description =
                    "Time without work after which it leaves, such as 10m; default: worker.idle-timeout, else never.")
    private String idleTimeout = "";

    @Option(names = "--quiet", description = "Show no log on standard error.")
    private boolean quiet;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = nodeOption.settings(Map.of(
                Setting.WORKER_CORES, cores, Setting.WORKER_NAME, name, Setting.WORKER_IDLE_TIMEOUT, idleTimeout));
        ClusterSettings cluster = ClusterSettings.of(Role.WORKER, settings);
        WorkerLimits limits = WorkerLimits.cluster(settings.duration(Setting.WORKER_DRAIN), stay(settings));
        WorkerSetup setup =
                WorkerSetups.of(name(settings), StandardEngines.all(), settings, limits, new SimpleMeterRegistry());
        Logging.toTerminal(!quiet);
        try (Workplace workplace = Workplace.open(setup, System::nanoTime)) {
            WorkerNode node = new WorkerNode(cluster, workplace, limits, new Saying(spec));
            Signals signals = Signals.handledBy(node::leave);
            node.run();
            return signals.exitCode();
        }
    }

    private static WorkerId name(Settings settings) {
        String set = settings.value(Setting.WORKER_NAME).text();
        if (!set.isEmpty()) {
            return new WorkerId(set);
        }
        String made = host() + "-" + ProcessHandle.current().pid();
        return new WorkerId(made.substring(0, Math.min(MOST_NAME, made.length())));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "worker";
        }
    }

    private static Stay stay(Settings settings) {
        Clock clock = Clock.systemUTC();
        Duration ends = end(settings, System.getenv())
                .map(end -> Duration.between(clock.instant(), end))
                .orElse(Stay.FOREVER);
        if (!ends.isPositive()) {
            throw new UnavailableException("the end of this worker's time, %s, has passed"
                    .formatted(end(settings, System.getenv()).orElseThrow()));
        }
        return new Stay(
                ends, settings.durationOrNever(Setting.WORKER_IDLE_TIMEOUT).orElse(Stay.FOREVER));
    }

    private static Optional<Instant> end(Settings settings, Map<String, String> environment) {
        String slurm = environment.getOrDefault(SLURM_END, "");
        return settings.moment(Setting.END_TIME)
                .or(() -> slurm.matches("[0-9]{1,11}")
                        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(slurm)))
                        : Optional.empty());
    }
}

package tegum.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tegum.cli.cluster.ClusterSettings;
import tegum.cli.cluster.CoordinatorNode;
import tegum.cli.cluster.Role;
import tegum.cli.cluster.Signals;
import tegum.cli.config.Setting;
import tegum.cli.config.Settings;
import tegum.coordinator.actor.ActorControlPlane;
import tegum.coordinator.actor.CoordinatorSettings;
import tegum.coordinator.collect.Results;
import tegum.coordinator.collect.StoredResults;
import tegum.coordinator.collect.Tenure;
import tegum.coordinator.control.ControlException;
import tegum.coordinator.http.ApiLimits;
import tegum.coordinator.http.ApiServer;
import tegum.coordinator.http.HttpSettings;
import tegum.coordinator.ledger.LedgerSource;

/// Is the coordinator of a cluster.
@Command(
        name = "coordinator",
        description = {
            "Hold the store of a cluster, and have its workers train.",
            "",
            "It goes on with every sweep of the store that wants trainings, and runs until it is told to stop."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Workers join it with: tegum worker --nodes HOST:PORT",
            "SIGTERM and Ctrl-C commit what has arrived and end it; the next coordinator goes on. After kill -9 too.",
            "More than one machine: docs/operating/cluster.md."
        })
final class CoordinatorCommand implements Callable<Integer> {
    /// Time that an offer is to take unless the settings say otherwise: longer than inside one process, because each
    /// takes messages between machines.
    private static final Duration OFFER_TARGET = Duration.ofSeconds(10);

    @Mixin
    private StoreOption store;

    @Mixin
    private NodeOption nodeOption;

    @Option(names = "--verbose", description = "Show the log on standard error too; it is in STORE/logs/tegum.log.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = nodeOption.settings(Map.of());
        ClusterSettings cluster = ClusterSettings.of(Role.COORDINATOR, settings);
        Path folder = store.folder();
        LedgerSource ledger = LedgerSettings.source(settings);
        Supplier<Results> open = () -> {
            Results results = StoredResults.open(folder, ledger, Clock.systemUTC(), Tenure.STANDING);
            Logging.into(folder, verbose);
            return results;
        };
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CoordinatorNode node = new CoordinatorNode(
                cluster, open, coordinator(settings), meters, new Saying(spec), api(http(settings), folder, meters));
        Signals signals = Signals.handledBy(node::leave);
        node.run();
        return signals.exitCode();
    }

    /// Where people reach it, as the settings say.
    ///
    /// @throws ControlException if they would have secrets cross a network in plain text
    private static HttpSettings http(Settings settings) {
        String certificate = settings.text(Setting.HTTP_TLS_CERTIFICATE);
        String key = settings.text(Setting.HTTP_TLS_KEY);
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new ControlException(
                    ControlException.Kind.INVALID,
                    "http.tls.certificate and http.tls.key are set together, or neither");
        }
        return new HttpSettings(
                settings.text(Setting.HTTP_HOST),
                settings.whole(Setting.HTTP_PORT),
                certificate.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new HttpSettings.TlsFiles(Path.of(certificate), Path.of(key))),
                settings.flag(Setting.HTTP_PLAIN_ANYWHERE));
    }

    /// The API, on the node that serves. One that cannot listen is said, and the workers go on.
    private CoordinatorNode.Service api(HttpSettings http, Path folder, PrometheusMeterRegistry meters) {
        Saying say = new Saying(spec);
        return (coordinator, _) -> {
            ActorControlPlane control = new ActorControlPlane();
            control.serve(coordinator);
            try {
                ApiServer server =
                        ApiServer.start(http, ApiLimits.standard(), control, folder, meters, Clock.systemUTC());
                say.accept("API on %s:%d".formatted(http.host(), server.port()));
                return server;
            } catch (ControlException e) {
                say.accept(String.valueOf(e.getMessage()));
                return () -> {};
            }
        };
    }

    private static CoordinatorSettings coordinator(Settings settings) {
        return CoordinatorSettings.embedded()
                .withCommitInterval(settings.duration(Setting.STORE_COMMIT_INTERVAL))
                .withOffers(
                        settings.isDefault(Setting.OFFER_TARGET)
                                ? OFFER_TARGET
                                : settings.duration(Setting.OFFER_TARGET),
                        settings.duration(Setting.LEASE_TTL));
    }
}

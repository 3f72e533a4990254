package tegum.cli.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/// What the actor system of a node is told.
final class ClusterConfig {
    /// Name of the actor systems of all nodes.
    static final String SYSTEM = "tegum";

    /// Name of the actor on coordinators that others ask whether it is still the same.
    static final String BEACON = "beacon";

    /// Largest message: a training of up to 4 MB, and some. Only results are that large, and they have a lane of their
    /// own, so that nothing waits behind them.
    private static final String NODE = """
            akka {
              actor.provider = cluster
              actor.allow-java-serialization = off
              loglevel = WARNING
              stdout-loglevel = OFF
              loggers = ["akka.event.slf4j.Slf4jLogger"]
              logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              jvm-exit-on-fatal-error = off
              coordinated-shutdown {
                run-by-jvm-shutdown-hook = off
                exit-jvm = off
                # The store is closed, or what runs is finished, before the node leaves.
                phases.cluster-exiting.timeout = 90 s
              }
              remote.artery {
                large-message-destinations = ["/system/*/*/*/results", "/user/*/results"]
                advanced {
                  maximum-frame-size = 512 KiB
                  buffer-pool-size = 64
                  maximum-large-frame-size = 8 MiB
                  large-buffer-pool-size = 8
                  outbound-large-message-queue-size = 1024
                }
              }
              cluster {
                jmx.enabled = off
                log-info = off
                downing-provider-class = "akka.cluster.sbr.SplitBrainResolverProvider"
                split-brain-resolver {
                  active-strategy = keep-majority
                  keep-majority.role = coordinator
                  stable-after = 7 s
                  # Workers come and go; that is no reason to end everything.
                  down-all-when-unstable = off
                }
                # A node that the others give up comes back as a new one; it need not be remembered.
                quarantine-removed-node-after = 2 s
                seed-node-timeout = 2 s
                retry-unsuccessful-join-after = 2 s
                typed.receptionist.distributed-data.gossip-interval = 500 ms
                typed.receptionist.distributed-data.notify-subscribers-interval = 200 ms
              }
            }
            """;

    private ClusterConfig() {}

    /// @param drain the longest that a node needs to finish what runs before it leaves
    static Config of(ClusterSettings settings, Duration drain) {
        String contacts = settings.coordinators().stream()
                .map(node -> ConfigUtil.quoteString("akka://%s@%s".formatted(SYSTEM, node)))
                .collect(Collectors.joining(","));
        String text = NODE
                + """
                akka.remote.artery.canonical.hostname = %s
                akka.remote.artery.canonical.port = %d
                akka.cluster.seed-nodes = [%s]
                akka.cluster.roles = [%s]
                akka.cluster.role.coordinator.min-nr-of-members = %d
                akka.coordinated-shutdown.phases.service-requests-done.timeout = %d ms
                """.formatted(
                                ConfigUtil.quoteString(settings.self().host()),
                                settings.self().port(),
                                contacts,
                                settings.role().text(),
                                settings.coordinators().size() / 2 + 1,
                                drain.toMillis())
                + transport(settings.transport());
        return ConfigFactory.parseString(text).withFallback(ConfigFactory.load());
    }

    private static String transport(ClusterSettings.Transport transport) {
        return switch (transport) {
            case ClusterSettings.Transport.Tcp() -> "akka.remote.artery.transport = tcp\n";
            case ClusterSettings.Transport.Tls(Path folder) ->
                """
                    akka.remote.artery.transport = tls-tcp
                    akka.remote.artery.ssl {
                      ssl-engine-provider = "akka.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider"
                      rotating-keys-engine {
                        key-file = %s
                        cert-file = %s
                        ca-cert-file = %s
                        protocol = "TLSv1.3"
                        enabled-algorithms = ["TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"]
                      }
                    }
                    """.formatted(
                        ConfigUtil.quoteString(folder.resolve("node.key").toString()),
                        ConfigUtil.quoteString(folder.resolve("node.pem").toString()),
                        ConfigUtil.quoteString(folder.resolve("ca.pem").toString()));
        };
    }
}

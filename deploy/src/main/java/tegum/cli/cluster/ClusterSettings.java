package tegum.cli.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import tegum.cli.config.Setting;
import tegum.cli.config.Settings;

/// A node's place in a cluster.
///
/// @param role what it is for
/// @param self where the others reach it; port 0 is any free one
/// @param coordinators all nodes of that role: one or three
/// @param transport how nodes speak
public record ClusterSettings(Role role, NodeAddress self, List<NodeAddress> coordinators, Transport transport) {

    /// How nodes speak with each other.
    public sealed interface Transport {
        /// In the clear.
        record Tcp() implements Transport {}

        /// TLS 1.3, each proving who it is.
        ///
        /// @param folder has `ca.pem`, `node.pem` and `node.key`
        record Tls(Path folder) implements Transport {}
    }

    /// Reads the settings of a node.
    ///
    /// @throws InvalidNodeException if a node cannot be what they say
    public static ClusterSettings of(Role role, Settings settings) {
        List<NodeAddress> coordinators =
                NodeAddress.list(settings.value(Setting.CLUSTER_NODES).text());
        if (coordinators.size() == 2) {
            throw new InvalidNodeException(
                    "cluster.nodes names two coordinators; permitted: one, or three: of two neither could tell a dead one from a cut network, and both would stop");
        }
        if (coordinators.size() != 1 && coordinators.size() != 3) {
            throw new InvalidNodeException(
                    "cluster.nodes names %d coordinators; permitted: one, or three".formatted(coordinators.size()));
        }
        if (new HashSet<>(coordinators).size() < coordinators.size()) {
            throw new InvalidNodeException("cluster.nodes names a coordinator twice: "
                    + settings.value(Setting.CLUSTER_NODES).text());
        }
        String host = settings.value(Setting.CLUSTER_HOST).text();
        int port = settings.whole(Setting.CLUSTER_PORT);
        NodeAddress self = switch (role) {
            case COORDINATOR -> coordinator(coordinators, host, port);
            case WORKER -> new NodeAddress(host.isEmpty() ? LocalHost.towards(coordinators.getFirst()) : host, port);
        };
        return new ClusterSettings(role, self, coordinators, transport(self, coordinators, settings));
    }

    private static NodeAddress coordinator(List<NodeAddress> coordinators, String host, int port) {
        List<NodeAddress> here = coordinators.stream()
                .filter(node ->
                        host.isEmpty() ? LocalHost.is(node.host()) : node.host().equals(host))
                .filter(node -> port == 0 || node.port() == port)
                .toList();
        if (here.isEmpty()) {
            throw new InvalidNodeException(
                    "this coordinator (cluster.host %s, cluster.port %s) is none of cluster.nodes, %s; each coordinator stands there"
                            .formatted(host.isEmpty() ? "not set" : host, port == 0 ? "not set" : port, coordinators));
        }
        if (here.size() > 1) {
            throw new InvalidNodeException(
                    "several of cluster.nodes are on this machine, %s: say which one this is by --host and --port"
                            .formatted(here));
        }
        return here.getFirst();
    }

    private static Transport transport(NodeAddress self, List<NodeAddress> coordinators, Settings settings) {
        String folder = settings.value(Setting.CLUSTER_TLS_FOLDER).text();
        boolean loopback = self.isLoopback() && coordinators.stream().allMatch(NodeAddress::isLoopback);
        return switch (settings.value(Setting.CLUSTER_TRANSPORT).text()) {
            case "tcp" -> new Transport.Tcp();
            case "tls" -> tls(folder);
            default -> {
                if (!folder.isEmpty()) {
                    yield tls(folder);
                }
                if (loopback) {
                    yield new Transport.Tcp();
                }
                throw new InvalidNodeException(
                        "nodes on several machines (%s, coordinators %s) speak TLS: make certificates with tegum tls init and name this node's as cluster.tls.folder, or ask for a network that you trust with cluster.transport=tcp"
                                .formatted(self, coordinators));
            }
        };
    }

    private static Transport tls(String folder) {
        if (folder.isEmpty()) {
            throw new InvalidNodeException(
                    "cluster.transport is tls, and cluster.tls.folder is not set; permitted: the folder of this node's certificate, as tegum tls init makes it");
        }
        Path path = Path.of(folder).toAbsolutePath();
        Optional<Path> missing = List.of("ca.pem", "node.pem", "node.key").stream()
                .map(path::resolve)
                .filter(file -> !Files.isReadable(file))
                .findFirst();
        missing.ifPresent(file -> {
            throw new InvalidNodeException(
                    "cluster.tls.folder is %s, where %s cannot be read; permitted: a folder with ca.pem, node.pem and node.key, as tegum tls init makes it"
                            .formatted(path, file.getFileName()));
        });
        return new Transport.Tls(path);
    }
}

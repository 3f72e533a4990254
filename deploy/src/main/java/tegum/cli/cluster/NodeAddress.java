package tegum.cli.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a node of the cluster is reached.
///
/// @param host name or address; one of version 6 without brackets
/// @param port 0 to 65,535; 0 is any free one
public record NodeAddress(String host, int port) {
    private static final Pattern PATTERN = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s,\\[\\]]+):([0-9]{1,5})");
    private static final int MOST_PORT = 65_535;

    /// @throws InvalidNodeException if it is no address
    public NodeAddress {
        if (host.isEmpty() || port < 0 || port > MOST_PORT) {
            throw new InvalidNodeException("%s:%d is no address of a node".formatted(host, port));
        }
    }

    /// Reads a list as `cluster.nodes` has it: `HOST:PORT,HOST:PORT`.
    ///
    /// @throws InvalidNodeException naming what is none
    static List<NodeAddress> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(NodeAddress::parse)
                .toList();
    }

    private static NodeAddress parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) < 1) {
            throw new InvalidNodeException(
                    "cluster.nodes names '%s'; permitted: HOST:PORT, or three of them separated by commas"
                            .formatted(text));
        }
        return new NodeAddress(matcher.group(1).replace("[", "").replace("]", ""), Integer.parseInt(matcher.group(2)));
    }

    /// Whether only processes of the same machine reach it.
    boolean isLoopback() {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("::1") || name.matches("127(\\.[0-9]{1,3}){3}");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

package tegum.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tegum.cli.config.Setting;
import tegum.cli.config.Settings;

/// Where a node of a cluster is and whom it joins.
final class NodeOption {
    @Option(
            names = "--nodes",
            paramLabel = "HOST:PORT",
            description =
                    "The coordinators: one, or three separated by commas; default: cluster.nodes, else 127.0.0.1:25520.")
    private String nodes = "";

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Where other nodes reach this one; default: cluster.host, else found out.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Port of this node; default: cluster.port, else a coordinator's of the list, a worker's any free one.")
    private String port = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a setting for this command; the keys: tegum config --effective.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    /// The settings, with what the command's flags say.
    ///
    /// @param more further flags, by setting; an empty one was not given
    Settings settings(Map<Setting, String> more) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.put(Setting.CLUSTER_NODES, nodes);
        given.put(Setting.CLUSTER_HOST, host);
        given.put(Setting.CLUSTER_PORT, port);
        given.putAll(more);
        Map<String, String> flags = new LinkedHashMap<>();
        given.forEach((setting, text) -> {
            if (!text.isEmpty()) {
                flags.put(setting.key(), text);
            }
        });
        return SettingsOption.settings(mixee, set, flags);
    }
}

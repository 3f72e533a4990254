package tegum.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tegum.cli.config.InvalidSettingsException;
import tegum.cli.config.Setting;
import tegum.cli.config.Settings;

/// Settings from the command line, those of file and environment below them.
final class SettingsOption {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a setting for this command; the keys: tegum config --effective.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "Processors to use, at least 1; default: worker.cores, else all.")
    private int cores = -1;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    /// @throws ParameterException if a key is unknown or a value not permitted
    Settings settings(StoreOption store) {
        Map<String, String> flags = new LinkedHashMap<>();
        if (given("--cores")) {
            if (cores < 1) {
                throw refused(mixee, "--cores is at least 1, not " + cores);
            }
            flags.put(Setting.WORKER_CORES.key(), Integer.toString(cores));
        }
        if (given("--store")) {
            flags.put(Setting.STORE_FOLDER.key(), store.folder().toString());
        }
        return settings(mixee, set, flags);
    }

    /// The settings of file and environment, with those of the command line over them.
    ///
    /// @param set what `--set` says
    /// @param flags value by key, of the settings that have flags of their own
    /// @throws ParameterException if a key is unknown or a value not permitted
    static Settings settings(CommandSpec command, Map<String, String> set, Map<String, String> flags) {
        for (String key : set.keySet()) {
            Setting.named(key).filter(setting -> !setting.flag().isEmpty()).ifPresent(setting -> {
                throw refused(
                        command, "--set %s: this setting has a flag of its own, %s".formatted(key, setting.flag()));
            });
        }
        Map<String, String> all = new LinkedHashMap<>(set);
        all.putAll(flags);
        try {
            return Main.settings(command).with(all);
        } catch (InvalidSettingsException e) {
            throw refused(command, String.valueOf(e.getMessage()));
        }
    }

    private boolean given(String flag) {
        return mixee.commandLine().getParseResult().hasMatchedOption(flag);
    }

    private static ParameterException refused(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), "tegum %s: %s".formatted(command.name(), message));
    }
}

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
        Map<String, String> flags = new LinkedHashMap<>(set);
        for (String key : set.keySet()) {
            Setting.named(key).filter(setting -> !setting.flag().isEmpty()).ifPresent(setting -> {
                throw refused("--set %s: this setting has a flag of its own, %s".formatted(key, setting.flag()));
            });
        }
        if (given("--cores")) {
            if (cores < 1) {
                throw refused("--cores is at least 1, not " + cores);
            }
            flags.put(Setting.WORKER_CORES.key(), Integer.toString(cores));
        }
        if (given("--store")) {
            flags.put(Setting.STORE_FOLDER.key(), store.folder().toString());
        }
        try {
            return Main.settings(mixee).with(flags);
        } catch (InvalidSettingsException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private boolean given(String flag) {
        return mixee.commandLine().getParseResult().hasMatchedOption(flag);
    }

    private ParameterException refused(String message) {
        return new ParameterException(mixee.commandLine(), "tegum %s: %s".formatted(mixee.name(), message));
    }
}

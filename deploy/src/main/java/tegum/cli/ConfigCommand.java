package tegum.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tegum.cli.config.Settings;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;

/// Lists the settings and where each came from.
@Command(
        name = "config",
        description = {
            "List the settings, their values and where each came from.",
            "",
            "Defaults give way to the file tegum.yaml (of the working folder, else of ~/.config/tegum), that to"
                    + " environment variables, those to flags."
        },
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
    @Option(
            names = "--effective",
            description = "Every setting; without this only those that are not at their defaults.")
    private boolean effective;

    @Mixin
    private SettingsOption settings;

    @Mixin
    private StoreOption store;

    @Mixin
    private FormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RowPrinter.print(
                new Rows(
                        List.of("key", "value", "origin", "variable", "flag", "description"),
                        settings.settings(store).all().stream()
                                .filter(value -> effective || !value.origin().equals(Settings.Value.DEFAULT))
                                .map(ConfigCommand::row)
                                .iterator()),
                format.format(),
                spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    private static List<String> row(Settings.Value value) {
        return List.of(
                value.setting().key(),
                value.text(),
                value.origin(),
                value.setting().variable(),
                value.setting().flag().isEmpty() ? "--set" : value.setting().flag(),
                value.setting().description());
    }
}

package tegum.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;
import tegum.worker.StandardEngines;
import tegum.worker.device.Device;
import tegum.worker.device.Devices;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Support;

/// Lists engines and devices.
@Command(
        name = "devices",
        description = "List engines and devices, and why one is not usable.",
        mixinStandardHelpOptions = true)
final class DevicesCommand implements Callable<Integer> {
    @Mixin
    private FormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Engine engine : StandardEngines.all().all()) {
            for (Device device : Devices.probe()) {
                rows.add(List.of(
                        engine.name(),
                        engine.numerics().toString(),
                        engine.tier().name().toLowerCase(Locale.ROOT),
                        device.id(),
                        device.description(),
                        device.cores(),
                        device.memoryBytes() >> 20,
                        usable(engine)));
            }
        }
        StandardEngines.NOT_IN_THIS_BUILD.forEach(
                (name, reason) -> rows.add(Arrays.asList(name, null, null, null, null, null, null, "no: " + reason)));
        RowPrinter.print(
                new Rows(
                        List.of("engine", "numerics", "tier", "device", "description", "cores", "memory_mib", "usable"),
                        rows.iterator()),
                format.format(),
                spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    private static String usable(Engine engine) {
        return switch (engine.usable()) {
            case Support.Yes() -> "yes";
            case Support.No(String reason) -> "no: " + reason;
        };
    }
}

package tegum.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.query.Digest;
import tegum.coordinator.query.QueryEngine;
import tegum.protocol.SweepVersion;

/// Prints a sweep's digest.
@Command(
        name = "digest",
        description = {
            "Print the SHA-256 of a sweep's results.",
            "",
            "Over key, outcome, loss, its standard error, weight digest and per-feature lists of every training, in key order;",
            "nothing about who trained it, where, when or what is kept.",
            "Two runs of one spec on one engine have the same digest, however often they were interrupted."
        },
        mixinStandardHelpOptions = true)
final class DigestCommand implements Callable<Integer> {
    @Mixin
    private SweepArgument sweep;

    @Mixin
    private StoreOption store;

    @Mixin
    private ReportFormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (QueryEngine engine = QueryEngine.open(store.folder())) {
            SweepVersion found = sweep.find(engine).sweep();
            String digest = Digest.of(engine, found);
            if (format.isJson()) {
                RowPrinter.printJson(
                        Map.of("sweep", found.toString(), "digest", digest),
                        spec.commandLine().getOut());
            } else {
                spec.commandLine().getOut().println(digest);
            }
        }
        return ExitCode.DONE;
    }
}

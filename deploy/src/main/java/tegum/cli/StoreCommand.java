package tegum.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.collect.StoreCare;

/// The store's own care.
@Command(
        name = "store",
        description = "Check the store, and remove what it does not need.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {StoreCommand.Check.class, StoreCommand.Gc.class})
final class StoreCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "tegum store: check or gc?");
    }

    /// Compares every fact of the store with every other.
    @Command(
            name = "check",
            description = {
                "Check that ledger, files and rows agree.",
                "",
                "Every registered file is there and whole, every training that is booked as done has one row, every row is",
                "booked. Needs the store for itself. Exit code 0 if it is sound, else 5."
            },
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Mixin
        private StoreOption store;

        @Mixin
        private ReportFormatOption format;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            StoreCare.Checked checked = StoreCare.check(store.folder(), Clock.systemUTC());
            PrintWriter out = spec.commandLine().getOut();
            if (format.isJson()) {
                RowPrinter.printJson(Map.of("problems", checked.problems(), "leftovers", checked.leftovers()), out);
            } else {
                checked.problems().forEach(out::println);
                if (checked.problems().isEmpty()) {
                    out.println("The store is sound.");
                }
                if (!checked.leftovers().isEmpty()) {
                    out.printf(
                            "%,d files of interrupted commits are not registered and do not count: tegum store gc removes them%n",
                            checked.leftovers().size());
                }
            }
            return checked.problems().isEmpty() ? ExitCode.DONE : ExitCode.UNAVAILABLE;
        }
    }

    /// Removes files that no commit registered.
    @Command(
            name = "gc",
            description = {
                "Remove files that no commit registered.",
                "",
                "An interrupted run leaves such files. Never removes a result. Needs the store for itself."
            },
            mixinStandardHelpOptions = true)
    static final class Gc implements Callable<Integer> {
        @Mixin
        private StoreOption store;

        @Mixin
        private ReportFormatOption format;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            StoreCare.Cleaned cleaned = StoreCare.gc(store.folder(), Clock.systemUTC());
            PrintWriter out = spec.commandLine().getOut();
            if (format.isJson()) {
                RowPrinter.printJson(Map.of("removed", cleaned.files(), "bytes", cleaned.bytes()), out);
                return ExitCode.DONE;
            }
            cleaned.files().forEach(file -> out.println("removed " + file));
            out.printf("%,d files, %s%n", cleaned.files().size(), Quantities.bytes(cleaned.bytes()));
            return ExitCode.DONE;
        }
    }
}

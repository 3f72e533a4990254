package tegum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.collect.StoreBackup;
import tegum.coordinator.collect.StoreCare;

/// The store's own care.
@Command(
        name = "store",
        description = "Check, compact, clean, copy or upgrade the store.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StoreCommand.Check.class,
            StoreCommand.Compact.class,
            StoreCommand.Gc.class,
            StoreCommand.Backup.class,
            StoreCommand.Upgrade.class
        })
final class StoreCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "tegum store: check, compact, gc, backup or upgrade?");
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
            StoreCare.Checked checked = StoreCare.check(store.folder(), store.ledger(spec), Clock.systemUTC());
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
                "Remove files that nobody needs.",
                "",
                "Those that an interrupted run left unregistered, and those that compaction has replaced a day ago. Never",
                "removes a result. Needs the store for itself."
            },
            mixinStandardHelpOptions = true)
    static final class Gc implements Callable<Integer> {
        @Mixin
        private StoreOption store;

        @Option(
                names = "--linger",
                paramLabel = "HOURS",
                description = "How long a replaced file stays for those who still read it; default: ${DEFAULT-VALUE}.",
                defaultValue = "24")
        private long lingerHours;

        @Mixin
        private ReportFormatOption format;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            if (lingerHours < 0) {
                throw new ParameterException(
                        spec.commandLine(), "--linger is %d: hours, 0 or more".formatted(lingerHours));
            }
            StoreCare.Cleaned cleaned =
                    StoreCare.gc(store.folder(), store.ledger(spec), Clock.systemUTC(), Duration.ofHours(lingerHours));
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

    /// Merges small files.
    @Command(
            name = "compact",
            description = {
                "Merge small files into large ones, and sum up what is done.",
                "",
                "A run does this by itself, a little at a time; this does all that is left, and writes the rows of the views",
                "of large sweeps that are done. Replaced files stay a day for those who still read them: tegum store gc",
                "removes them then. Needs the store for itself."
            },
            mixinStandardHelpOptions = true)
    static final class Compact implements Callable<Integer> {
        @Mixin
        private StoreOption store;

        @Mixin
        private ReportFormatOption format;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            StoreCare.Compacted compacted = StoreCare.compact(store.folder(), store.ledger(spec), Clock.systemUTC());
            PrintWriter out = spec.commandLine().getOut();
            if (format.isJson()) {
                RowPrinter.printJson(
                        Map.of(
                                "merged", compacted.merged(),
                                "into", compacted.into(),
                                "bytes_before", compacted.bytesBefore(),
                                "bytes_after", compacted.bytesAfter()),
                        out);
            } else if (compacted.merged() == 0) {
                out.println("There is nothing to merge.");
            } else {
                out.printf(
                        "%,d files of %s became %,d of %s%n",
                        compacted.merged(),
                        Quantities.bytes(compacted.bytesBefore()),
                        compacted.into(),
                        Quantities.bytes(compacted.bytesAfter()));
            }
            return ExitCode.DONE;
        }
    }

    /// Copies a store.
    @Command(
            name = "backup",
            description = {
                "Copy the store into another folder, which then is a store of its own.",
                "",
                "Copies what counts and nothing else, each file against its checksum; the folder appears when it is whole.",
                "Needs the store for itself."
            },
            mixinStandardHelpOptions = true)
    static final class Backup implements Callable<Integer> {
        @Mixin
        private StoreOption store;

        @Mixin
        private ReportFormatOption format;

        @Parameters(paramLabel = "DIR", description = "A folder that does not exist yet, or is empty.")
        private Path target = Path.of("");

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            StoreBackup.Backup backup = StoreBackup.copy(store.folder(), store.ledger(spec), target, Clock.systemUTC());
            PrintWriter out = spec.commandLine().getOut();
            if (format.isJson()) {
                RowPrinter.printJson(Map.of("segments", backup.segments(), "bytes", backup.bytes()), out);
            } else {
                out.printf("%,d files, %s, are in %s%n", backup.segments(), Quantities.bytes(backup.bytes()), target);
            }
            return ExitCode.DONE;
        }
    }

    /// Brings a store to this program's schema.
    @Command(
            name = "upgrade",
            description = {
                "Bring a store that an earlier Tegum wrote to this one's layout.",
                "",
                "Every command that writes the store does so too. Needs the store for itself."
            },
            mixinStandardHelpOptions = true)
    static final class Upgrade implements Callable<Integer> {
        @Mixin
        private StoreOption store;

        @Mixin
        private ReportFormatOption format;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            StoreCare.Upgraded upgraded = StoreCare.upgrade(store.folder(), store.ledger(spec), Clock.systemUTC());
            PrintWriter out = spec.commandLine().getOut();
            if (format.isJson()) {
                RowPrinter.printJson(Map.of("from", upgraded.from(), "to", upgraded.to()), out);
            } else if (upgraded.from() == upgraded.to()) {
                out.printf("There is nothing to do: the store has schema %d, the latest.%n", upgraded.to());
            } else {
                out.printf("The store had schema %d and has %d now.%n", upgraded.from(), upgraded.to());
            }
            return ExitCode.DONE;
        }
    }
}

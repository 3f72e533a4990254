package tegum.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import tegum.cli.cluster.InvalidNodeException;
import tegum.cli.cluster.NodeUnavailableException;
import tegum.cli.config.InvalidSettingsException;
import tegum.cli.config.Setting;
import tegum.cli.config.Settings;
import tegum.cli.config.SettingsFile;
import tegum.cli.remote.RemoteException;
import tegum.cli.tls.InvalidCertificateException;
import tegum.coordinator.control.ControlException;
import tegum.coordinator.dataset.InvalidQueryException;
import tegum.coordinator.export.OutputException;
import tegum.coordinator.ledger.StoreException;
import tegum.spec.InvalidSpecException;
import tegum.worker.bench.BenchUnavailableException;

/// The program.
@Command(
        name = "tegum",
        description = "Phase diagrams of toy models of superposition, by the million.",
        mixinStandardHelpOptions = true,
        versionProvider = Build.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CoordinatorCommand.class,
            WorkerCommand.class,
            SubmitCommand.class,
            PlanCommand.class,
            NewCommand.class,
            SweepsCommand.class,
            StatusCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            CancelCommand.class,
            PriorityCommand.class,
            ExplainCommand.class,
            WorkersCommand.class,
            DrainCommand.class,
            ReleaseCommand.class,
            TokenCommand.class,
            QueryCommand.class,
            ShowCommand.class,
            PlotCommand.class,
            ExportCommand.class,
            WeightsCommand.class,
            CompareCommand.class,
            ReportCommand.class,
            DigestCommand.class,
            MeasureCommand.class,
            RerunCommand.class,
            VerifyCommand.class,
            DevicesCommand.class,
            BenchCommand.class,
            StoreCommand.class,
            TlsCommand.class,
            ConfigCommand.class,
            SchemaCommand.class,
            CompletionCommand.class
        },
        footer = {
            "",
            "Start here:",
            "  tegum new --list                        what can be studied",
            "  tegum new phase-2-1 > my-sweep.yaml     a commented spec to start from",
            "  tegum plan my-sweep.yaml                what it would train",
            "  tegum run my-sweep.yaml                 train, store, draw; the same command resumes",
            "  tegum query 'FROM \"phase-2-1\"'          one row a cell, also while it runs",
            "",
            "Exit codes: 0 done, 2 usage, 3 invalid spec, 4 some trainings failed or differ, 5 unavailable, 70 bug, 130/143 interrupted."
        })
public final class Main implements Runnable {
    /// Options that have a setting as their default.
    private static final Set<Setting> SET_BY_DEFAULT =
            Set.of(Setting.STORE_FOLDER, Setting.COORDINATOR, Setting.TOKEN_FILE);

    private final Settings settings;

    @Spec
    private CommandSpec spec;

    private Main(Settings settings) {
        this.settings = settings;
    }

    /// The settings of file and environment.
    static Settings settings(CommandSpec ofCommand) {
        return ((Main) ofCommand.root().userObject()).settings;
    }

    /// Runs one command and exits with its code.
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /// Runs one command; output goes to standard output, everything else to standard error.
    static int run(String... args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Settings settings;
        try {
            settings = Settings.of(System.getenv(), SettingsFile.find(Path.of(""), System.getenv()));
        } catch (InvalidSettingsException e) {
            String.valueOf(e.getMessage()).lines().forEach(line -> err.println("tegum: " + line));
            return ExitCode.USAGE;
        }
        return new CommandLine(new Main(settings))
                .setDefaultValueProvider(argument -> argument instanceof OptionSpec option
                        ? Setting.ofFlag(option.longestName())
                                .filter(SET_BY_DEFAULT::contains)
                                .map(settings::text)
                                .orElse(null)
                        : null)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, _) -> refuse(wrong))
                .setExecutionExceptionHandler((failure, command, _) -> report(failure, command.getErr()))
                .execute(args);
    }

    /// Says in one line what is wrong with the command line, and where more is said; a group of commands lists them.
    private static int refuse(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        String message = String.valueOf(wrong.getMessage());
        err.println(message.startsWith("tegum") ? message : name + ": " + message);
        if (command.getSubcommands().isEmpty()) {
            UnmatchedArgumentException.printSuggestions(wrong, err);
            err.println("More: " + name + " --help");
        } else if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            command.usage(err);
        }
        return ExitCode.USAGE;
    }

    /// Says in words what went wrong and who must act.
    private static int report(Exception failure, PrintWriter err) {
        return switch (failure) {
            case InvalidSpecException invalid -> {
                err.println(invalid.getMessage());
                yield ExitCode.INVALID_SPEC;
            }
            // The shutdown hook has said what happens, and the signal decides the exit code.
            case RunStoppedException _ -> ExitCode.INTERRUPTED;
            case InvalidQueryException query -> {
                err.println("tegum: " + query.getMessage());
                yield ExitCode.USAGE;
            }
            case InvalidNodeException invalid -> {
                err.println("tegum: " + invalid.getMessage());
                yield ExitCode.USAGE;
            }
            case NodeUnavailableException unavailable -> said(unavailable, err);
            case StoreException unavailable -> said(unavailable, err);
            case RemoteException refused -> {
                err.println("tegum: " + refused.getMessage());
                yield refused.kind() == RemoteException.Kind.INVALID ? ExitCode.USAGE : ExitCode.UNAVAILABLE;
            }
            case ControlException refused -> {
                err.println("tegum: " + refused.getMessage());
                yield refused.kind() == ControlException.Kind.INVALID ? ExitCode.USAGE : ExitCode.UNAVAILABLE;
            }
            case UnavailableException unavailable -> said(unavailable, err);
            case BenchUnavailableException unavailable -> said(unavailable, err);
            case OutputException unwritten -> said(unwritten, err);
            case InvalidCertificateException invalid -> said(invalid, err);
            default -> {
                err.println("tegum: a bug: " + failure);
                err.println("Please report it with the lines below and the command that you ran.");
                failure.printStackTrace(err);
                yield ExitCode.BUG;
            }
        };
    }

    private static int said(Exception unavailable, PrintWriter err) {
        err.println("tegum: " + unavailable.getMessage());
        return ExitCode.UNAVAILABLE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "tegum: which command?");
    }
}

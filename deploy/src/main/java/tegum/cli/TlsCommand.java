package tegum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;
import tegum.cli.tls.CertificateFolder;
import tegum.cli.tls.NodeName;

/// Certificates for the nodes of a cluster.
@Command(
        name = "tls",
        description = {
            "Make the certificates with which the nodes of a cluster know each other.",
            "",
            "For a lab without an authority of its own. A lab that has one signs its nodes' keys there: certificates for",
            "both ends of a connection, all with one name in common."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TlsCommand.Init.class, TlsCommand.Issue.class, TlsCommand.Show.class})
final class TlsCommand implements Runnable {
    private static final int MOST_DAYS = 3650;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "tegum tls: init, issue or show?");
    }

    /// Where certificates are made, and for which nodes.
    private static final class Nodes {
        @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the authority.")
        private Path folder = Path.of("");

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "NODE",
                description = "A node's name, or NAME=HOST,HOST with the names and addresses at which others reach it.")
        private List<String> names = new ArrayList<>();

        @Option(
                names = "--days",
                paramLabel = "DAYS",
                defaultValue = "365",
                description = "How long the nodes' certificates are valid, 1 to 3650; default: ${DEFAULT-VALUE}.")
        private int days;

        @Mixin
        private ReportFormatOption format;

        /// Refuses what is wrong before anything is made.
        void check(CommandSpec spec) {
            if (days < 1 || days > MOST_DAYS) {
                throw new ParameterException(spec.commandLine(), "--days is %d: 1 to %d".formatted(days, MOST_DAYS));
            }
            nodes();
        }

        /// Makes all of them or, where a node has one already, none.
        int issue(CertificateFolder authority, boolean renew, CommandSpec spec) {
            nodes().forEach(node -> authority.requireFree(node, renew));
            List<String> made = nodes().stream()
                    .map(node ->
                            authority.issue(node, Duration.ofDays(days), renew).toString())
                    .toList();
            PrintWriter out = spec.commandLine().getOut();
            if (format.isJson()) {
                RowPrinter.printJson(made, out);
            } else {
                made.forEach(node ->
                        out.println("made " + node + ": copy it to the node and name it there as cluster.tls.folder"));
            }
            return ExitCode.DONE;
        }

        private List<NodeName> nodes() {
            return names.stream().map(NodeName::parse).toList();
        }
    }

    /// A new authority.
    @Command(
            name = "init",
            description = {
                "Make an authority and the certificates of its first nodes.",
                "",
                "The key of the authority stays in the folder: whoever has it can add nodes."
            },
            mixinStandardHelpOptions = true)
    static final class Init implements Callable<Integer> {
        @Mixin
        private Nodes nodes;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            nodes.check(spec);
            return nodes.issue(CertificateFolder.create(nodes.folder, Clock.systemUTC()), false, spec);
        }
    }

    /// Certificates of further nodes.
    @Command(
            name = "issue",
            description = {
                "Make the certificates of further nodes, or renew them.",
                "",
                "A running node takes a renewed certificate within five minutes, without a restart."
            },
            mixinStandardHelpOptions = true)
    static final class Issue implements Callable<Integer> {
        @Mixin
        private Nodes nodes;

        @Option(names = "--renew", description = "Replace the certificates that the nodes have.")
        private boolean renew;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            nodes.check(spec);
            return nodes.issue(CertificateFolder.open(nodes.folder, Clock.systemUTC()), renew, spec);
        }
    }

    /// What there is.
    @Command(
            name = "show",
            description = "List the certificates of a folder, their hosts and when they end.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "DIR", description = "The folder that tegum tls init made.")
        private Path folder = Path.of("");

        @Mixin
        private FormatOption format;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            RowPrinter.print(
                    new Rows(
                            List.of("node", "hosts", "until", "trusted"),
                            CertificateFolder.open(folder, Clock.systemUTC()).issued().stream()
                                    .map(TlsCommand::row)
                                    .iterator()),
                    format.format(),
                    spec.commandLine().getOut());
            return ExitCode.DONE;
        }
    }

    private static List<Object> row(CertificateFolder.Issued issued) {
        return List.of(
                issued.node(), String.join(", ", issued.hosts()), issued.until().toString(), issued.trusted());
    }
}

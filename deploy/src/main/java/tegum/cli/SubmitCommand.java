package tegum.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.cli.remote.CoordinatorClient;
import tegum.cli.remote.Document;

/// Asks a coordinator for a sweep.
@Command(
        name = "submit",
        description = {
            "Ask a coordinator for a sweep; its workers train it.",
            "",
            "The same spec again changes nothing; a changed one is a new version, and trains only what is missing."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  tegum submit my-sweep.yaml --coordinator http://head:7480 --follow",
            "",
            "With --follow, Ctrl-C ends the watching alone; the sweep goes on. tegum status --follow watches again."
        })
final class SubmitCommand implements Callable<Integer> {
    @Mixin
    private SpecArgument specArgument;

    @Option(names = "--follow", description = "Show how far it is until it has ended.")
    private boolean follow;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private CoordinatorOption coordinator;

    @Mixin
    private ReportFormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        // Problems of a spec are told here, with their lines, before anybody is asked.
        String yaml = specArgument.read().yaml();
        PrintWriter out = spec.commandLine().getOut();
        try (CoordinatorClient client = coordinator.require("tegum run trains a sweep on this machine")) {
            Document accepted = client.submit(yaml, reason.text());
            Document status = accepted.part("status");
            print(accepted, status, out);
            return follow
                    ? Follow.toItsEnd(
                            client,
                            SweepTable.name(status),
                            format.isJson(),
                            out,
                            spec.commandLine().getErr())
                    : ExitCode.DONE;
        }
    }

    private void print(Document accepted, Document status, PrintWriter out) {
        if (format.isJson()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("event", accepted.flag("resumed") ? "resumed" : "submitted");
            line.put("sweep", SweepTable.name(status));
            line.put("state", status.text("state"));
            line.put("cells", accepted.part("plan").number("cells"));
            line.put("planned", status.number("planned"));
            line.put("done", status.number("done"));
            RowPrinter.printJsonLine(line, out);
            return;
        }
        out.printf(
                "%s %s: %,d cells, %,d trainings, %,d of them stored already%n",
                accepted.flag("resumed") ? "known as" : "submitted as",
                SweepTable.name(status),
                accepted.part("plan").number("cells"),
                status.number("planned"),
                status.number("done"));
        out.flush();
    }
}

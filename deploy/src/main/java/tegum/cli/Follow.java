package tegum.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tegum.cli.output.Progress;
import tegum.cli.output.RowPrinter;
import tegum.cli.remote.CoordinatorClient;
import tegum.cli.remote.Document;
import tegum.cli.remote.ProgressFollower;

/// Shows how far a sweep of a coordinator is until it has ended, as `run` does.
final class Follow {
    /// A coordinator that died is found dead, and the next one opens the store, well within this.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Follow() {}

    /// Follows a sweep.
    ///
    /// @param sweep name of a sweep, or `name@version`
    /// @return exit code that says how it ended
    static int toItsEnd(CoordinatorClient client, String sweep, boolean json, PrintWriter out, PrintWriter err) {
        Document end;
        try (Shown shown = new Shown(json, out, err)) {
            end = new ProgressFollower(client, PATIENCE).follow(sweep, shown::show);
        }
        ended(end, json, out);
        return end.number("failed") > 0 ? ExitCode.SOME_FAILED : ExitCode.DONE;
    }

    private static void ended(Document end, boolean json, PrintWriter out) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("event", "ended");
            line.put("sweep", SweepTable.name(end));
            line.put("state", end.text("state"));
            line.put("planned", end.number("planned"));
            line.put("done", end.number("done"));
            line.put("reused", end.number("reused"));
            line.put("failed", end.number("failed"));
            line.put("cancelled", end.number("cancelled"));
            RowPrinter.printJsonLine(line, out);
            return;
        }
        out.printf(
                "%s is %s: %,d trainings done, %,d of which reused, %,d failed, %,d cancelled%n",
                SweepTable.name(end),
                end.text("state"),
                end.number("done"),
                end.number("reused"),
                end.number("failed"),
                end.number("cancelled"));
        out.flush();
    }

    /// The progress, made when the first state is known.
    private static final class Shown implements AutoCloseable {
        private final boolean json;
        private final PrintWriter out;
        private final PrintWriter err;
        private Progress progress = new Progress.Silent();

        Shown(boolean json, PrintWriter out, PrintWriter err) {
            this.json = json;
            this.out = out;
            this.err = err;
        }

        void show(Document sweep) {
            Progress.State state = new Progress.State(
                    SweepTable.name(sweep),
                    sweep.number("planned"),
                    sweep.number("done"),
                    sweep.number("reused"),
                    sweep.number("failed"),
                    sweep.decimal("trainings_per_second"));
            if (progress instanceof Progress.Silent) {
                progress = json
                        ? new Progress.Json(out)
                        : Terminal.isTerminal() ? new Progress.Bar(state) : new Progress.Lines(err);
            }
            progress.show(state);
        }

        @Override
        public void close() {
            progress.close();
        }
    }
}

package tegum.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tegum.cli.config.Setting;
import tegum.cli.config.Settings;
import tegum.cli.output.Format;
import tegum.cli.output.Progress;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.actor.CoordinatorEvent;
import tegum.coordinator.actor.CoordinatorSettings;
import tegum.coordinator.collect.Results;
import tegum.coordinator.collect.StoredResults;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.diagram.SweepDiagrams;
import tegum.coordinator.query.QueryEngine;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;
import tegum.worker.StandardEngines;
import tegum.worker.actor.WorkerLimits;
import tegum.worker.actor.WorkerSetup;
import tegum.worker.engine.Engines;

/// Does everything in one process: plan, train, store, draw.
@Command(
        name = "run",
        description = {
            "Train a sweep on this machine, store its results, draw its diagram.",
            "",
            "The same command goes on where it was interrupted; a changed spec trains only what is missing."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "While it runs, from another terminal: tegum status, tegum query, tegum plot.",
            "Ctrl-C finishes or returns what runs; nothing that was stored is trained again."
        })
final class RunCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 100;

    /// Longer than the worker takes at most to finish what runs and to be acknowledged.
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    @Mixin
    private SpecArgument specArgument;

    @Mixin
    private StoreOption store;

    @Mixin
    private SettingsOption settingsOption;

    @Option(names = "--metrics", description = "Print what was counted and timed when the sweep ends.")
    private boolean metrics;

    @Option(names = "--timings", description = "Print where the time went when the sweep ends.")
    private boolean timings;

    @Option(names = "--verbose", description = "Show the log on standard error too; it is in STORE/logs/tegum.log.")
    private boolean verbose;

    @Mixin
    private ReportFormatOption format;

    @Spec
    private CommandSpec spec;

    private final BlockingQueue<CoordinatorEvent> events = new LinkedBlockingQueue<>();
    private final Timings spent = new Timings();

    @Override
    public Integer call() {
        spent.ended("start of Java and of the program");
        Settings settings = settingsOption.settings(store);
        SpecArgument.Read read = specArgument.read();
        Plan plan = Plan.of(read.spec());
        Engines engines = StandardEngines.all();
        EngineCheck.check(plan, engines);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        spent.ended("reading and planning");
        Results results = StoredResults.open(store.folder(), LedgerSettings.source(settings), Clock.systemUTC());
        Logging.into(store.folder(), verbose);
        EmbeddedRun run = EmbeddedRun.start(
                results, worker(engines, settings, meters), coordinator(settings), meters, events::add);
        spent.ended("opening the store, starting both sides");
        Thread hook = Thread.ofPlatform().unstarted(() -> interrupted(run));
        Runtime.getRuntime().addShutdownHook(hook);
        CoordinatorEvent.Ended ended;
        try {
            ended = follow(run.submit(read.spec(), read.yaml(), System.getProperty("user.name", "unknown")));
            spent.ended("training, evaluating and storing");
            meters.find("tegum.evaluation.duration")
                    .timers()
                    .forEach(timer -> spent.part("evaluating and measuring", timer.totalTime(TimeUnit.NANOSECONDS)));
        } finally {
            stop(run, hook);
        }
        spent.ended("closing the store");
        return finished(ended, read, meters);
    }

    private static CoordinatorSettings coordinator(Settings settings) {
        return CoordinatorSettings.embedded()
                .withCommitInterval(settings.duration(Setting.STORE_COMMIT_INTERVAL))
                .withOffers(settings.duration(Setting.OFFER_TARGET), settings.duration(Setting.LEASE_TTL));
    }

    private static WorkerSetup worker(Engines engines, Settings settings, SimpleMeterRegistry meters) {
        return WorkerSetups.of(
                new WorkerId("local-" + ProcessHandle.current().pid()),
                engines,
                settings,
                WorkerLimits.embedded(),
                meters);
    }

    /// Waits for the end, showing how far the sweep is.
    private CoordinatorEvent.Ended follow(CompletableFuture<CoordinatorEvent.Ended> end) {
        Progress progress = new Progress.Silent();
        try {
            while (!end.isDone() || !events.isEmpty()) {
                switch (events.poll(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    case CoordinatorEvent.Submitted(
                            SweepVersion sweep,
                            boolean resumed,
                            Plan plan,
                            SweepCounts counts) -> {
                        started(sweep, resumed, plan, counts);
                        progress = progress(state(sweep, counts, 0));
                    }
                    case CoordinatorEvent.Progress(SweepVersion sweep, SweepCounts counts, double perSecond) ->
                        progress.show(state(sweep, counts, perSecond));
                    case CoordinatorEvent.Ended ended -> progress.show(state(ended.sweep(), ended.counts(), 0));
                    // These end the future too, which carries them.
                    case CoordinatorEvent.Failed _, CoordinatorEvent.Stranded _, CoordinatorEvent.Refused _ -> {}
                    case CoordinatorEvent.WentOn _ -> {}
                    case null -> {}
                }
            }
            return end.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            progress.close();
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    private void started(SweepVersion sweep, boolean resumed, Plan plan, SweepCounts counts) {
        PrintWriter out = spec.commandLine().getOut();
        if (format.isJson()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("event", resumed ? "resumed" : "submitted");
            line.put("sweep", sweep.toString());
            line.put("cells", plan.cells());
            line.put("planned", counts.planned());
            RowPrinter.printJsonLine(line, out);
            return;
        }
        // What other sweeps have trained already is found stratum by stratum, so the last line tells it, not the first.
        out.printf(
                "%s %s: %,d cells, %,d trainings%s; store %s%n",
                resumed ? "resuming" : "running",
                sweep,
                plan.cells(),
                counts.planned(),
                resumed ? ", %,d of them stored already".formatted(counts.done()) : "",
                store.folder());
        out.flush();
    }

    private Progress progress(Progress.State state) {
        if (format.isJson()) {
            return new Progress.Json(spec.commandLine().getOut());
        }
        return Terminal.isTerminal()
                ? new Progress.Bar(state)
                : new Progress.Lines(spec.commandLine().getErr());
    }

    private static Progress.State state(SweepVersion sweep, SweepCounts counts, double perSecond) {
        return new Progress.State(
                sweep.toString(), counts.planned(), counts.done(), counts.reused(), counts.failed(), perSecond);
    }

    /// The shutdown hook: Ctrl-C and SIGTERM end here, and the JVM then exits with 130 or 143.
    private void interrupted(EmbeddedRun run) {
        PrintWriter err = spec.commandLine().getErr();
        err.println();
        err.println("tegum: interrupted; finishing or returning what runs ...");
        err.flush();
        boolean stopped = run.stop(LONGEST_STOP);
        err.println(
                stopped
                        ? "tegum: stopped. The same command goes on where this one ended."
                        : "tegum: the worker did not stop in time; what was stored is safe, the same command goes on.");
        err.flush();
    }

    private static void stop(EmbeddedRun run, Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The JVM is shutting down already: the hook stops the run.
            return;
        }
        run.stop(LONGEST_STOP);
    }

    private int finished(CoordinatorEvent.Ended ended, SpecArgument.Read read, SimpleMeterRegistry meters) {
        PrintWriter out = spec.commandLine().getOut();
        Path plots = store.folder().resolve("plots");
        try (QueryEngine engine = QueryEngine.open(store.folder())) {
            Diagrams diagrams = Diagrams.of(
                    engine,
                    new SweepArgument.Found(ended.sweep(), read.spec()),
                    read.spec().measure().rule());
            long remeasured = Remeasured.of(engine, ended.sweep());
            List<SweepDiagrams.Named> slices = diagrams.slices();
            List<Path> files = diagrams.write(slices, diagrams.automatic(), plots);
            if (format.isJson()) {
                json(ended, remeasured, files, out);
            } else {
                out.print(diagrams.text(slices));
                summary(ended, remeasured, files, out);
            }
        } catch (IOException e) {
            throw new UnavailableException(e.getMessage() + "; the results are stored: tegum plot draws them");
        }
        spent.ended("querying, drawing and printing");
        if (timings) {
            RowPrinter.print(spent.rows(), format.isJson() ? Format.JSON : Format.TABLE, out);
        }
        if (metrics) {
            RowPrinter.print(Metrics.rows(meters), format.isJson() ? Format.JSON : Format.TABLE, out);
        }
        out.flush();
        return ended.counts().failed() > 0 ? ExitCode.SOME_FAILED : ExitCode.DONE;
    }

    private void summary(CoordinatorEvent.Ended ended, long remeasured, List<Path> files, PrintWriter out) {
        SweepCounts counts = ended.counts();
        out.printf(
                "%s: %,d trainings, %,d of which reused%s, %,d failed%n",
                ended.sweep(),
                counts.done(),
                counts.reused(),
                remeasured == 0 ? "" : " (%,d measured anew from kept weights)".formatted(remeasured),
                counts.failed());
        files.forEach(file -> out.println("wrote " + file));
        out.printf(
                "data:  %s (Parquet; views in data/views.sql)%n", store.folder().resolve("data"));
        out.printf(
                "query: tegum query 'FROM \"%s\"' --store %s%n", ended.sweep().name(), store.folder());
        if (counts.failed() > 0) {
            out.printf(
                    "why trainings failed: tegum query 'SELECT kind, text, count(*) FROM failures GROUP BY ALL' --store %s%n",
                    store.folder());
        }
    }

    private static void json(CoordinatorEvent.Ended ended, long remeasured, List<Path> files, PrintWriter out) {
        SweepCounts counts = ended.counts();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "ended");
        line.put("sweep", ended.sweep().toString());
        line.put("state", ended.state().text());
        line.put("planned", counts.planned());
        line.put("done", counts.done());
        line.put("reused", counts.reused());
        line.put("remeasured", remeasured);
        line.put("failed", counts.failed());
        line.put("pictures", files.stream().map(Path::toString).toList());
        RowPrinter.printJsonLine(line, out);
    }
}

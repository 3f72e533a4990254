package tegum.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.collect.StoredResults;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.query.QueryEngine;
import tegum.measure.Thresholds;
import tegum.protocol.SweepVersion;
import tegum.spec.Focus;
import tegum.spec.MeasureSettings;
import tegum.statistics.Rule;

/// Measures a sweep's trainings anew from their kept weights.
@Command(
        name = "measure",
        description = {
            "Look at a sweep with other thresholds: measure its trainings anew from kept weights, train nothing.",
            "",
            "Makes a new version of the sweep whose spec differs in its measure section alone; what is not given stays.",
            "Losses, weights and digests are the old ones; the old version stays as it was, as \"SWEEP@VERSION\"."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  tegum measure phase-2-1 --edge 0.2",
            "  tegum query 'SELECT composition, count(*) FROM \"phase-2-1\" GROUP BY ALL'",
            "",
            "Exit code 5, and nothing changed, if trainings keep no weights (keep.weights best or none)."
        })
final class MeasureCommand implements Callable<Integer> {
    @Mixin
    private SweepArgument sweep;

    @Mixin
    private StoreOption store;

    @Option(names = "--represented", paramLabel = "X", description = "A feature is represented from this norm on.")
    private @Nullable Double represented;

    @Option(
            names = "--superposed",
            paramLabel = "X",
            description = "A represented feature is superposed from this interference on.")
    private @Nullable Double superposed;

    @Option(
            names = "--edge",
            paramLabel = "X",
            description = "Two represented features are joined where |W_i W_j| is above this.")
    private @Nullable Double edge;

    @Option(
            names = "--focus",
            paramLabel = "FEATURE",
            description = "Feature whose phase the diagram shows: last, or an index from 0.")
    private @Nullable String focus;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "What a picture shows first: best, mean, drop-worst or median of the replicates.")
    private @Nullable String rule;

    @Option(names = "--kept", description = "Measure those whose weights are kept, and leave the others open.")
    private boolean keptOnly;

    @Mixin
    private ReportFormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        long began = System.nanoTime();
        SweepArgument.Found found;
        try (QueryEngine engine = QueryEngine.open(store.folder())) {
            found = sweep.find(engine);
        }
        MeasureSettings wanted = changed(found.spec().measure());
        SweepVersion measured;
        SweepCounts counts;
        Logging.into(store.folder(), false);
        try (StoredResults results = StoredResults.open(store.folder(), store.ledger(spec), Clock.systemUTC())) {
            measured = results.measure(found.sweep(), wanted, keptOnly, System.getProperty("user.name", "unknown"));
            counts = results.counts(measured);
        }
        Done done;
        try (QueryEngine engine = QueryEngine.open(store.folder())) {
            Thresholds before = Thresholds.of(found.spec().measure());
            done = new Done(
                    measured,
                    counts,
                    Remeasured.of(engine, measured),
                    Remeasured.changed(engine, found.sweep(), before, measured, Thresholds.of(wanted)),
                    (System.nanoTime() - began) / 1e9);
        }
        if (format.isJson()) {
            json(found.sweep(), done);
        } else {
            text(found, wanted, done);
        }
        return ExitCode.DONE;
    }

    /// What was done.
    ///
    /// @param remeasured trainings that were measured anew
    /// @param changed of these, those that show something else
    private record Done(SweepVersion sweep, SweepCounts counts, long remeasured, long changed, double seconds) {
        long open() {
            return counts.planned() - counts.done();
        }
    }

    private MeasureSettings changed(MeasureSettings before) {
        return new MeasureSettings(
                focus == null ? before.focus() : focus(focus),
                rule == null ? before.rule() : rule(rule),
                represented == null ? before.represented() : represented,
                superposed == null ? before.superposed() : superposed,
                edge == null ? before.edge() : edge,
                before.record());
    }

    private Focus focus(String text) {
        if (text.equals("last")) {
            return new Focus.Last();
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new ParameterException(
                    spec.commandLine(), "tegum measure: --focus is last or an index from 0, not " + text);
        }
        return new Focus.Feature(Integer.parseInt(text));
    }

    private Rule rule(String text) {
        try {
            return Rule.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "tegum measure: --rule: " + e.getMessage(), e);
        }
    }

    private void json(SweepVersion from, Done done) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("sweep", done.sweep.toString());
        line.put("from", from.toString());
        line.put("planned", done.counts.planned());
        line.put("done", done.counts.done());
        line.put("remeasured", done.remeasured);
        line.put("changed", done.changed);
        line.put("open", done.open());
        line.put("seconds", done.seconds);
        RowPrinter.printJson(line, spec.commandLine().getOut());
    }

    private void text(SweepArgument.Found from, MeasureSettings wanted, Done done) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> changes = changes(from.spec().measure(), wanted);
        if (done.sweep.equals(from.sweep())) {
            out.println("no threshold differs from those of " + from.sweep() + ": nothing was measured");
            return;
        }
        out.printf(
                "%s: %,d trainings, %,d of which measured anew from kept weights, none trained; %.1f s%n",
                done.sweep, done.counts.done(), done.remeasured, done.seconds);
        out.printf("shapes or phases changed in %,d of them%n", done.changed);
        out.println(String.join(", ", changes));
        if (done.open() > 0) {
            out.printf(
                    "%,d trainings are open: they were not trained for %s, or keep no weights. tegum run trains them, with the spec of%n  tegum new --from %s --store %s%n",
                    done.open(), from.sweep(), done.sweep, store.folder());
        }
        out.printf(
                "query: tegum query 'FROM \"%s\"' --store %s; as it was: FROM \"%s\"%n",
                done.sweep.name(), store.folder(), from.sweep());
        out.printf("plot:  tegum plot %s --store %s%n", done.sweep.name(), store.folder());
    }

    private static List<String> changes(MeasureSettings before, MeasureSettings after) {
        List<String> changes = new ArrayList<>();
        add(changes, "represented", before.represented(), after.represented());
        add(changes, "superposed", before.superposed(), after.superposed());
        add(changes, "edge", before.edge(), after.edge());
        add(changes, "focus", before.focus().text(), after.focus().text());
        add(changes, "rule", before.rule().text(), after.rule().text());
        return changes;
    }

    private static void add(List<String> changes, String name, Object before, Object after) {
        if (!before.equals(after)) {
            changes.add("%s %s -> %s".formatted(name, before, after));
        }
    }
}

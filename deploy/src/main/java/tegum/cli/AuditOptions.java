package tegum.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tegum.cli.output.Progress;
import tegum.coordinator.audit.Audit;
import tegum.coordinator.audit.AuditReport;
import tegum.coordinator.collect.StoredResults;
import tegum.protocol.SweepVersion;
import tegum.worker.StandardEngines;
import tegum.worker.device.Devices;
import tegum.worker.engine.Engines;

/// What `verify` and `rerun` have in common: the store, who trains again, how far results may be apart.
final class AuditOptions {
    @Mixin
    private StoreOption store;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "Train again with this engine, not the recorded one; losses then agree within the tolerance.")
    private @Nullable String engine;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            defaultValue = "0.01",
            description = {
                "Relative difference of losses where the same bits are not promised: another engine, a newer one, one of",
                "tolerance tier. Above 0, below 1; default: ${DEFAULT-VALUE}."
            })
    private double tolerance;

    @Mixin
    private ReportFormatOption format;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /// An audit on the open store.
    interface Act {
        AuditReport audit(StoredResults results, WorkerRetrainer retrainer, Audit.Request request);
    }

    /// What is audited.
    ///
    /// @param trainings how many will be compared
    record Target(SweepVersion sweep, long trainings, Act act) {}

    Path folder() {
        return store.folder();
    }

    /// Opens store and engines, audits and prints.
    ///
    /// @param target finds in the open store what is audited
    int run(String command, Function<StoredResults, Target> target, AuditText.Asked asked) {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "tegum %s: --tolerance is above 0 and below 1, not %s".formatted(command, tolerance));
        }
        Engines engines = StandardEngines.all();
        if (engine != null && engines.named(engine).isEmpty()) {
            throw new UnavailableException(
                    "there is no engine \"%s\" here; see what there is with: tegum devices".formatted(engine));
        }
        Instant at = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        AuditReport report;
        try (StoredResults results = StoredResults.openExisting(store.folder(), store.ledger(spec), Clock.systemUTC());
                WorkerRetrainer retrainer = new WorkerRetrainer(Devices.probe().getFirst(), engines)) {
            Logging.into(store.folder(), false);
            Target found = target.apply(results);
            try (Progress progress = progress(found)) {
                LongConsumer shown = done ->
                        progress.show(new Progress.State(found.sweep.toString(), found.trainings, done, 0, 0, 0));
                report = found.act.audit(
                        results,
                        retrainer,
                        new Audit.Request(
                                Build.version(),
                                System.getProperty("user.name", "unknown"),
                                at,
                                Optional.ofNullable(engine),
                                tolerance,
                                shown));
            }
        }
        AuditText text = new AuditText(command, report, asked, at);
        text.print(format.isJson(), spec.commandLine().getOut());
        return report.isSound() ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }

    private Progress progress(Target target) {
        return Terminal.isTerminal() && !format.isJson()
                ? new Progress.Bar(new Progress.State(target.sweep.toString(), target.trainings, 0, 0, 0, 0))
                : new Progress.Silent();
    }
}

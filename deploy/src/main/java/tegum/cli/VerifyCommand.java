package tegum.cli;

import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tegum.coordinator.audit.Audit;
import tegum.coordinator.audit.SampleSize;
import tegum.coordinator.collect.StoredResults;
import tegum.protocol.SweepVersion;

/// Audits a random sample of a sweep.
@Command(
        name = "verify",
        description = {
            "Audit a random sample of a sweep's trainings.",
            "",
            "Checks the sweep's files against the ledger; then, of each training drawn, the digest of its kept weights, its",
            "statistics and its loss from these weights, and trains it again. Every comparison is kept in relation checks.",
            "Needs the store for itself."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  tegum verify phase-2-1 --sample 1%%",
            "  tegum verify phase-2-1 --sample 200 --seed 7 --format json",
            "",
            "Exit code 0 if nothing differs, 4 if something does."
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private SweepArgument sweep;

    @Option(
            names = "--sample",
            paramLabel = "SIZE",
            defaultValue = "1%",
            description = "How many trainings: a share as 1%%, a number as 200, or all; default: ${DEFAULT-VALUE}.")
    private String sample;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Draws the sample: another seed, other trainings; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private AuditOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SampleSize size;
        try {
            size = SampleSize.parse(sample);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "tegum verify: " + e.getMessage(), e);
        }
        return options.run("verify", results -> target(results, size), new AuditText.Asked(OptionalLong.of(seed)));
    }

    private AuditOptions.Target target(StoredResults results, SampleSize size) {
        SweepVersion found = results.version(sweep.name());
        long trainings = results.counts(found).done();
        if (trainings == 0) {
            throw new UnavailableException(found + " has no training with a result yet");
        }
        return new AuditOptions.Target(
                found,
                size.of(trainings),
                (_, retrainer, request) ->
                        Audit.verify(options.folder(), results, found, size, seed, retrainer, request));
    }
}

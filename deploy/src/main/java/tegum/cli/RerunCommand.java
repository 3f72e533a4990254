package tegum.cli;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tegum.coordinator.audit.Audit;
import tegum.coordinator.audit.RerunTarget;
import tegum.coordinator.query.QueryEngine;

/// Trains one cell again.
@Command(
        name = "rerun",
        description = {
            "Train one cell's trainings again and compare them with the stored rows.",
            "",
            "With the recorded engine digest, losses and statistics have the same bits; with another the losses agree within",
            "the tolerance. Nothing stored changes; every comparison is kept in relation checks. Needs the store for itself."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "  tegum rerun 4a1f --replicate 3", "", "Exit code 0 if nothing differs, 4 if something does."})
final class RerunCommand implements Callable<Integer> {
    @Mixin
    private CellArgument cell;

    @Option(names = "--replicate", paramLabel = "K", description = "Only this replicate, from 0; default: all.")
    private @Nullable Integer replicate;

    @Option(
            names = "--sweep",
            paramLabel = "SWEEP",
            description =
                    "Sweep, or NAME@VERSION, whose training it is; default: the last submitted one that has the cell.")
    private @Nullable String sweep;

    @Mixin
    private AuditOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (replicate != null && replicate < 0) {
            throw new ParameterException(
                    spec.commandLine(), "tegum rerun: --replicate is an index from 0, not " + replicate);
        }
        RerunTarget target;
        try (QueryEngine engine = QueryEngine.open(options.folder())) {
            target = RerunTarget.find(
                    engine,
                    cell.find(engine),
                    Optional.ofNullable(sweep),
                    replicate == null ? OptionalInt.empty() : OptionalInt.of(replicate));
        }
        return options.run(
                "rerun",
                _ -> new AuditOptions.Target(
                        target.sweep(),
                        target.replicates().size(),
                        (results, retrainer, request) ->
                                Audit.rerun(options.folder(), results, target, retrainer, request)),
                new AuditText.Asked(OptionalLong.empty()));
    }
}

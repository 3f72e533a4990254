package tegum.coordinator.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.audit.Check.Compared;
import tegum.coordinator.collect.AuditedSweep;
import tegum.coordinator.dataset.TrainingRows;
import tegum.coordinator.dataset.TrainingRows.Row;
import tegum.measure.MeasureVersion;
import tegum.measure.Outcome;
import tegum.protocol.TrainingResult;
import tegum.protocol.TrainingResult.Measured;

/// Compares a row with a new training.
///
/// The same numerics of an engine that promises bits give the same row, but for who, where and when. Anything else is
/// compared by its loss, within a tolerance.
final class TrainingAudit {
    private final String numerics;
    private final Optional<Retrainer.Facts> engine;
    private final double tolerance;
    private final List<String> failures;
    private final boolean sameFormulas;

    /// @param engine what trained again; empty if it is not here
    /// @param failures why trainings have no result
    TrainingAudit(
            AuditedSweep sweep,
            String numerics,
            Optional<Retrainer.Facts> engine,
            double tolerance,
            List<String> failures) {
        this.numerics = numerics;
        this.engine = engine;
        this.tolerance = tolerance;
        this.failures = failures;
        this.sameFormulas = MeasureVersion.hash(sweep.thresholds()).equals(sweep.measurement());
    }

    private boolean comparesBits() {
        return engine.filter(facts -> facts.givesSameBits() && facts.numerics().equals(numerics))
                .isPresent();
    }

    /// What the reader of the report must know.
    ///
    /// @param asked the engine that should train again
    List<String> notes(String asked) {
        if (engine.isEmpty()) {
            return List.of(
                    "%s is not on this machine, so its trainings were not trained again; another engine compares within a tolerance: --engine vector"
                            .formatted(asked));
        }
        if (comparesBits()) {
            return List.of();
        }
        String why = engine.get().numerics().equals(numerics)
                ? "%s does not promise the same bits".formatted(numerics)
                : "the store has %s and %s trains here"
                        .formatted(numerics, engine.get().numerics());
        return List.of(
                "%s: bits cannot be compared, so losses were, within %s; at most %s and one of the trainings may be farther apart"
                        .formatted(why, percent(tolerance), percent(Audit.OUTLIERS)));
    }

    private static String percent(double share) {
        return "%s %%".formatted(100 * share);
    }

    Check check(StoredTraining training, List<Row> rows, Optional<TrainingResult> again) {
        if (rows.size() != 1) {
            return differs(
                    training,
                    "1 row",
                    rows.size() + " rows",
                    rows.isEmpty() ? "booked as done, and no readable file has its row" : "stored more than once");
        }
        if (engine.isEmpty()) {
            return new Check(
                    Compared.TRAINING,
                    training.subject(),
                    "",
                    "",
                    OptionalDouble.empty(),
                    Verdict.SKIPPED,
                    "its engine is not on this machine",
                    engine);
        }
        Map<String, @Nullable Object> columns = rows.getFirst().columns();
        return again.map(result -> comparesBits() ? bits(training, columns, result) : losses(training, columns, result))
                .orElseGet(() -> differs(
                        training, text(columns), "no result", "training again failed: " + String.join("; ", failures)));
    }

    private Check differs(StoredTraining training, String expected, String obtained, String reason) {
        return new Check(
                Compared.TRAINING,
                training.subject(),
                expected,
                obtained,
                OptionalDouble.empty(),
                Verdict.DIFFERS,
                reason,
                engine);
    }

    private Check bits(StoredTraining training, Map<String, @Nullable Object> columns, TrainingResult result) {
        Map<String, @Nullable Object> found = columns(result);
        List<String> differing = RowAudit.differing(columns, found);
        if (!differing.isEmpty()) {
            return differs(training, text(columns), text(found), String.join(", ", differing));
        }
        return new Check(
                Compared.TRAINING,
                training.subject(),
                text(columns),
                text(found),
                OptionalDouble.empty(),
                Verdict.SAME,
                sameFormulas ? "" : "weights alone: it was measured by other formulas than this program's",
                engine);
    }

    private Map<String, @Nullable Object> columns(TrainingResult result) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        switch (result) {
            case TrainingResult.Diverged _ -> columns.put("outcome", Outcome.DIVERGED.text());
            case Measured measured -> {
                columns.put("digest", measured.digest().text());
                columns.put("train_loss", measured.losses().trainLoss());
                if (sameFormulas) {
                    Outcome outcome = measured.losses().settled() ? Outcome.CONVERGED : Outcome.UNSETTLED;
                    columns.put("outcome", outcome.text());
                    columns.put("loss", measured.losses().loss());
                    columns.put("loss_se", measured.losses().lossSe());
                    columns.put("slope", measured.losses().slope());
                    columns.putAll(TrainingRows.statistics(measured.measurement()));
                }
            }
        }
        return columns;
    }

    private Check losses(StoredTraining training, Map<String, @Nullable Object> columns, TrainingResult result) {
        Map<String, @Nullable Object> found = columns(result);
        double difference = switch (result) {
            case TrainingResult.Diverged _ ->
                Outcome.DIVERGED.text().equals(columns.get("outcome")) ? 0.0 : Double.POSITIVE_INFINITY;
            case Measured measured ->
                columns.get("loss") instanceof Double loss
                        ? relative(loss, measured.losses().loss())
                        : Double.POSITIVE_INFINITY;
        };
        boolean within = difference <= tolerance;
        return new Check(
                Compared.TRAINING,
                training.subject(),
                text(columns),
                text(found),
                OptionalDouble.of(difference),
                within ? Verdict.WITHIN : Verdict.DIFFERS,
                within ? "" : "loss",
                engine);
    }

    private static double relative(double a, double b) {
        return a == b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
    }

    private static String text(Map<String, @Nullable Object> columns) {
        return Outcome.DIVERGED.text().equals(columns.get("outcome"))
                ? Outcome.DIVERGED.text()
                : "digest %s, loss %s".formatted(columns.get("digest"), columns.get("loss"));
    }
}

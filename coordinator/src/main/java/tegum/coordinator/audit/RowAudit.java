package tegum.coordinator.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.audit.Check.Compared;
import tegum.coordinator.collect.AuditedSweep;
import tegum.coordinator.dataset.TrainingRows;
import tegum.coordinator.dataset.TrainingRows.Row;
import tegum.measure.Evaluation;
import tegum.measure.Evaluators;
import tegum.measure.MeasureVersion;
import tegum.measure.Measurement;
import tegum.measure.Outcome;
import tegum.measure.Weights;
import tegum.model.Shape;
import tegum.plan.Stratum;
import tegum.protocol.TrainingResult.WeightsDigest;
import tegum.random.TrainingKey;

/// Compares a row with the kept weights that it follows from: digest, statistics, loss. Thread-safe.
final class RowAudit {
    private static final String NOT_KEPT = "its weights are not kept";
    private static final String OLD_FORMULAS = "it was measured by other formulas than this program's";

    /// Bytes of evaluation inputs kept at most.
    private static final long MOST_INPUT_BYTES = 256L << 20;

    private final AuditedSweep sweep;
    private final Shape shape;
    private final boolean sameFormulas;
    private final Evaluators evaluators = new Evaluators(MOST_INPUT_BYTES);

    RowAudit(AuditedSweep sweep, Stratum stratum) {
        this.sweep = sweep;
        this.shape = stratum.key().shape();
        this.sameFormulas = MeasureVersion.hash(sweep.thresholds()).equals(sweep.measurement());
    }

    /// The comparisons of one training; of a row that is not there, or there twice, none.
    List<Check> checks(StoredTraining training, List<Row> rows) {
        if (rows.size() != 1) {
            return List.of();
        }
        Map<String, @Nullable Object> columns = rows.getFirst().columns();
        if (Outcome.DIVERGED.text().equals(columns.get("outcome"))) {
            return List.of(diverged(training, columns));
        }
        List<tegum.protocol.TrainingResult.Weights> kept = rows.getFirst().weights();
        if (kept.isEmpty()) {
            return List.of(
                    skipped(training, Compared.DIGEST, NOT_KEPT),
                    skipped(training, Compared.STATISTICS, NOT_KEPT),
                    skipped(training, Compared.LOSS, NOT_KEPT));
        }
        List<Check> checks = new ArrayList<>();
        for (tegum.protocol.TrainingResult.Weights weights : kept) {
            checks.add(digest(training, columns, weights));
        }
        if (!fits(kept.getFirst())) {
            return checks; // Their digest differs, and there is nothing to measure.
        }
        Weights weights = Weights.of(kept.getFirst().w(), kept.getFirst().b(), shape);
        checks.add(
                sameFormulas
                        ? statistics(training, columns, weights)
                        : skipped(training, Compared.STATISTICS, OLD_FORMULAS));
        checks.add(sameFormulas ? loss(training, columns, weights) : skipped(training, Compared.LOSS, OLD_FORMULAS));
        return checks;
    }

    private boolean fits(tegum.protocol.TrainingResult.Weights weights) {
        return weights.w().length == shape.weights()
                && weights.b().length == shape.features()
                && Weights.allFinite(weights.w())
                && Weights.allFinite(weights.b());
    }

    private static Check digest(
            StoredTraining training,
            Map<String, @Nullable Object> columns,
            tegum.protocol.TrainingResult.Weights weights) {
        return compared(
                training,
                Compared.DIGEST,
                columns.get("digest"),
                WeightsDigest.of(weights.w(), weights.b()).text(),
                "the kept weights are not those of the row");
    }

    private Check statistics(StoredTraining training, Map<String, @Nullable Object> columns, Weights weights) {
        return compared(
                training,
                Compared.STATISTICS,
                columns,
                TrainingRows.statistics(Measurement.of(weights, sweep.thresholds())));
    }

    private Check loss(StoredTraining training, Map<String, @Nullable Object> columns, Weights weights) {
        TrainingKey key = TrainingKey.of(
                training.cell().id().high(),
                training.cell().id().low(),
                training.subject().stream(),
                TrainingKey.EVALUATION_REPLICATE);
        Evaluation evaluation =
                evaluators.forCell(training.cell().cell().model(), key).evaluate(weights);
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        found.put("loss", evaluation.loss());
        found.put("loss_se", evaluation.lossSe());
        return compared(training, Compared.LOSS, columns, found);
    }

    /// A diverged training has its class and no numbers.
    private static Check diverged(StoredTraining training, Map<String, @Nullable Object> columns) {
        Map<String, @Nullable Object> none = new LinkedHashMap<>();
        for (String column :
                List.of("loss", "loss_se", "train_loss", "slope", "frobenius_sq", "composition", "digest", "norm")) {
            none.put(column, null);
        }
        return compared(training, Compared.STATISTICS, columns, none);
    }

    private static Check skipped(StoredTraining training, Compared what, String reason) {
        return new Check(
                what, training.subject(), "", "", OptionalDouble.empty(), Verdict.SKIPPED, reason, Optional.empty());
    }

    /// Compares columns of a row, bit for bit, with what they should hold.
    private static Check compared(
            StoredTraining training,
            Compared what,
            Map<String, @Nullable Object> columns,
            Map<String, @Nullable Object> found) {
        List<String> differing = differing(columns, found);
        String first = differing.isEmpty() ? found.keySet().iterator().next() : differing.getFirst();
        return compared(
                training,
                what,
                first + " " + columns.get(first),
                first + " " + found.get(first),
                differing.isEmpty() ? "" : String.join(", ", differing));
    }

    /// Names of the columns that do not hold what they should.
    static List<String> differing(Map<String, @Nullable Object> columns, Map<String, @Nullable Object> found) {
        return found.entrySet().stream()
                .filter(column -> !Objects.equals(columns.get(column.getKey()), column.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Check compared(
            StoredTraining training, Compared what, @Nullable Object expected, String obtained, String reason) {
        boolean same = obtained.equals(expected);
        return new Check(
                what,
                training.subject(),
                String.valueOf(expected),
                obtained,
                OptionalDouble.empty(),
                same ? Verdict.SAME : Verdict.DIFFERS,
                same ? "" : reason,
                Optional.empty());
    }
}

package tegum.coordinator.audit;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import tegum.coordinator.dataset.SegmentRows;
import tegum.protocol.SweepVersion;

/// One comparison of an audit.
///
/// @param what what was compared
/// @param subject of what
/// @param expected what the store says
/// @param obtained what was found
/// @param difference largest relative difference, where a tolerance applies
/// @param reason what differs, or why it was not compared; may be empty
/// @param engine what trained again, where something did
public record Check(
        Compared what,
        Subject subject,
        String expected,
        String obtained,
        OptionalDouble difference,
        Verdict verdict,
        String reason,
        Optional<Retrainer.Facts> engine) {

    /// What is compared, in the order of an audit.
    public enum Compared {
        /// A file with its checksum, size, columns and number of rows in the ledger.
        FILE,
        /// Kept weights with the digest in their training's row.
        DIGEST,
        /// The statistics in a row with those of the kept weights.
        STATISTICS,
        /// The loss in a row with that of the kept weights.
        LOSS,
        /// A row with a new training.
        TRAINING;

        /// The spelling in the relation `checks`.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What a comparison is of.
    public sealed interface Subject {
        /// @param path relative to the store's folder
        record File(String path) implements Subject {}

        /// @param cell id of the cell
        record Training(String cell, long stream, int replicate, String numerics, String measurement)
                implements Subject {}

        /// For people.
        default String text() {
            return switch (this) {
                case File(String path) -> path;
                case Training training -> "cell %s replicate %d".formatted(training.cell, training.replicate);
            };
        }
    }

    /// What all comparisons of an audit have in common.
    ///
    /// @param kind `rerun` or `verify`
    /// @param tolerance of relative differences, where one applies
    record Act(SweepVersion sweep, String kind, double tolerance, String build, String who, Instant at) {}

    /// Writes the row of the relation `checks`.
    void write(SegmentRows rows, Act act) {
        rows.text(act.sweep.name()).number(act.sweep.version()).text(act.kind).text(what.text());
        switch (subject) {
            case Subject.File(String path) -> rows.text(path).absent(5);
            case Subject.Training training ->
                rows.absent(1)
                        .text(training.cell)
                        .number(training.stream)
                        .number(training.replicate)
                        .text(training.numerics)
                        .text(training.measurement);
        }
        rows.text(expected)
                .text(obtained)
                .number(difference)
                .number(difference.isPresent() ? OptionalDouble.of(act.tolerance) : OptionalDouble.empty())
                .text(verdict.text())
                .text(reason);
        engine.ifPresentOrElse(
                facts -> rows.text(facts.engine()).text(facts.numerics()).text(facts.device()), () -> rows.absent(3));
        rows.text(act.build).text(act.who).instant(act.at).end();
    }
}

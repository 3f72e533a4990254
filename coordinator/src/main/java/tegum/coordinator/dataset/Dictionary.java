package tegum.coordinator.dataset;

import static tegum.coordinator.dataset.Column.of;
import static tegum.coordinator.dataset.ColumnType.BIGINT;
import static tegum.coordinator.dataset.ColumnType.BOOLEAN;
import static tegum.coordinator.dataset.ColumnType.DOUBLE;
import static tegum.coordinator.dataset.ColumnType.DOUBLES;
import static tegum.coordinator.dataset.ColumnType.FLOAT;
import static tegum.coordinator.dataset.ColumnType.FLOATS;
import static tegum.coordinator.dataset.ColumnType.INTEGER;
import static tegum.coordinator.dataset.ColumnType.INTEGERS;
import static tegum.coordinator.dataset.ColumnType.TEXT;
import static tegum.coordinator.dataset.ColumnType.TEXTS;
import static tegum.coordinator.dataset.ColumnType.TIMESTAMP;

import java.util.ArrayList;
import java.util.List;

/// Every column of every relation, in one place: schemas, views, checks and documentation derive from here.
///
/// A loss is the importance-weighted squared error, summed over features and averaged over samples.
final class Dictionary {
    private static final Column CELL = of("cell", TEXT, "Id of the cell: 32 lower-case hex digits.");
    private static final Column STREAM = of("stream", BIGINT, "Root of the random numbers: the spec's seed.");
    private static final Column REPLICATE = of("replicate", INTEGER, "Which training of the cell, from 0.");
    private static final Column NUMERICS =
            of("numerics", TEXT, "Bit behaviour of the engine that trained it, as vector/1.");
    private static final Column SWEEP = of("sweep", TEXT, "Name of the sweep.");
    private static final Column VERSION = of("version", INTEGER, "Version of the sweep, from 1.");
    private static final Column MEASUREMENT =
            of("measurement", TEXT, "Hash of the formulas' version and the thresholds of the geometry.");

    private static final List<Column> TRAINING = List.of(CELL, STREAM, REPLICATE, NUMERICS, MEASUREMENT);
    private static final List<Column> SWEEP_VERSION = List.of(SWEEP, VERSION);

    private static final List<Column> SWEEPS_ASKED = join(
            SWEEP_VERSION,
            of("title", TEXT, "Title of the spec."),
            of("submitted_at", TIMESTAMP, "UTC", "When it was submitted."),
            of("submitted_by", TEXT, "Who submitted it."),
            of("cells", BIGINT, "Number of cells."),
            of("trainings", BIGINT, "Number of trainings: cells times replicates."),
            of("replicates", INTEGER, "Trainings of each cell."),
            STREAM,
            of("strata", INTEGER, "Number of strata: groups of trainings that share a kernel."),
            of("engine", TEXT, "Engine that the spec asks for."),
            of("focus", TEXT, "Feature whose phase the diagram shows: last, or an index from 0."),
            of("rule", TEXT, "How replicates become the number that a picture shows first."),
            of("represented", DOUBLE, "norm", "A feature is represented from this norm on."),
            of("superposed", DOUBLE, "interference", "A represented feature is superposed from this interference on."),
            of("edge", DOUBLE, "|W_i W_j|", "Two represented features are joined above this."),
            MEASUREMENT,
            of("keep_weights", TEXT, "Whose weights are kept: all, best or none."),
            of("keep_trajectories", TEXT, "Whose recorded steps are kept: all, best or none."),
            of("spec", TEXT, "The spec as it was submitted, in YAML."));

    static final List<Column> SWEEPS_STORED = SWEEPS_ASKED;

    /// Follow the ledger from second to second, so they are in the views and in no file.
    static final List<Column> SWEEPS_COUNTED = List.of(
            of("state", TEXT, "running, paused, interrupted, done, failed, cancelled or superseded."),
            of("done", BIGINT, "Trainings with a result in the store."),
            of("reused", BIGINT, "How many of done were trained for another version."),
            of("failed", BIGINT, "Trainings given up."),
            of("running", BIGINT, "Trainings being trained."),
            of("waiting", BIGINT, "Trainings wanted and not being trained."),
            of("cancelled", BIGINT, "Trainings no longer wanted."));

    static final List<Column> SWEEPS = join(SWEEPS_ASKED, SWEEPS_COUNTED.toArray(Column[]::new));

    static final List<Column> AXES = join(
            SWEEP_VERSION,
            of("axis", TEXT, "Name of the axis."),
            of("ordinal", INTEGER, "Which axis of the spec, from 0."),
            of("scale", TEXT, "lin or log for a range, list for values written out."),
            of("type", TEXT, "Type of its column in the sweep's view: DOUBLE, VARCHAR or BOOLEAN."),
            of("values", TEXTS, "Its values as canonical text."));

    static final List<Column> SWEEP_CELLS = join(
            SWEEP_VERSION,
            CELL,
            of("stratum", INTEGER, "Ordinal of the stratum in the version's plan."),
            of("position", BIGINT, "Position of the cell in the stratum's order."),
            of("positions", INTEGERS, "Index of its value on each axis, from 0."));

    static final List<Column> CELLS = List.of(
            CELL,
            of("family", TEXT, "Maps and target in a word, as tied-relu."),
            of("features", INTEGER, "Number of features n."),
            of("hidden", INTEGER, "Number of hidden dimensions m."),
            of("bias", BOOLEAN, "Whether an output bias is trained."),
            of("law", TEXT, "How samples are drawn, as independent."),
            of("feature_values", TEXT, "How the value of an active feature is drawn, as uniform."),
            of("density", DOUBLE, "probability", "Probability that a feature is active, where it is one number."),
            of("importance", DOUBLE, "Importance, where all features have the same."),
            of("importance_ratio", DOUBLE, "Ratio of successive importances, where the spec gives one."),
            of("optimizer", TEXT, "adamw, adam or sgd."),
            of("rate", DOUBLE, "Learning rate before the schedule."),
            of("decay", DOUBLE, "Weight decay."),
            of("schedule", TEXT, "constant, linear, cosine or warmup-cosine."),
            of("init", TEXT, "Distribution of the initial weights: normal or uniform."),
            of("init_scale", DOUBLE, "Its standard deviation, or half its width."),
            of("steps", INTEGER, "steps", "Steps of a training."),
            of("batch", INTEGER, "samples", "Samples of a step."),
            of("params", TEXT, "All parameters as canonical JSON; defaults are left out."));

    private static final List<Column> TRAINING_NUMBERS = join(
            TRAINING,
            of("outcome", TEXT, "converged, unsettled or diverged; a diverged training has no numbers."),
            of("loss", DOUBLE, "loss", "Evaluated after training; divide by features for the paper's number."),
            of("loss_se", DOUBLE, "loss", "Standard error of loss."),
            of("train_loss", DOUBLE, "loss", "Loss of the last training batch."),
            of("slope", DOUBLE, "Relative fall of the loss over the last tenth of the steps."),
            of("frobenius_sq", DOUBLE, "Squared Frobenius norm of W: about the number of features learned."),
            of("dims_per_feature", DOUBLE, "dimensions", "m over frobenius_sq; null when W is 0."),
            of("dimensionality_sum", DOUBLE, "dimensions", "Sum of the features' dimensionalities."),
            of("interference_mean", DOUBLE, "interference", "Mean of the features' interference."),
            of("rank", INTEGER, "dimensions", "Rank of W."),
            of("composition", TEXT, "Shapes of the represented features, as 2 digon."),
            of("engine", TEXT, "Engine that trained it."),
            of("device", TEXT, "Device that trained it."),
            of("build", TEXT, "Build of the worker's program."),
            of("worker", TEXT, "Worker that trained it."),
            of("lease", TEXT, "Lease under which it was trained: epoch-sequence."),
            of("millis", FLOAT, "ms", "Its share of the time on the device."),
            of("digest", TEXT, "First 16 bytes of SHA-256 over W and b as little-endian float32, in hex."),
            of("sweep", TEXT, "Sweep for which it was trained; others may share it."),
            of("version", INTEGER, "Version of that sweep."),
            of("norm", DOUBLES, "norm", "Norm of each feature's column of W."),
            of("dimensionality", DOUBLES, "dimensions", "Dimensionality of each feature."),
            of("interference", DOUBLES, "interference", "Interference of each feature with all others."),
            of("bias", DOUBLES, "Output bias of each feature."));

    static final List<Column> TRAININGS_STORED = join(
            TRAINING_NUMBERS,
            of("component_class", TEXTS, "Class of each tegum factor."),
            of("component_rank", INTEGERS, "dimensions", "Rank of each tegum factor."),
            of("component_dimensionality", DOUBLES, "dimensions", "Mean dimensionality of each tegum factor."),
            of("component_size", INTEGERS, "features", "Number of features of each tegum factor."),
            of("component_members", INTEGERS, "Features of the tegum factors, one factor after the other."));

    static final List<Column> TRAININGS = TRAINING_NUMBERS;

    static final List<Column> FEATURES = join(
            TRAINING,
            of("feature", INTEGER, "Which feature, from 0."),
            of("norm", DOUBLE, "norm", "Norm of the feature's column of W."),
            of("dimensionality", DOUBLE, "dimensions", "Its dimensionality: norm^2 over the sum of squared overlaps."),
            of("interference", DOUBLE, "interference", "Sum of the squared overlaps of its direction with the others."),
            of("bias", DOUBLE, "Its output bias."));

    static final List<Column> COMPONENTS = join(
            TRAINING,
            of("component", INTEGER, "Which tegum factor of the training, from 0, by least feature."),
            of("class", TEXT, "Shape: single, digon, triangle, tetrahedron, pentagon, ... or other."),
            of("size", INTEGER, "features", "Number of its features."),
            of("rank", INTEGER, "dimensions", "Dimensions its features span."),
            of("dimensionality", DOUBLE, "dimensions", "Mean of its features' dimensionalities."),
            of("members", INTEGERS, "Its features, from 0, ascending."));

    static final List<Column> WEIGHTS_STORED = join(
            TRAINING,
            of("loss", DOUBLE, "loss", "Evaluated after training; null when it diverged."),
            of("kept", TEXT, "all, or best where only the cell's best are kept."),
            of("hidden", INTEGER, "Number of hidden dimensions m."),
            of("features", INTEGER, "Number of features n."),
            of("w", FLOATS, "W, row-major, m rows of n."),
            of("b", FLOATS, "Output bias, n numbers."));

    static final List<Column> WEIGHTS = join(
            TRAINING,
            of("matrix", TEXT, "W or b."),
            of("rows", INTEGER, "Rows: m for W, 1 for b."),
            of("columns", INTEGER, "Columns: n."),
            of("values", FLOATS, "The numbers, row after row."));

    static final List<Column> TRAJECTORIES = join(
            TRAINING,
            of("step", INTEGER, "steps", "The recorded step, from 1."),
            of("loss", DOUBLE, "loss", "Evaluated as the final loss is."),
            of("train_loss", DOUBLE, "loss", "Loss of that step's batch."),
            of("norm", FLOATS, "norm", "Norm of each feature."),
            of("dimensionality", FLOATS, "dimensions", "Dimensionality of each feature."),
            of("kept", TEXT, "all, or best where only the cell's best are kept."));

    static final List<Column> FAILURES = join(
            SWEEP_VERSION,
            CELL,
            STREAM,
            REPLICATE,
            of("stratum", INTEGER, "Ordinal of the stratum in the version's plan."),
            of("index", BIGINT, "Index of the training in the stratum."),
            of("kind", TEXT, "capacity, worker, unsupported or bug."),
            of("text", TEXT, "What the worker saw."),
            of("worker", TEXT, "Worker that gave it up last."),
            of("at", TIMESTAMP, "UTC", "When it was given up."));

    static final List<Column> CHECKS = join(
            TRAINING,
            of("kind", TEXT, "rerun or verify."),
            of("at", TIMESTAMP, "UTC", "When it was compared."),
            of("who", TEXT, "Who asked."),
            of("same", BOOLEAN, "Whether the weights have the same bits."),
            of("digest_stored", TEXT, "Digest of the stored training."),
            of("digest_found", TEXT, "Digest of the new training."),
            of("loss_stored", DOUBLE, "loss", "Loss of the stored training."),
            of("loss_found", DOUBLE, "loss", "Loss of the new training."));

    static final List<Column> WORKERS = List.of(
            of("worker", TEXT, "Name of the worker."),
            of("incarnation", BIGINT, "Differs for each start of its process."),
            of("event", TEXT, "joined or left."),
            of("at", TIMESTAMP, "UTC", "When."),
            of("build", TEXT, "Build of its program; null when it left."),
            of("engines", TEXTS, "Its usable engines, each as engine=numerics."),
            of("devices", TEXTS, "Its devices."),
            of("reason", TEXT, "Why it left; null when it joined."));

    static final List<Column> AUDIT = List.of(
            of("at", TIMESTAMP, "UTC", "When."),
            of("who", TEXT, "Who did it; tegum for the program itself."),
            of("act", TEXT, "What was done: submit, state."),
            of("subject", TEXT, "What it was done to, as phase-2-1@3."),
            of("reason", TEXT, "Why."));

    private Dictionary() {}

    private static List<Column> join(List<Column> first, Column... more) {
        List<Column> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}

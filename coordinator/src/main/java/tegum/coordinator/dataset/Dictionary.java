package tegum.coordinator.dataset;

import static tegum.coordinator.dataset.Column.column;
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
    private static final Column CELL = column("cell", TEXT, "Id of the cell: 32 lower-case hex digits.");
    private static final Column STREAM = column("stream", BIGINT, "Root of the random numbers: the spec's seed.");
    private static final Column REPLICATE = column("replicate", INTEGER, "Which training of the cell, from 0.");
    private static final Column NUMERICS =
            column("numerics", TEXT, "Bit behaviour of the engine that trained it, as vector/1.");
    private static final Column SWEEP = column("sweep", TEXT, "Name of the sweep.");
    private static final Column VERSION = column("version", INTEGER, "Version of the sweep, from 1.");
    private static final Column MEASUREMENT =
            column("measurement", TEXT, "Hash of the formulas' version and the thresholds of the geometry.");

    private static final List<Column> TRAINING = List.of(CELL, STREAM, REPLICATE, NUMERICS);
    private static final List<Column> MEASURED = join(TRAINING, MEASUREMENT);
    private static final List<Column> SWEEP_VERSION = List.of(SWEEP, VERSION);

    private static final List<Column> SWEEPS_ASKED = join(
            SWEEP_VERSION,
            column("title", TEXT, "Title of the spec."),
            column("submitted_at", TIMESTAMP, "UTC", "When it was submitted."),
            column("submitted_by", TEXT, "Who submitted it."),
            column("cells", BIGINT, "Number of cells."),
            column("trainings", BIGINT, "Number of trainings: cells times replicates."),
            column("replicates", INTEGER, "Trainings of each cell."),
            STREAM,
            column("strata", INTEGER, "Number of strata: groups of trainings that share a kernel."),
            column("engine", TEXT, "Engine that the spec asks for."),
            column("focus", TEXT, "Feature whose phase the diagram shows: last, or an index from 0."),
            column("rule", TEXT, "How replicates become the number that a picture shows first."),
            column("represented", DOUBLE, "norm", "A feature is represented from this norm on."),
            column(
                    "superposed",
                    DOUBLE,
                    "interference",
                    "A represented feature is superposed from this interference on."),
            column("edge", DOUBLE, "|W_i W_j|", "Two represented features are joined above this."),
            MEASUREMENT,
            column("keep_weights", TEXT, "Whose weights are kept: all, best or none."),
            column("keep_trajectories", TEXT, "Whose recorded steps are kept: all, best or none."),
            column("spec", TEXT, "The spec as it was submitted, in YAML."));

    static final List<Column> SWEEPS_STORED = SWEEPS_ASKED;

    /// Follow the ledger from second to second, so they are in the views and in no file.
    static final List<Column> SWEEPS_COUNTED = List.of(
            column("state", TEXT, "running, paused, interrupted, done, failed, cancelled or superseded."),
            column("done", BIGINT, "Trainings with a result in the store."),
            column("reused", BIGINT, "How many of done were trained for another version."),
            column("failed", BIGINT, "Trainings given up."),
            column("running", BIGINT, "Trainings being trained."),
            column("waiting", BIGINT, "Trainings wanted and not being trained."),
            column("cancelled", BIGINT, "Trainings no longer wanted."));

    static final List<Column> SWEEPS = join(SWEEPS_ASKED, SWEEPS_COUNTED.toArray(Column[]::new));

    static final List<Column> AXES = join(
            SWEEP_VERSION,
            column("axis", TEXT, "Name of the axis."),
            column("ordinal", INTEGER, "Which axis of the spec, from 0."),
            column("scale", TEXT, "lin or log for a range, list for values written out."),
            column("type", TEXT, "Type of its column in the sweep's view: DOUBLE, VARCHAR or BOOLEAN."),
            column("values", TEXTS, "Its values as canonical text."));

    static final List<Column> SWEEP_CELLS = join(
            SWEEP_VERSION,
            CELL,
            column("stratum", INTEGER, "Ordinal of the stratum in the version's plan."),
            column("position", BIGINT, "Position of the cell in the stratum's order."),
            column("positions", INTEGERS, "Index of its value on each axis, from 0."));

    static final List<Column> CELLS = List.of(
            CELL,
            column("family", TEXT, "Maps and target in a word, as tied-relu."),
            column("features", INTEGER, "Number of features n."),
            column("hidden", INTEGER, "Number of hidden dimensions m."),
            column("bias", BOOLEAN, "Whether an output bias is trained."),
            column("law", TEXT, "How samples are drawn, as independent."),
            column("feature_values", TEXT, "How the value of an active feature is drawn, as uniform."),
            column("density", DOUBLE, "probability", "Probability that a feature is active, where it is one number."),
            column("importance", DOUBLE, "Importance, where all features have the same."),
            column("importance_ratio", DOUBLE, "Ratio of successive importances, where the spec gives one."),
            column("optimizer", TEXT, "adamw, adam or sgd."),
            column("rate", DOUBLE, "Learning rate before the schedule."),
            column("decay", DOUBLE, "Weight decay."),
            column("schedule", TEXT, "constant, linear, cosine or warmup-cosine."),
            column("init", TEXT, "Distribution of the initial weights: normal or uniform."),
            column("init_scale", DOUBLE, "Its standard deviation, or half its width."),
            column("steps", INTEGER, "steps", "Steps of a training."),
            column("batch", INTEGER, "samples", "Samples of a step."),
            column("params", TEXT, "All parameters as canonical JSON; defaults are left out."));

    private static final List<Column> TRAINING_NUMBERS = join(
            MEASURED,
            column("outcome", TEXT, "converged, unsettled or diverged; a diverged training has no numbers."),
            column("loss", DOUBLE, "loss", "Evaluated after training; divide by features for the paper's number."),
            column("loss_se", DOUBLE, "loss", "Standard error of loss."),
            column("train_loss", DOUBLE, "loss", "Loss of the last training batch."),
            column("slope", DOUBLE, "Relative fall of the loss over the last tenth of the steps."),
            column("frobenius_sq", DOUBLE, "Squared Frobenius norm of W: about the number of features learned."),
            column("dims_per_feature", DOUBLE, "dimensions", "m over frobenius_sq; null when W is 0."),
            column("dimensionality_sum", DOUBLE, "dimensions", "Sum of the features' dimensionalities."),
            column("interference_mean", DOUBLE, "interference", "Mean of the features' interference."),
            column("rank", INTEGER, "dimensions", "Rank of W."),
            column("composition", TEXT, "Shapes of the represented features, as 2 digon."),
            column("engine", TEXT, "Engine that trained it."),
            column("device", TEXT, "Device that trained it."),
            column("build", TEXT, "Build of the worker's program."),
            column("worker", TEXT, "Worker that trained it."),
            column("lease", TEXT, "Lease under which it was trained: epoch-sequence."),
            column("millis", FLOAT, "ms", "Its share of the time on the device."),
            column("digest", TEXT, "First 16 bytes of SHA-256 over W and b as little-endian float32, in hex."),
            column("sweep", TEXT, "Sweep for which it was trained; others may share it."),
            column("version", INTEGER, "Version of that sweep."),
            column(
                    "remeasured_at",
                    TIMESTAMP,
                    "UTC",
                    "When its statistics were measured anew from kept weights; null when that was as it was trained."),
            column("norm", DOUBLES, "norm", "Norm of each feature's column of W."),
            column("dimensionality", DOUBLES, "dimensions", "Dimensionality of each feature."),
            column("interference", DOUBLES, "interference", "Interference of each feature with all others."),
            column("bias", DOUBLES, "Output bias of each feature."));

    static final List<Column> TRAININGS_STORED = join(
            TRAINING_NUMBERS,
            column("component_class", TEXTS, "Class of each tegum factor."),
            column("component_rank", INTEGERS, "dimensions", "Rank of each tegum factor."),
            column("component_dimensionality", DOUBLES, "dimensions", "Mean dimensionality of each tegum factor."),
            column("component_size", INTEGERS, "features", "Number of features of each tegum factor."),
            column("component_members", INTEGERS, "Features of the tegum factors, one factor after the other."));

    static final List<Column> TRAININGS = TRAINING_NUMBERS;

    static final List<Column> FEATURES = join(
            MEASURED,
            column("feature", INTEGER, "Which feature, from 0."),
            column("norm", DOUBLE, "norm", "Norm of the feature's column of W."),
            column(
                    "dimensionality",
                    DOUBLE,
                    "dimensions",
                    "Its dimensionality: norm^2 over the sum of squared overlaps."),
            column(
                    "interference",
                    DOUBLE,
                    "interference",
                    "Sum of the squared overlaps of its direction with the others."),
            column("bias", DOUBLE, "Its output bias."));

    static final List<Column> COMPONENTS = join(
            MEASURED,
            column("component", INTEGER, "Which tegum factor of the training, from 0, by least feature."),
            column("class", TEXT, "Shape: single, digon, triangle, tetrahedron, pentagon, ... or other."),
            column("size", INTEGER, "features", "Number of its features."),
            column("rank", INTEGER, "dimensions", "Dimensions its features span."),
            column("dimensionality", DOUBLE, "dimensions", "Mean of its features' dimensionalities."),
            column("members", INTEGERS, "Its features, from 0, ascending."));

    static final List<Column> WEIGHTS_STORED = join(
            TRAINING,
            column("loss", DOUBLE, "loss", "Evaluated after training; null when it diverged."),
            column("kept", TEXT, "all, or best where only the cell's best are kept."),
            column("hidden", INTEGER, "Number of hidden dimensions m."),
            column("features", INTEGER, "Number of features n."),
            column("w", FLOATS, "W, row-major, m rows of n."),
            column("b", FLOATS, "Output bias, n numbers."));

    static final List<Column> WEIGHTS = join(
            TRAINING,
            column("matrix", TEXT, "W or b."),
            column("rows", INTEGER, "Rows: m for W, 1 for b."),
            column("columns", INTEGER, "Columns: n."),
            column("values", FLOATS, "The numbers, row after row."));

    static final List<Column> TRAJECTORIES = join(
            TRAINING,
            column("step", INTEGER, "steps", "The recorded step, from 1."),
            column("loss", DOUBLE, "loss", "Evaluated as the final loss is."),
            column("train_loss", DOUBLE, "loss", "Loss of that step's batch."),
            column("norm", FLOATS, "norm", "Norm of each feature."),
            column("dimensionality", FLOATS, "dimensions", "Dimensionality of each feature."),
            column("kept", TEXT, "all, or best where only the cell's best are kept."));

    static final List<Column> FAILURES = join(
            SWEEP_VERSION,
            CELL,
            STREAM,
            REPLICATE,
            column("stratum", INTEGER, "Ordinal of the stratum in the version's plan."),
            column("index", BIGINT, "Index of the training in the stratum."),
            column("kind", TEXT, "lost, capacity, worker, unsupported or bug."),
            column("text", TEXT, "What the worker saw."),
            column("worker", TEXT, "Worker that gave it up last."),
            column("time", TIMESTAMP, "UTC", "When it was given up."));

    static final List<Column> CHECKS = join(
            SWEEP_VERSION,
            column("kind", TEXT, "rerun or verify."),
            column("compared", TEXT, "What: file, digest, statistics, loss or training."),
            column("file", TEXT, "The file that was compared, with the ledger; null where a training was."),
            CELL,
            STREAM,
            REPLICATE,
            NUMERICS,
            MEASUREMENT,
            column("expected", TEXT, "What the store says."),
            column("obtained", TEXT, "What was found instead of it, or as it."),
            column("difference", DOUBLE, "Largest relative difference; null where bits were compared."),
            column("tolerance", DOUBLE, "What it may be; null where bits were compared."),
            column("verdict", TEXT, "same, within, differs or skipped."),
            column("reason", TEXT, "What differs, or why it was not compared."),
            column("engine", TEXT, "Engine that trained it again; null where nothing was trained."),
            column("found_numerics", TEXT, "Numerics of that engine."),
            column("device", TEXT, "Device that trained it again."),
            column("build", TEXT, "Build of the program that compared."),
            column("who", TEXT, "Who asked."),
            column("time", TIMESTAMP, "UTC", "When the comparison was asked for; one audit has one time."));

    static final List<Column> WORKERS = List.of(
            column("worker", TEXT, "Name of the worker."),
            column("incarnation", BIGINT, "Differs for each start of its process."),
            column("event", TEXT, "joined or left."),
            column("time", TIMESTAMP, "UTC", "When."),
            column("build", TEXT, "Build of its program; null when it left."),
            column("engines", TEXTS, "Its usable engines, each as engine=numerics."),
            column("devices", TEXTS, "Its devices."),
            column("reason", TEXT, "Why it left; null when it joined."));

    static final List<Column> AUDIT = List.of(
            column("time", TIMESTAMP, "UTC", "When."),
            column("who", TEXT, "Who did it; tegum for the program itself."),
            column("act", TEXT, "What was done: submit, state."),
            column("subject", TEXT, "What it was done to, as phase-2-1@3."),
            column("reason", TEXT, "Why."));

    private Dictionary() {}

    private static List<Column> join(List<Column> first, Column... more) {
        List<Column> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}

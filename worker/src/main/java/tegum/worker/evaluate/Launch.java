package tegum.worker.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import tegum.measure.Assessment;
import tegum.measure.Evaluator;
import tegum.measure.Evaluators;
import tegum.measure.Measurement;
import tegum.measure.Outcome;
import tegum.measure.Thresholds;
import tegum.measure.Weights;
import tegum.model.Shape;
import tegum.plan.CellId;
import tegum.plan.Plan;
import tegum.plan.PlannedCell;
import tegum.plan.Stratum;
import tegum.protocol.TrainingResult;
import tegum.protocol.TrainingResult.Losses;
import tegum.protocol.TrainingResult.Measured;
import tegum.protocol.TrainingResult.TrajectoryPoint;
import tegum.random.TrainingKey;
import tegum.spec.Keep;
import tegum.spec.MeasureSettings;
import tegum.worker.engine.Block;
import tegum.worker.engine.Recorder;

/// The trainings of one launch, from their cells to their measurements.
///
/// The recorder evaluates on the engine's own threads, so that all cores are busy until the last training has ended.
/// What fails in it fails its training alone.
final class Launch implements Recorder {
    private final long[] indices;
    private final List<PlannedCell> cells;
    private final Block block;
    private final Shape shape;
    private final Thresholds thresholds;
    private final Keep keep;
    private final int settlingStep;
    private final int steps;
    private final long stream;
    private final Evaluators evaluators;

    // One element per training; each is written by the thread that the engine uses for the training at that time,
    // and read after `Progress.advance` has returned.
    private final float[][] settlingWeights;
    private final float[][] settlingBias;
    private final boolean[] diverged;
    private final List<List<TrajectoryPoint>> trajectories = new ArrayList<>();
    private final TrainingResult[] results;
    private final RuntimeException[] failures;
    private final LongAdder evaluationNanos = new LongAdder();
    private final LongSupplier processorNanos;

    /// @param evaluators shared by the launches of a device, and bounded in bytes
    /// @param processorNanos processor time of the calling thread
    Launch(Plan plan, Stratum stratum, Evaluators evaluators, LongSupplier processorNanos, long... indices) {
        this.processorNanos = processorNanos;
        this.evaluators = evaluators;
        this.indices = indices.clone();
        this.cells = Arrays.stream(indices)
                .mapToObj(index -> plan.cell(stratum, stratum.position(index)))
                .toList();
        this.stream = plan.spec().seed();
        this.keep = plan.spec().keep();
        MeasureSettings measure = plan.spec().measure();
        this.thresholds = Thresholds.of(measure);
        this.shape = stratum.key().shape();
        this.steps = stratum.key().steps();
        this.settlingStep = cells.getFirst().cell().recipe().settlingStep();
        List<TrainingKey> keys = new ArrayList<>(indices.length);
        for (int k = 0; k < indices.length; k++) {
            keys.add(key(cells.get(k).id(), stratum.replicate(indices[k])));
        }
        List<Integer> recorded = keepsTrajectories()
                ? Arrays.stream(measure.record().of(steps)).boxed().toList()
                : List.of();
        this.block = Block.of(cells.stream().map(PlannedCell::cell).toList(), keys, recorded);
        this.settlingWeights = new float[indices.length][];
        this.settlingBias = new float[indices.length][];
        this.diverged = new boolean[indices.length];
        this.results = new TrainingResult[indices.length];
        this.failures = new RuntimeException[indices.length];
        for (int k = 0; k < indices.length; k++) {
            trajectories.add(new ArrayList<>());
        }
    }

    private TrainingKey key(CellId cell, long replicate) {
        return TrainingKey.of(cell.high(), cell.low(), stream, replicate);
    }

    private boolean keepsTrajectories() {
        return keep.trajectories() != Keep.Amount.NONE;
    }

    Block block() {
        return block;
    }

    @Override
    public void record(int index, int step, float[] weights, float[] bias, double trainLoss) {
        long began = processorNanos.getAsLong();
        try {
            look(index, step, weights, bias, trainLoss);
        } catch (RuntimeException e) {
            failures[index] = e;
        }
        evaluationNanos.add(processorNanos.getAsLong() - began);
    }

    private void look(int index, int step, float[] weights, float[] bias, double trainLoss) {
        if (!Weights.allFinite(weights) || !Weights.allFinite(bias)) {
            diverged[index] = true;
        }
        if (diverged[index]) {
            return;
        }
        if (step == settlingStep) {
            settlingWeights[index] = weights;
            settlingBias[index] = bias;
        }
        if (step == steps) {
            results[index] = measured(index, weights, bias, trainLoss);
        } else if (keepsTrajectories()) {
            trajectories.get(index).add(point(index, step, weights, bias, trainLoss));
        }
    }

    private TrainingResult measured(int index, float[] weights, float[] bias, double trainLoss) {
        Weights last = Weights.of(weights, bias, shape);
        Weights settling = Weights.of(settlingWeights[index], settlingBias[index], shape);
        Assessment assessment = evaluator(index).assess(settling, last);
        boolean settled = assessment.convergence().outcome() == Outcome.CONVERGED;
        return new Measured(
                indices[index],
                0f,
                new Losses(
                        assessment.evaluation().loss(),
                        assessment.evaluation().lossSe(),
                        trainLoss,
                        assessment.convergence().slope(),
                        settled),
                Measurement.of(last, thresholds),
                keep.weights() == Keep.Amount.NONE
                        ? TrainingResult.Weights.none()
                        : new TrainingResult.Weights(weights, bias),
                TrainingResult.WeightsDigest.of(weights, bias),
                trajectories.get(index));
    }

    private TrajectoryPoint point(int index, int step, float[] weights, float[] bias, double trainLoss) {
        Weights now = Weights.of(weights, bias, shape);
        Measurement measurement = Measurement.of(now, thresholds);
        return new TrajectoryPoint(
                step,
                evaluator(index).evaluate(now).loss(),
                trainLoss,
                floats(measurement.norm().toArray()),
                floats(measurement.dimensionality().toArray()));
    }

    private static float[] floats(double[] values) {
        float[] rounded = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            rounded[k] = (float) values[k];
        }
        return rounded;
    }

    private Evaluator evaluator(int index) {
        PlannedCell cell = cells.get(index);
        return evaluators.forCell(cell.cell().model(), key(cell.id(), TrainingKey.EVALUATION_REPLICATE));
    }

    /// Processor time in [#record], all threads together.
    long evaluationNanos() {
        return evaluationNanos.sum();
    }

    /// Adds what the trainings yielded, once the launch has ended.
    ///
    /// @param millisEach time of one training
    void collect(float millisEach, List<TrainingResult> into, List<OfferOutcome.GivenUp> givenUp) {
        for (int k = 0; k < indices.length; k++) {
            RuntimeException failure = failures[k];
            TrainingResult result = results[k];
            if (failure != null) {
                givenUp.add(Failures.of(failure, indices[k]));
            } else if (diverged[k]) {
                into.add(new TrainingResult.Diverged(indices[k], millisEach));
            } else if (result instanceof Measured measured) {
                into.add(new Measured(
                        measured.index(),
                        millisEach,
                        measured.losses(),
                        measured.measurement(),
                        measured.weights(),
                        measured.digest(),
                        measured.trajectory()));
            } else {
                givenUp.add(Failures.of(
                        new IllegalStateException("the engine did not hand out the weights of step " + steps),
                        indices[k]));
            }
        }
    }
}

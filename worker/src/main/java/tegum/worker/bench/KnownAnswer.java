package tegum.worker.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tegum.measure.Evaluator;
import tegum.model.PerFeature;
import tegum.model.Shape;
import tegum.random.TrainingKey;
import tegum.theory.LinearOptimum;
import tegum.theory.TwoInOne;
import tegum.worker.device.Device;
import tegum.worker.engine.Block;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Pace;
import tegum.worker.engine.Progress;
import tegum.worker.engine.ReferenceEngine;
import tegum.worker.engine.Session;

/// Whether an engine trains what it should at a shape and density.
///
/// - Step by step: after a few steps the evaluated loss is that of `reference`, which has the same random numbers.
/// - At the end: the best loss after all steps is the exact optimum at (2,1); elsewhere it is no worse than that of a
///   linear model, which a ReLU model with bias always reaches.
final class KnownAnswer {
    private static final Shape TWO_IN_ONE = new Shape(2, 1);

    /// Engines round differently; after so few steps that is far below this.
    private static final double STEP_TOLERANCE = 1e-3;

    /// A constant rate ends beside the optimum, and weight decay pulls away from it.
    private static final double END_TOLERANCE = 0.05;

    /// A loss this small, in units of the linear model's, is noise at the end of a training.
    private static final double LEAST_SHARE = 1e-3;

    /// About a third of a second of the reference.
    private static final double REFERENCE_FLOPS = 4e8;

    /// Only about half of the starts of (2,1) reach the optimum.
    private static final int REPLICATES = 16;

    private static final int FEWEST_STEPS = 10;
    private static final int MOST_STEPS = 500;
    private static final long GLANCE_NANOS = 100_000_000L;
    private static final long LONGEST_NANOS = 20_000_000_000L;

    private final BenchCase timed;
    private final Engine engine;
    private final Device device;
    private final Evaluator evaluator;

    KnownAnswer(BenchCase timed, Engine engine, Device device) {
        this.timed = timed;
        this.engine = engine;
        this.device = device;
        this.evaluator = Evaluator.forCell(timed.model(), timed.key(TrainingKey.EVALUATION_REPLICATE));
    }

    /// Trains and compares.
    ///
    /// @param whole whether to train to the end as well
    Check check(boolean whole) {
        Check step = againstReference();
        if (!step.passed() || !whole) {
            return step;
        }
        Check end = atTheEnd();
        return new Check(end.passed(), step.text() + "; " + end.text());
    }

    private Check againstReference() {
        ReferenceEngine reference = new ReferenceEngine();
        if (engine.name().equals(reference.name())) {
            return new Check(true, "reference is what the others are compared with");
        }
        double flops = 10.0 * timed.shape().weights() * BenchCase.BATCH;
        int steps = (int) Math.clamp(REFERENCE_FLOPS / flops, FEWEST_STEPS, MOST_STEPS);
        double expected = best(reference, steps, 1).orElseThrow();
        double obtained = best(engine, steps, 1).orElseThrow();
        return new Check(
                Math.abs(obtained - expected) <= STEP_TOLERANCE * expected,
                "loss after %d steps %s, of %s %s (tolerance %s)"
                        .formatted(steps, text(obtained), reference.numerics(), text(expected), share(STEP_TOLERANCE)));
    }

    private Check atTheEnd() {
        boolean exact = timed.shape().equals(TWO_IN_ONE);
        Optional<Double> end = best(engine, BenchCase.STEPS, exact ? REPLICATES : timed.cores());
        if (end.isEmpty()) {
            return new Check(true, "a whole training takes too long for this check");
        }
        PerFeature density = PerFeature.uniform(timed.shape().features(), timed.density());
        double linear =
                LinearOptimum.loss(density, timed.importance(), timed.shape().hidden());
        double expected =
                exact ? TwoInOne.optimum(BenchCase.IMPORTANCE, timed.density()).loss() : linear;
        double obtained = end.get();
        double margin = Math.max(END_TOLERANCE * expected, LEAST_SHARE * linear);
        boolean passed = obtained <= expected + margin && (!exact || obtained >= expected - margin);
        return new Check(
                passed,
                "loss after %,d steps %s, %s %s (tolerance %s)"
                        .formatted(
                                BenchCase.STEPS,
                                text(obtained),
                                exact ? "exact optimum" : "at most the linear model's",
                                text(expected),
                                text(margin)));
    }

    /// The least evaluated loss of some replicates; empty if they take too long. Not a number if one is not finite.
    private Optional<Double> best(Engine trained, int steps, int replicates) {
        Block block = timed.block(steps, replicates);
        double[] losses = new double[replicates];
        Arrays.fill(losses, Double.NaN);
        try (Session session = trained.open(device, block.key())) {
            Progress launch = session.begin(block, (index, step, weights, bias, _) -> {
                if (step == steps) {
                    losses[index] = evaluator.evaluate(weights, bias).loss();
                }
            });
            Pace pace = new Pace(GLANCE_NANOS);
            long start = System.nanoTime();
            int done = 0;
            while (done < steps) {
                long began = System.nanoTime();
                if (began - start > LONGEST_NANOS) {
                    return Optional.empty();
                }
                int reached = launch.advance(pace.steps(steps - done));
                pace.took(reached - done, System.nanoTime() - began);
                done = reached;
            }
        }
        return Optional.of(Arrays.stream(losses).reduce(Double.POSITIVE_INFINITY, Math::min));
    }

    private static String text(double loss) {
        return String.format(Locale.ROOT, "%.6g", loss);
    }

    private static String share(double tolerance) {
        return String.format(Locale.ROOT, "%g %%", 100 * tolerance);
    }
}

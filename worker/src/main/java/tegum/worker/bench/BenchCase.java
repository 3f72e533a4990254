package tegum.worker.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.DataLaw;
import tegum.model.Decoder;
import tegum.model.Encoder;
import tegum.model.Init;
import tegum.model.Loss;
import tegum.model.Model;
import tegum.model.Optimizer;
import tegum.model.Penalty;
import tegum.model.PerFeature;
import tegum.model.Recipe;
import tegum.model.Schedule;
import tegum.model.Shape;
import tegum.model.Target;
import tegum.model.ValueLaw;
import tegum.random.TrainingKey;
import tegum.worker.engine.Block;

/// What is timed: the tied ReLU model of the papers' notebook with importance 0.9^i, at one shape and density.
///
/// @param engine its name
/// @param density of every feature
/// @param models trainings of a launch; 0 for as many as the engine takes best
/// @param cores processors that the engine may use
/// @param seconds how long it is timed once it is warm
public record BenchCase(String engine, Shape shape, double density, int models, int cores, double seconds) {
    /// Ratio of a feature's importance to that of the one before.
    public static final double IMPORTANCE = 0.9;

    /// Samples of a step.
    public static final int BATCH = 1024;

    /// Steps of a training.
    public static final int STEPS = 10_000;

    private static final long SEED_HIGH = 0x626e6368_62656e63L;

    /// @throws IllegalArgumentException outside the permitted ranges
    public BenchCase {
        if (!(density > 0 && density <= 1)) {
            throw new IllegalArgumentException("a density is above 0 and at most 1, not " + density);
        }
        if (models < 0 || cores < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException("models %d, cores %d, seconds %s".formatted(models, cores, seconds));
        }
    }

    Model model() {
        int features = shape.features();
        return new Model(
                shape,
                new DataLaw.Independent(PerFeature.uniform(features, density), ValueLaw.UNIFORM),
                Target.INPUT,
                new Encoder(Activation.LINEAR),
                new Decoder.Tied(Activation.RELU, true),
                new Loss.SquaredError(importance()),
                new Penalty.None());
    }

    PerFeature importance() {
        return PerFeature.generate(shape.features(), i -> StrictMath.pow(IMPORTANCE, i));
    }

    /// The cell with another number of steps.
    Cell cell(int steps) {
        return new Cell(
                model(),
                new Recipe(
                        steps,
                        BATCH,
                        new Optimizer.AdamW(1e-3, 0.01, 0.9, 0.999, 1e-8),
                        new Schedule.Constant(),
                        Init.Normal.xavier(shape)));
    }

    /// Replicates 0 to `count - 1` of [#cell].
    Block block(int steps, int count) {
        List<TrainingKey> keys = new ArrayList<>();
        for (int replicate = 0; replicate < count; replicate++) {
            keys.add(key(replicate));
        }
        return Block.of(Collections.nCopies(count, cell(steps)), keys, List.of());
    }

    TrainingKey key(long replicate) {
        return TrainingKey.of(SEED_HIGH, 0, 0, replicate);
    }

    /// As arguments of [TrialMain].
    List<String> arguments() {
        return List.of(
                engine,
                Integer.toString(shape.features()),
                Integer.toString(shape.hidden()),
                Double.toString(density),
                Integer.toString(models),
                Integer.toString(cores),
                Double.toString(seconds));
    }

    /// The opposite of [#arguments].
    static BenchCase of(String... arguments) {
        return new BenchCase(
                arguments[0],
                new Shape(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])),
                Double.parseDouble(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                Double.parseDouble(arguments[6]));
    }
}

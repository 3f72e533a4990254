package tegum.worker.engine;

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
import tegum.worker.device.Device;
import tegum.worker.device.DeviceKind;

/// Cells, blocks and launches for tests.
public final class Trainings {
    private Trainings() {}

    /// What a recorder was told.
    public record Recorded(int index, int step, float[] weights, float[] bias, double trainLoss) {}

    public static Device cpu(int cores) {
        return new Device("cpu", DeviceKind.CPU, "test", cores, 1L << 30);
    }

    public static TrainingKey key(long replicate) {
        return TrainingKey.of(0x0123456789abcdefL, 0x0011223344556677L, 0, replicate);
    }

    /// The notebook's recipe: AdamW, constant rate, xavier.
    public static Recipe notebook(Shape shape, int steps, int batch) {
        return new Recipe(
                steps,
                batch,
                new Optimizer.AdamW(1e-3, 0.01, 0.9, 0.999, 1e-8),
                new Schedule.Constant(),
                Init.Normal.xavier(shape));
    }

    public static Model model(
            PerFeature density, PerFeature importance, int hidden, Activation output, boolean bias, ValueLaw values) {
        return new Model(
                new Shape(density.count(), hidden),
                new DataLaw.Independent(density, values),
                Target.INPUT,
                new Encoder(Activation.LINEAR),
                new Decoder.Tied(output, bias),
                new Loss.SquaredError(importance),
                new Penalty.None());
    }

    /// A ReLU model with uniform density and importance `0.9^i`, trained by the notebook's recipe.
    public static Cell relu(int features, int hidden, double density, int steps, int batch) {
        Model model = model(
                PerFeature.uniform(features, density),
                PerFeature.generate(features, i -> StrictMath.pow(0.9, i)),
                hidden,
                Activation.RELU,
                true,
                ValueLaw.UNIFORM);
        return new Cell(model, notebook(model.shape(), steps, batch));
    }

    /// Replicates 0, 1, ... of a cell.
    public static Block replicates(Cell cell, int count, List<Integer> recordingSteps) {
        List<TrainingKey> keys = new ArrayList<>();
        for (int replicate = 0; replicate < count; replicate++) {
            keys.add(key(replicate));
        }
        return Block.of(Collections.nCopies(count, cell), keys, recordingSteps);
    }

    /// Trains a block, `stride` steps a call, and returns what was recorded, by index and step.
    public static List<Recorded> train(Engine engine, int cores, Block block, int stride) {
        List<Recorded> recorded = Collections.synchronizedList(new ArrayList<>());
        try (Session session = engine.open(cpu(cores), block.key())) {
            Progress progress = session.begin(
                    block,
                    (index, step, weights, bias, loss) -> recorded.add(new Recorded(index, step, weights, bias, loss)));
            int done = 0;
            while (done < block.key().steps()) {
                done = progress.advance(stride);
            }
        }
        List<Recorded> sorted = new ArrayList<>(recorded);
        sorted.sort((a, b) -> a.index() != b.index() ? Integer.compare(a.index(), b.index()) : a.step() - b.step());
        return sorted;
    }

    /// The parameters of each training after its last step, `W` then `b`.
    public static List<float[]> last(List<Recorded> recorded, int steps) {
        List<float[]> parameters = new ArrayList<>();
        for (Recorded record : recorded) {
            if (record.step() == steps) {
                float[] both = new float[record.weights().length + record.bias().length];
                System.arraycopy(record.weights(), 0, both, 0, record.weights().length);
                System.arraycopy(record.bias(), 0, both, record.weights().length, record.bias().length);
                parameters.add(both);
            }
        }
        return parameters;
    }

    /// Largest difference between two lists of parameters; NaN if one is NaN.
    public static double largestDifference(float[] a, float[] b) {
        double largest = 0;
        for (int j = 0; j < a.length; j++) {
            largest = Math.max(largest, Math.abs((double) a[j] - b[j]));
        }
        return largest;
    }
}

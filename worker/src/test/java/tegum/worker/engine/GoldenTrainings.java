package tegum.worker.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.Init;
import tegum.model.Model;
import tegum.model.Optimizer;
import tegum.model.PerFeature;
import tegum.model.Recipe;
import tegum.model.Schedule;
import tegum.model.Shape;
import tegum.model.ValueLaw;

/// Fixed trainings that between them use every part of a kernel key, and their digests.
final class GoldenTrainings {
    static final int STEPS = 200;
    private static final Optimizer ADAMW = new Optimizer.AdamW(1e-3, 0.01, 0.9, 0.999, 1e-8);
    private static final Schedule CONSTANT = new Schedule.Constant();
    private static final Activation RELU = Activation.RELU;
    private static final Activation LINEAR = Activation.LINEAR;

    private GoldenTrainings() {}

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (double density : new double[] {1, .5, .1, .03, .01}) {
            cells.add(Trainings.relu(2, 1, density, STEPS, 1024));
        }
        for (double density : new double[] {1, .2, .05}) {
            cells.add(Trainings.relu(5, 2, density, STEPS, 1024));
        }
        cells.add(Trainings.relu(20, 5, .05, STEPS, 1024));
        cells.add(Trainings.relu(40, 4, .0625, STEPS, 256));
        PerFeature two = PerFeature.of(1, .5);
        cells.add(cell(PerFeature.of(.3, .3), two, 1, LINEAR, true, ValueLaw.UNIFORM, 1024, ADAMW, CONSTANT));
        cells.add(cell(PerFeature.of(.02, .3), two, 1, RELU, false, ValueLaw.UNIFORM, 1000, ADAMW, CONSTANT));
        PerFeature three = PerFeature.of(1, 1, 2);
        PerFeature mixed = PerFeature.of(.05, .04, .5);
        Optimizer adam = new Optimizer.Adam(2e-3, 1e-3, 0.8, 0.99, 1e-6);
        cells.add(cell(mixed, three, 2, RELU, true, ValueLaw.SYMMETRIC, 100, adam, new Schedule.Linear()));
        cells.add(cell(mixed, three, 2, LINEAR, false, ValueLaw.DOUBLE, 1024, adam, new Schedule.Cosine()));
        Optimizer sgd = new Optimizer.Sgd(0.02, 0, 0);
        Optimizer momentum = new Optimizer.Sgd(0.01, 1e-3, 0.9);
        PerFeature rare = PerFeature.of(.05, .001, .03, 0);
        PerFeature four = PerFeature.of(1, 1, .5, .1);
        Schedule warm = new Schedule.WarmupCosine(20);
        cells.add(cell(rare, four, 2, RELU, true, ValueLaw.UNIFORM, 2048, sgd, CONSTANT));
        cells.add(cell(rare, four, 3, RELU, true, ValueLaw.SYMMETRIC, 77, momentum, warm));
        cells.add(cell(rare, four, 4, LINEAR, true, ValueLaw.UNIFORM, 3000, momentum, warm));
        cells.add(cell(four, four, 2, RELU, true, ValueLaw.DOUBLE, 65, ADAMW, CONSTANT));
        PerFeature decaying = PerFeature.generate(30, i -> 1.0 / (i + 1));
        cells.add(cell(decaying, decaying, 3, RELU, true, ValueLaw.UNIFORM, 512, ADAMW, CONSTANT));
        Cell uniform = Trainings.relu(6, 3, .08, STEPS, 1536);
        Recipe recipe = new Recipe(STEPS, 1536, ADAMW, CONSTANT, new Init.Uniform(.4));
        cells.add(new Cell(uniform.model(), recipe));
        // From here on: every kernel of the vector engine, at awkward sizes.
        cells.add(Trainings.relu(3, 2, .3, STEPS, 1000));
        cells.add(Trainings.relu(7, 3, .4, STEPS, 331));
        cells.add(Trainings.relu(37, 11, .3, STEPS, 131));
        cells.add(Trainings.relu(11, 1, .7, STEPS, 100));
        cells.add(Trainings.relu(80, 20, .2, STEPS, 128));
        cells.add(Trainings.relu(80, 20, .01, STEPS, 256));
        cells.add(Trainings.relu(20, 5, .01, STEPS, 512));
        cells.add(Trainings.relu(67, 13, .02, STEPS, 201));
        PerFeature uneven = PerFeature.generate(83, i -> i == 40 ? 1 : .5 / (i + 16));
        PerFeature even = PerFeature.uniform(83, 1);
        cells.add(cell(uneven, even, 19, RELU, true, ValueLaw.SYMMETRIC, 230, ADAMW, CONSTANT));
        cells.add(cell(uneven, even, 19, RELU, false, ValueLaw.UNIFORM, 64, momentum, warm));
        PerFeature sparse = PerFeature.uniform(83, .01);
        cells.add(cell(sparse, even, 19, LINEAR, true, ValueLaw.UNIFORM, 230, ADAMW, CONSTANT));
        return cells;
    }

    private static Cell cell(
            PerFeature density,
            PerFeature importance,
            int hidden,
            Activation output,
            boolean bias,
            ValueLaw values,
            int batch,
            Optimizer optimizer,
            Schedule schedule) {
        Model model = Trainings.model(density, importance, hidden, output, bias, values);
        Shape shape = model.shape();
        return new Cell(model, new Recipe(STEPS, batch, optimizer, schedule, Init.Normal.xavier(shape)));
    }

    /// The parameters of each training after its last step, `W` then `b`.
    static List<float[]> train(Engine engine) {
        List<float[]> parameters = new ArrayList<>();
        for (Cell cell : cells()) {
            Block block = Trainings.replicates(cell, 1, List.of());
            parameters.addAll(Trainings.last(Trainings.train(engine, 1, block, STEPS), STEPS));
        }
        return parameters;
    }

    /// One line a training: its number and its digest, SHA-256/128 of W and b as little-endian float32.
    static List<String> digests(Engine engine) {
        List<String> lines = new ArrayList<>();
        for (float[] parameters : train(engine)) {
            lines.add(String.format(Locale.ROOT, "%02d %s", lines.size(), digest(parameters)));
        }
        return lines;
    }

    static String digest(float[] parameters) {
        ByteBuffer bytes = ByteBuffer.allocate(parameters.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(parameters);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package tegum.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.Model;
import tegum.model.Optimizer;
import tegum.model.PerFeature;
import tegum.model.Recipe;
import tegum.model.ValueLaw;
import tegum.worker.engine.vector.VectorEngine;

class VectorEngineTest extends EngineContract {
    private static final List<ValueLaw> VALUE_LAWS = List.of(ValueLaw.UNIFORM, ValueLaw.SYMMETRIC, ValueLaw.DOUBLE);

    @Override
    Engine engine() {
        return new VectorEngine();
    }

    @Test
    void fixedTrainingsAgreeWithTheReference() {
        List<float[]> vector = GoldenTrainings.train(engine());
        List<float[]> reference = GoldenTrainings.train(new ReferenceEngine());

        for (int k = 0; k < vector.size(); k++) {
            assertThat(Trainings.largestDifference(vector.get(k), reference.get(k)))
                    .as("training %d", k)
                    .isLessThanOrEqualTo(2e-5);
        }
    }

    /// Goal: float stays close to double on any tied model.
    /// Method: 200 seeded random trainings of 200 steps. Where a gradient is all but 0, Adam makes much of
    /// its rounding, so a few may be farther away.
    @Test
    void randomTrainingsAgreeWithTheReference() {
        long seed = 20261124;
        SplittableRandom random = new SplittableRandom(seed);
        int close = 0;
        for (int k = 0; k < 200; k++) {
            Cell cell = randomCell(random);
            Block block = Trainings.replicates(cell, 1, List.of());
            float[] vector = Trainings.last(Trainings.train(engine(), 1, block, 200), 200)
                    .getFirst();
            float[] reference = Trainings.last(Trainings.train(new ReferenceEngine(), 1, block, 200), 200)
                    .getFirst();
            double difference = Trainings.largestDifference(vector, reference);
            assertThat(difference).as("seed %d, training %d, %s", seed, k, cell).isLessThanOrEqualTo(1e-3);
            close += difference <= 2e-5 ? 1 : 0;
        }

        assertThat(close).as("seed %d", seed).isGreaterThanOrEqualTo(190);
    }

    private static Cell randomCell(SplittableRandom random) {
        int features = random.nextInt(2, 9);
        int hidden = random.nextInt(1, Math.min(features, 4));
        double base = StrictMath.pow(.01, random.nextDouble());
        PerFeature density = random.nextBoolean()
                ? PerFeature.uniform(features, base)
                : PerFeature.generate(features, _ -> StrictMath.pow(.01, random.nextDouble()));
        PerFeature importance = PerFeature.generate(features, _ -> .1 + random.nextDouble());
        Activation output = random.nextInt(4) == 0 ? Activation.LINEAR : Activation.RELU;
        ValueLaw values = VALUE_LAWS.get(random.nextInt(VALUE_LAWS.size()));
        Model model = Trainings.model(density, importance, hidden, output, random.nextInt(4) > 0, values);
        return new Cell(model, Trainings.notebook(model.shape(), 200, random.nextInt(64, 600)));
    }

    /// Goal: float stays close to double on wide sparse models, trained by their Gram matrix.
    /// Method: 12 seeded random trainings of 100 steps, a third of several octaves, a third with a dense
    /// feature too.
    @Test
    void randomWideTrainingsAgreeWithTheReference() {
        long seed = 20261125;
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < 12; k++) {
            Cell cell = randomWideCell(random, k);
            assertThat(new VectorEngine().kernel(cell)).isEqualTo("gram");
            Block block = Trainings.replicates(cell, 1, List.of());
            float[] vector = Trainings.last(Trainings.train(engine(), 1, block, 100), 100)
                    .getFirst();
            float[] reference = Trainings.last(Trainings.train(new ReferenceEngine(), 1, block, 100), 100)
                    .getFirst();
            assertThat(Trainings.largestDifference(vector, reference))
                    .as("seed %d, training %d, %s", seed, k, cell)
                    .isLessThanOrEqualTo(1e-4);
        }
    }

    private static Cell randomWideCell(SplittableRandom random, int k) {
        int features = random.nextInt(80, 100);
        double base = .004 + .01 * random.nextDouble();
        PerFeature density = PerFeature.generate(features, i -> i == 7 && k % 3 == 2 ? .4 : base);
        if (k % 3 == 1) {
            density = PerFeature.generate(features, _ -> .002 + .012 * random.nextDouble());
        }
        PerFeature importance = PerFeature.generate(features, _ -> .1 + random.nextDouble());
        ValueLaw values = VALUE_LAWS.get(random.nextInt(VALUE_LAWS.size()));
        Model model = Trainings.model(
                density, importance, random.nextInt(18, 30), Activation.RELU, random.nextInt(4) > 0, values);
        return new Cell(model, Trainings.notebook(model.shape(), 100, random.nextInt(256, 1500)));
    }

    /// Goal: an epsilon that float does not know leaves a parameter without a gradient where it is.
    /// Method: a feature of importance 0, whose bias has none, and Adam with an epsilon that is 0 as a float.
    @Test
    void anEpsilonBelowFloatTrainsAsTheReference() {
        Model model = Trainings.model(
                PerFeature.uniform(2, 1),
                PerFeature.generate(2, i -> 1 - i),
                1,
                Activation.LINEAR,
                true,
                ValueLaw.UNIFORM);
        Recipe notebook = Trainings.notebook(model.shape(), 100, 64);
        Optimizer optimizer = new Optimizer.Adam(1e-3, 0, 0.9, 0.999, 1e-100);
        Recipe recipe = new Recipe(100, 64, optimizer, notebook.schedule(), notebook.init());
        Block block = Trainings.replicates(new Cell(model, recipe), 1, List.of());

        float[] vector =
                Trainings.last(Trainings.train(engine(), 1, block, 100), 100).getFirst();
        float[] reference = Trainings.last(Trainings.train(new ReferenceEngine(), 1, block, 100), 100)
                .getFirst();

        assertThat(vector[3]).isZero();
        assertThat(Trainings.largestDifference(vector, reference)).isLessThanOrEqualTo(1e-3);
    }

    /// Goal: the size of the machine's vectors changes no bit.
    /// Method: the golden trainings in a JVM whose vectors are held to 128, 256 and 512 bits.
    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {16, 32, 64})
    void vectorsOfAnySizeMakeTheSameBits(int bytes) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-XX:MaxVectorSize=" + bytes,
                "-cp",
                System.getProperty("java.class.path"),
                DigestsMain.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new ArrayList<>(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());

        assertThat(process.waitFor()).isZero();
        // A machine without the larger vectors uses its largest.
        assertThat(Integer.parseInt(lines.removeFirst())).isLessThanOrEqualTo(8 * bytes);
        assertThat(lines).isEqualTo(GoldenTrainings.digests(engine()));
    }
}

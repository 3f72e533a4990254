package tegum.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.DataLaw;
import tegum.model.Decoder;
import tegum.model.Init;
import tegum.model.Model;
import tegum.model.Optimizer;
import tegum.model.Penalty;
import tegum.model.PerFeature;
import tegum.model.Recipe;
import tegum.model.Schedule;
import tegum.model.Target;
import tegum.model.ValueLaw;
import tegum.plan.KernelKey;
import tegum.random.TrainingKey;

/// What every engine must do; the contract in prose is the Javadoc of [Engine].
///
/// Where one of tier BITS must give the same bits, one of tier TOLERANCE must give the same weights within 1e-5
/// after 40 steps.
abstract class EngineContract {
    private static final int STEPS = 40;

    abstract Engine engine();

    private static List<Cell> mixedDensities() {
        List<Cell> cells = new ArrayList<>();
        for (int k = 0; k < 12; k++) {
            double p = .07 + .01 * (k % 4);
            Model model = Trainings.model(
                    PerFeature.of(p, .04, p), PerFeature.of(1, .5 + k, 1), 2, Activation.RELU, true, ValueLaw.UNIFORM);
            cells.add(new Cell(model, Trainings.notebook(model.shape(), STEPS, 200)));
        }
        return cells;
    }

    /// Cells of a stratum that [tegum.worker.engine.vector.VectorEngine] trains by their Gram matrix.
    private static List<Cell> wideSparse() {
        List<Cell> cells = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            cells.add(Trainings.relu(83, 20, .009 + .001 * k, STEPS, 200));
        }
        return cells;
    }

    private static List<TrainingKey> keys(int count) {
        List<TrainingKey> keys = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            keys.add(Trainings.key(k));
        }
        return keys;
    }

    private List<float[]> trained(List<Cell> cells, List<TrainingKey> keys, int cores, int stride) {
        Block block = Block.of(cells, keys, List.of());
        return Trainings.last(Trainings.train(engine(), cores, block, stride), STEPS);
    }

    private void assertTheSame(List<float[]> actual, List<float[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int k = 0; k < actual.size(); k++) {
            switch (engine().tier()) {
                case BITS ->
                    assertThat(GoldenTrainings.digest(actual.get(k)))
                            .as("training %d", k)
                            .isEqualTo(GoldenTrainings.digest(expected.get(k)));
                case TOLERANCE ->
                    assertThat(Trainings.largestDifference(actual.get(k), expected.get(k)))
                            .as("training %d", k)
                            .isLessThanOrEqualTo(1e-5);
            }
        }
    }

    @Test
    void aTrainingHasTheSameBitsAloneAndAmongOthers() {
        assertTheSameAloneAndAmongOthers(mixedDensities());
        assertTheSameAloneAndAmongOthers(wideSparse());
    }

    private void assertTheSameAloneAndAmongOthers(List<Cell> cells) {
        List<TrainingKey> keys = keys(cells.size());
        List<float[]> alone = new ArrayList<>();
        for (int k = 0; k < cells.size(); k++) {
            alone.addAll(trained(List.of(cells.get(k)), List.of(keys.get(k)), 1, STEPS));
        }

        List<float[]> together = trained(cells, keys, 1, STEPS);
        List<float[]> backwards = new ArrayList<>(trained(cells.reversed(), keys.reversed(), 1, STEPS));
        Collections.reverse(backwards);

        assertTheSame(together, alone);
        assertTheSame(backwards, alone);
        assertThat(together.stream().map(GoldenTrainings::digest)).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {2, 3, 16})
    void threadsChangeNoBit(int cores) {
        for (List<Cell> cells : List.of(mixedDensities(), wideSparse())) {
            List<TrainingKey> keys = keys(cells.size());

            assertTheSame(trained(cells, keys, cores, 7), trained(cells, keys, 1, STEPS));
        }
    }

    @ParameterizedTest(name = "{0} steps a call")
    @ValueSource(ints = {1, 3, 39, 1000})
    void callsChangeNoBit(int stride) {
        for (List<Cell> cells : List.of(mixedDensities(), wideSparse())) {
            List<TrainingKey> keys = keys(cells.size());

            assertTheSame(trained(cells, keys, 1, stride), trained(cells, keys, 1, STEPS));
        }
    }

    @Test
    void progressCountsStepsAndStopsAtTheLast() {
        Block block = Trainings.replicates(Trainings.relu(2, 1, .5, 10, 32), 2, List.of());
        try (Session session = engine().open(Trainings.cpu(2), block.key())) {
            Progress progress = session.begin(block, (_, _, _, _, _) -> {});

            assertThat(progress.advance(4)).isEqualTo(4);
            assertThat(progress.advance(4)).isEqualTo(8);
            assertThat(progress.advance(4)).isEqualTo(10);
            assertThat(progress.advance(4)).isEqualTo(10);
            assertThat(session.capacity()).isPositive();
            assertThat(session.bytes(2)).isGreaterThan(session.bytes(1));
        }
    }

    @Test
    void recordedStepsAreTheOnesAskedForTheSettlingOneAndTheLast() {
        Block block = Trainings.replicates(Trainings.relu(5, 2, .1, 25, 64), 3, List.of(1, 10, 25));

        List<Trainings.Recorded> recorded = Trainings.train(engine(), 2, block, 4);

        assertThat(recorded)
                .extracting(Trainings.Recorded::step)
                .containsExactly(1, 10, 23, 25, 1, 10, 23, 25, 1, 10, 23, 25);
        assertThat(recorded).extracting(Trainings.Recorded::index).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);
        assertThat(recorded).allSatisfy(record -> {
            assertThat(record.weights()).hasSize(10);
            assertThat(record.bias()).hasSize(5);
            assertThat(record.trainLoss()).isPositive();
        });
    }

    @Test
    void whatTheRecorderThrowsIsThrownByTheCall() {
        Block block = Trainings.replicates(Trainings.relu(2, 1, .5, 10, 32), 4, List.of());
        try (Session session = engine().open(Trainings.cpu(2), block.key())) {
            Progress progress = session.begin(block, (_, _, _, _, _) -> {
                throw new IllegalStateException("the recorder is full");
            });

            assertThatThrownBy(() -> progress.advance(10)).hasMessageContaining("the recorder is full");
        }
    }

    /// Method: a rate so small that no float changes in a step.
    @Test
    void trainingsStartFromTheInitialWeightsOfTheStream() {
        Cell cell = Trainings.relu(7, 3, .2, 1, 32);
        Recipe still = new Recipe(
                1,
                32,
                new Optimizer.Sgd(1e-300, 0, 0),
                new Schedule.Constant(),
                Init.Normal.xavier(cell.model().shape()));
        Block block = Trainings.replicates(new Cell(cell.model(), still), 2, List.of());

        List<Trainings.Recorded> recorded = Trainings.train(engine(), 1, block, 1);

        for (Trainings.Recorded record : recorded) {
            assertThat(record.weights()).isEqualTo(block.initialWeights(record.index()));
            for (float bias : record.bias()) {
                // A -0 counts: the rate is not quite 0.
                assertThat(bias == 0f).isTrue();
            }
        }
    }

    @Test
    void withoutABiasItStaysZero() {
        Model model = Trainings.model(
                PerFeature.of(1, .5, .01), PerFeature.of(1, 1, 1), 2, Activation.RELU, false, ValueLaw.UNIFORM);
        Block block = Trainings.replicates(new Cell(model, Trainings.notebook(model.shape(), 20, 64)), 1, List.of());

        assertThat(Trainings.train(engine(), 1, block, 20))
                .allSatisfy(record -> assertThat(record.bias()).containsOnly(0f));
    }

    @Test
    void anEpsilonOfZeroIsNoTrouble() {
        Cell cell = Trainings.relu(3, 1, .5, 20, 64);
        Recipe recipe = new Recipe(
                20,
                64,
                new Optimizer.AdamW(1e-3, 0.01, 0.9, 0.999, 0),
                new Schedule.Constant(),
                Init.Normal.xavier(cell.model().shape()));
        Block block = Trainings.replicates(new Cell(cell.model(), recipe), 1, List.of());

        for (float parameter :
                Trainings.last(Trainings.train(engine(), 1, block, 20), 20).getFirst()) {
            assertThat(parameter).isFinite();
        }
    }

    @Test
    void aDivergedTrainingLooksDiverged() {
        Cell cell = Trainings.relu(3, 2, .5, 60, 64);
        Recipe wild = new Recipe(
                60,
                64,
                new Optimizer.Sgd(1e6, 0, 0),
                new Schedule.Constant(),
                Init.Normal.xavier(cell.model().shape()));
        Block block = Trainings.replicates(new Cell(cell.model(), wild), 1, List.of());

        boolean finite = true;
        for (float parameter :
                Trainings.last(Trainings.train(engine(), 1, block, 60), 60).getFirst()) {
            finite &= Float.isFinite(parameter);
        }

        assertThat(finite).isFalse();
    }

    @Test
    void aSessionTrainsItsKernelKeyAlone() {
        Block one = Trainings.replicates(Trainings.relu(2, 1, .5, 10, 32), 1, List.of());
        Block other = Trainings.replicates(Trainings.relu(2, 1, .01, 10, 32), 1, List.of());
        try (Session session = engine().open(Trainings.cpu(1), one.key())) {
            assertThatThrownBy(() -> session.begin(other, (_, _, _, _, _) -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatItCannotTrainItRefusesWithAReason() {
        Model good = Trainings.relu(5, 2, .1, 10, 32).model();
        DataLaw correlated = new DataLaw.CorrelatedSets(5, .1, ValueLaw.UNIFORM);
        List<Model> refused = List.of(
                new Model(
                        good.shape(),
                        correlated,
                        good.target(),
                        good.encoder(),
                        good.decoder(),
                        good.loss(),
                        good.penalty()),
                new Model(
                        good.shape(),
                        good.data(),
                        Target.ABSOLUTE,
                        good.encoder(),
                        good.decoder(),
                        good.loss(),
                        good.penalty()),
                new Model(
                        good.shape(),
                        good.data(),
                        good.target(),
                        new tegum.model.Encoder(Activation.RELU),
                        good.decoder(),
                        good.loss(),
                        good.penalty()),
                new Model(
                        good.shape(),
                        good.data(),
                        good.target(),
                        good.encoder(),
                        new Decoder.Untied(Activation.RELU, true),
                        good.loss(),
                        good.penalty()),
                new Model(
                        good.shape(),
                        good.data(),
                        good.target(),
                        good.encoder(),
                        new Decoder.Tied(Activation.GELU, true),
                        good.loss(),
                        good.penalty()),
                new Model(
                        good.shape(),
                        good.data(),
                        good.target(),
                        good.encoder(),
                        good.decoder(),
                        good.loss(),
                        new Penalty.HiddenL1(.1)));

        assertThat(supports(good)).isEqualTo(new Support.Yes());
        for (Model model : refused) {
            assertThat(supports(model))
                    .isInstanceOfSatisfying(
                            Support.No.class, no -> assertThat(no.reason()).isNotBlank());
        }
    }

    private Support supports(Model model) {
        return engine().supports(model, KernelKey.of(new Cell(model, Trainings.notebook(model.shape(), 10, 32))));
    }

    /// Source: SCIENCE section 4, linear model: the top m features and nothing else, `‖W‖_F² = m`.
    @Test
    void aLinearModelLearnsItsMostImportantFeatures() {
        int steps = 3000;
        Model model = Trainings.model(
                PerFeature.uniform(5, 1),
                PerFeature.generate(5, i -> StrictMath.pow(.9, i)),
                2,
                Activation.LINEAR,
                true,
                ValueLaw.UNIFORM);
        Recipe recipe = new Recipe(
                steps,
                256,
                new Optimizer.AdamW(1e-2, 0, 0.9, 0.999, 1e-8),
                new Schedule.Linear(),
                Init.Normal.xavier(model.shape()));
        Block block = Trainings.replicates(new Cell(model, recipe), 1, List.of());

        float[] parameters = Trainings.last(Trainings.train(engine(), 1, block, steps), steps)
                .getFirst();

        double[] norms = new double[5];
        for (int i = 0; i < 5; i++) {
            norms[i] = Math.hypot(parameters[i], parameters[5 + i]);
        }
        assertThat(norms[0]).isCloseTo(1, within(.02));
        assertThat(norms[1]).isCloseTo(1, within(.02));
        assertThat(norms[2] + norms[3] + norms[4]).isLessThan(.1);
    }

    @Test
    void goldenDigestsHaveNotChanged() throws IOException {
        assumeThat(engine().tier()).isEqualTo(Tier.BITS);
        String name = "/golden/digests-%s-%d.txt"
                .formatted(engine().numerics().engine(), engine().numerics().version());
        List<String> digests = GoldenTrainings.digests(engine());

        try (InputStream in = EngineContract.class.getResourceAsStream(name)) {
            assertThat(in)
                    .as("no %s; the digests are%n%s", name, String.join("\n", digests))
                    .isNotNull();
            List<String> golden = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(digests)
                    .as("bits of %s changed: raise its version and write new digests", engine().numerics())
                    .isEqualTo(golden);
        }
    }
}

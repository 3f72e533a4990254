package tegum.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tegum.measure.Evaluator;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.Init;
import tegum.model.Model;
import tegum.model.Optimizer;
import tegum.model.PerFeature;
import tegum.model.Recipe;
import tegum.model.Schedule;
import tegum.model.ValueLaw;
import tegum.worker.engine.vector.VectorEngine;

/// Goal: what is trained is the papers' toy model.
/// Method: the losses of SCIENCE section 4, best of 16 replicates where local minima are common. Weight
/// decay is 0 and the rate falls to 0, so that a training ends at its optimum and not beside it. The best is
/// evaluated on 16 sets of inputs, whose mean has an error well below the tolerance.
class KnownAnswersTest {

    private static double bestLoss(Model model, int replicates, int steps, int batch) {
        Recipe recipe = new Recipe(
                steps,
                batch,
                new Optimizer.AdamW(5e-3, 0, 0.9, 0.999, 1e-8),
                new Schedule.Linear(),
                Init.Normal.xavier(model.shape()));
        Block block = Trainings.replicates(new Cell(model, recipe), replicates, List.of());
        return Trainings.train(new VectorEngine(), 2, block, steps).stream()
                .filter(record -> record.step() == steps)
                .mapToDouble(record -> loss(model, record))
                .min()
                .orElseThrow();
    }

    private static double loss(Model model, Trainings.Recorded record) {
        return LongStream.range(0, 16)
                .mapToObj(set -> Evaluator.forCell(model, Trainings.key(set)))
                .mapToDouble(evaluator ->
                        evaluator.evaluate(record.weights(), record.bias()).loss())
                .average()
                .orElseThrow();
    }

    private static Model relu(PerFeature density, PerFeature importance, int hidden) {
        return Trainings.model(density, importance, hidden, Activation.RELU, true, ValueLaw.UNIFORM);
    }

    @ParameterizedTest(name = "p = {0}")
    @CsvSource({".3, .136105", ".2, .079610", ".1, .026310", ".05, .008901"})
    void fiveEqualFeaturesInTwoDimensions(double density, double loss) {
        Model model = relu(PerFeature.uniform(5, density), PerFeature.uniform(5, 1), 2);

        assertThat(bestLoss(model, 16, 6000, 1024)).isCloseTo(loss, within(.01 * loss));
    }

    @ParameterizedTest(name = "p = 20^(-{0}/9)")
    @CsvSource({"0, .182919", "2, .205437", "4, .085532", "6, .034868", "9, .007255"})
    void theIntroductionOfThePaper(int k, double loss) {
        double density = StrictMath.pow(20, -k / 9.0);
        PerFeature importance = PerFeature.generate(5, i -> StrictMath.pow(.9, i));

        assertThat(bestLoss(relu(PerFeature.uniform(5, density), importance, 2), 16, 6000, 1024))
                .isCloseTo(loss, within(.01 * loss));
    }

    @ParameterizedTest(name = "r = {0}, p = {1}")
    @CsvSource({
        ".1, .2, .005667",
        ".3, .3, .018263",
        ".5, .5, .052083",
        ".5, .1, .002485",
        "1, .3, .029310",
        "1, .1, .003319",
        "2, .3, .043485"
    })
    void twoFeaturesInOneDimension(double r, double density, double loss) {
        Model model = relu(PerFeature.uniform(2, density), PerFeature.of(1, r), 1);

        assertThat(bestLoss(model, 16, 6000, 1024)).isCloseTo(loss, within(.01 * loss));
    }

    @ParameterizedTest(name = "({0},{1}), I = {2}^i")
    @CsvSource({"20, 5, .7, .00232322", "80, 20, .9, .00126415", "5, 2, .9, .0365850"})
    void linearModelsKeepTheTopFeatures(int features, int hidden, double ratio, double lossPerFeature) {
        Model model = Trainings.model(
                PerFeature.uniform(features, 1),
                PerFeature.generate(features, i -> StrictMath.pow(ratio, i)),
                hidden,
                Activation.LINEAR,
                true,
                ValueLaw.UNIFORM);
        double loss = features * lossPerFeature;

        assertThat(bestLoss(model, 1, 4000, 256)).isCloseTo(loss, within(.005 * loss));
    }

    /// Goal: a feature that never occurs and does not matter changes nothing for the others.
    /// Method: the same five features trained with and without a sixth, from the same initial weights.
    @Test
    void aFeatureOfDensityAndImportanceZeroChangesNothing() {
        int steps = 300;
        Recipe recipe = new Recipe(
                steps,
                64,
                new Optimizer.AdamW(5e-3, .01, 0.9, 0.999, 1e-8),
                new Schedule.Constant(),
                new Init.Normal(.4));
        Model five = relu(PerFeature.uniform(5, .3), PerFeature.uniform(5, 1), 2);
        Model six = relu(PerFeature.of(.3, .3, .3, .3, .3, 0), PerFeature.of(1, 1, 1, 1, 1, 0), 2);

        Trainings.Recorded without = Trainings.train(
                        new ReferenceEngine(), 1, Trainings.replicates(new Cell(five, recipe), 1, List.of()), steps)
                .getLast();
        Trainings.Recorded with = Trainings.train(
                        new ReferenceEngine(), 1, Trainings.replicates(new Cell(six, recipe), 1, List.of()), steps)
                .getLast();

        for (int feature = 0; feature < 5; feature++) {
            for (int unit = 0; unit < 2; unit++) {
                assertThat(with.weights()[unit * 6 + feature])
                        .as("W[%d, %d]", unit, feature)
                        .isCloseTo(without.weights()[unit * 5 + feature], within(1e-6f));
            }
            assertThat(with.bias()[feature]).isCloseTo(without.bias()[feature], within(1e-6f));
        }
    }
}

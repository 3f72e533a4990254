package tegum.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.model.Activation;
import tegum.model.DataLaw;
import tegum.model.Decoder;
import tegum.model.Encoder;
import tegum.model.Loss;
import tegum.model.Model;
import tegum.model.Penalty;
import tegum.model.PerFeature;
import tegum.model.Shape;
import tegum.model.Target;
import tegum.model.ValueLaw;
import tegum.random.EvaluationLaw;
import tegum.random.TrainingKey;
import tegum.theory.TwoInOne;

class EvaluatorTest {
    private static final TrainingKey KEY = new TrainingKey(0x6c489068, 0x6dd528a5);

    static Model model(Shape shape, PerFeature density, PerFeature importance, Activation output) {
        return model(shape, density, importance, output, ValueLaw.UNIFORM);
    }

    static Model model(Shape shape, PerFeature density, PerFeature importance, Activation output, ValueLaw values) {
        return new Model(
                shape,
                new DataLaw.Independent(density, values),
                Target.INPUT,
                new Encoder(Activation.LINEAR),
                new Decoder.Tied(output, true),
                new Loss.SquaredError(importance),
                new Penalty.None());
    }

    private static Model two(double p, double r) {
        return model(new Shape(2, 1), PerFeature.uniform(2, p), PerFeature.of(1, r), Activation.RELU);
    }

    private static Weights weights(double w1, double w2, double b1, double b2) {
        return Weights.ofColumns(new double[][] {{w1}, {w2}}, new double[] {b1, b2});
    }

    @Test
    void theLossAtFixedParametersIsTheKnownOne() {
        Evaluator evaluator = Evaluator.forCell(two(.3, 2), KEY);

        Evaluation evaluation = evaluator.evaluate(new float[] {.9f, -.7f}, new float[] {-.05f, .1f});

        assertThat(evaluation.lossSe()).isPositive().isLessThanOrEqualTo(.005 * evaluation.loss());
        assertThat(evaluation.loss()).isCloseTo(.0874799, within(4 * evaluation.lossSe()));
    }

    @ParameterizedTest
    @CsvSource({"1, .3", ".5, 2", ".05, .7", "1e-3, 5"})
    void candidateLossesAreTheirClosedForms(double p, double r) {
        Evaluator evaluator = Evaluator.forCell(two(p, r), KEY);

        Evaluation ignored = evaluator.evaluate(weights(1, 0, 0, p / 2));
        Evaluation antipodal = evaluator.evaluate(weights(1, -1, 0, 0));

        assertThat(ignored.loss())
                .isCloseTo(r * (p / 3 - p * p / 4), within(4 * ignored.lossSe() + 1e-5 * ignored.loss()));
        assertThat(antipodal.loss()).isCloseTo((1 + r) * p * p / 6, within(4 * antipodal.lossSe()));
    }

    /// Goal: the whole loss, every class of it, equals the plain definition.
    /// Method: for random models the classes are written out sample by sample, on the same midpoints and draws.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theLossEqualsThePlainDefinition(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int features = seed % 3 == 0 ? 24 + random.nextInt(20) : 1 + random.nextInt(7);
        int hidden = 1 + random.nextInt(6);
        Activation output = random.nextInt(3) == 0 ? Activation.LINEAR : Activation.RELU;
        ValueLaw values =
                List.of(ValueLaw.UNIFORM, ValueLaw.SYMMETRIC, ValueLaw.DOUBLE).get(random.nextInt(3));
        double most = seed % 3 == 0 ? .1 : 1;
        PerFeature density = PerFeature.generate(features, i -> random.nextDouble(most));
        PerFeature importance = PerFeature.generate(features, i -> random.nextDouble());
        Model model = model(new Shape(features, hidden), density, importance, output, values);
        Weights weights = Weights.ofColumns(
                Shapes.gaussian(features, hidden, random),
                random.doubles(features, -.3, .3).toArray());
        Evaluator evaluator = Evaluator.forCell(model, KEY);

        Evaluator.Crowd crowd = evaluator.crowd(weights);

        assertThat(evaluator.split(weights).loss())
                .isCloseTo(
                        crowd.evaluation().loss(),
                        within(1e-11 * crowd.evaluation().loss()));
        if (crowd.samples() == 0 && features > 1) {
            Evaluation plain = plain(model, density, values, weights, 1 << 16);
            assertThat(crowd.evaluation().lossSe()).isZero();
            assertThat(crowd.evaluation().loss())
                    .isCloseTo(plain.loss(), within(4 * plain.lossSe() + 1e-5 * plain.loss()));
        } else if (crowd.controlled()) {
            Evaluation plain = plain(model, density, values, weights, 1 << 16);
            double scatter = Math.hypot(plain.lossSe(), crowd.evaluation().lossSe());
            assertThat(crowd.evaluation().loss()).isCloseTo(plain.loss(), within(4 * scatter + 1e-5 * plain.loss()));
            assertThat(crowd.evaluation().lossSe())
                    .isLessThanOrEqualTo(1.1 * plain.lossSe() * Math.sqrt((1 << 16) / (double) crowd.samples()));
        } else {
            Evaluation plain = plain(model, density, values, weights, crowd.samples());
            assertThat(crowd.evaluation().loss()).isCloseTo(plain.loss(), within(1e-11 * plain.loss()));
            assertThat(crowd.evaluation().lossSe()).isCloseTo(plain.lossSe(), within(1e-8 * plain.lossSe()));
        }
    }

    private static Evaluation plain(Model model, PerFeature density, ValueLaw values, Weights weights, int samples) {
        int features = density.count();
        EvaluationLaw law = EvaluationLaw.of(density);
        double loss = law.noneWeight() * error(model, weights, new double[features]);
        for (int feature = 0; feature < features; feature++) {
            for (int t = 0; t < 256; t++) {
                double[] x = new double[features];
                x[feature] = values.of((t + .5f) / 256);
                loss += law.oneWeight(feature) / 256 * error(model, weights, x);
            }
        }
        if (samples == 0) {
            return new Evaluation(loss, 0);
        }
        boolean[] active = new boolean[samples * features];
        float[] u = new float[samples * features];
        law.draw(KEY, 0, samples, active, u);
        double[] errors = new double[samples];
        for (int sample = 0; sample < samples; sample++) {
            double[] x = new double[features];
            for (int feature = 0; feature < features; feature++) {
                int at = sample * features + feature;
                x[feature] = active[at] ? values.of(u[at]) : 0;
            }
            errors[sample] = error(model, weights, x);
        }
        double mean = Arrays.stream(errors).average().orElseThrow();
        double variance =
                Arrays.stream(errors).map(e -> (e - mean) * (e - mean)).sum() / (samples - 1);
        return new Evaluation(loss + law.manyWeight() * mean, law.manyWeight() * Math.sqrt(variance / samples));
    }

    private static double error(Model model, Weights weights, double[] x) {
        double[] h = new double[weights.shape().hidden()];
        for (int unit = 0; unit < h.length; unit++) {
            for (int feature = 0; feature < x.length; feature++) {
                h[unit] += weights.at(unit, feature) * x[feature];
            }
        }
        double loss = 0;
        for (int feature = 0; feature < x.length; feature++) {
            double output = weights.bias(feature);
            for (int unit = 0; unit < h.length; unit++) {
                output += weights.at(unit, feature) * h[unit];
            }
            if (model.decoder().activation() == Activation.RELU) {
                output = Math.max(output, 0);
            }
            double importance = ((Loss.SquaredError) model.loss()).importance().at(feature);
            loss += importance * (x[feature] - output) * (x[feature] - output);
        }
        return loss;
    }

    /// Goal: the stated standard error is the scatter of the loss over evaluation keys.
    /// Method: 100 keys, the mean of the squared deviations in units of the stated error; 1 within its own scatter.
    @Test
    void theStandardErrorOfPlainLossesIsTheScatterOverKeys() {
        Weights weights = weights(1.01, -1.01, .018, .018);
        double exact = TwoInOne.loss(1.01, -1.01, .018, .018, 1, .02);
        double chiSquare = 0;

        for (int key = 0; key < 100; key++) {
            Evaluator evaluator = Evaluator.forCell(two(.02, 1), new TrainingKey(key, 7));
            assertThat(evaluator.crowd(weights).controlled()).isFalse();
            Evaluation evaluation = evaluator.evaluate(weights);
            double deviation = (evaluation.loss() - exact) / evaluation.lossSe();
            chiSquare += deviation * deviation;
        }

        assertThat(chiSquare / 100).isBetween(.6, 1.5);
    }

    /// Goal: the stated standard error covers the scatter over evaluation keys where losses are controlled, whatever
    /// share of them the control explains.
    /// Method: digons, whose losses the control explains, with more and more noise; 60 keys; the mean of the
    /// squared deviations from the mean over keys, in units of the stated error, is at most 1 within its own
    /// scatter, and not far below where the control leaves much.
    @ParameterizedTest(name = "{0} features at density {1} with noise {2}")
    @CsvSource({"6, .3, 0, 0", "6, .3, .2, .6", "20, .1, .2, .6", "20, .02, .2, .6", "40, .02, .1, .6"})
    void theStandardErrorOfControlledLossesCoversTheScatterOverKeys(
            int features, double p, double noise, double least) {
        int hidden = features / 2;
        Model model = model(
                new Shape(features, hidden),
                PerFeature.uniform(features, p),
                PerFeature.uniform(features, 1),
                Activation.RELU);
        double[][] columns = Shapes.digons(hidden);
        double[][] gaussian = Shapes.gaussian(features, hidden, new SplittableRandom(features));
        for (int feature = 0; feature < features; feature++) {
            for (int unit = 0; unit < hidden; unit++) {
                columns[feature][unit] += noise * gaussian[feature][unit];
            }
        }
        Weights weights = Weights.ofColumns(columns, new double[features]);
        double[] losses = new double[60];
        double[] errors = new double[60];

        for (int key = 0; key < losses.length; key++) {
            Evaluator.Crowd crowd =
                    Evaluator.forCell(model, new TrainingKey(key, 8)).crowd(weights);
            assertThat(crowd.controlled()).isTrue();
            losses[key] = crowd.evaluation().loss();
            errors[key] = crowd.evaluation().lossSe();
        }

        double mean = Arrays.stream(losses).average().orElseThrow();
        double chiSquare = 0;
        for (int key = 0; key < losses.length; key++) {
            chiSquare += (losses[key] - mean) * (losses[key] - mean) / (errors[key] * errors[key]);
        }
        assertThat(chiSquare / (losses.length - 1)).isBetween(least, 1.6);
    }

    /// Goal: the control's mean is the mean of the control.
    /// Method: 2¹⁸ drawn samples of random models, every value law.
    @ParameterizedTest
    @CsvSource({"3, 2, .3, UNIFORM", "8, 3, .2, SYMMETRIC", "8, 3, .05, DOUBLE", "30, 8, .03, UNIFORM"})
    void theControlHasItsMean(int features, int hidden, double p, ValueLaw values) {
        SplittableRandom random = new SplittableRandom(features);
        PerFeature density = PerFeature.generate(features, i -> p * (.5 + random.nextDouble()));
        PerFeature importance = PerFeature.generate(features, i -> random.nextDouble());
        TiedModel model =
                TiedModel.of(model(new Shape(features, hidden), density, importance, Activation.RELU, values));
        Weights weights = Weights.ofColumns(
                Shapes.gaussian(features, hidden, random),
                random.doubles(features, -.3, .3).toArray());
        EvaluationLaw law = EvaluationLaw.of(density);
        OwnErrors control = new OwnErrors(model, weights, CrowdChances.of(law), true);
        CrowdInputs inputs = new CrowdInputs(model, law, KEY, true);
        LaneSums sums = new LaneSums();

        while (sums.count() < 1 << 18) {
            sums.add(control.of(inputs.block(sums.count() / CrowdInputs.BLOCK)));
        }

        assertThat(control.mean()).isCloseTo(sums.mean(), within(4 * sums.standardError()));
    }

    /// Goal: a cell's control has the same bits from lists and side by side.
    /// Method: random weights, every value law, one block.
    @ParameterizedTest
    @CsvSource({"2, 1, .01, UNIFORM", "3, 2, .4, SYMMETRIC", "7, 3, .9, DOUBLE", "12, 3, 1, UNIFORM"})
    void theControlHasTheSameBitsFromListsAndSideBySide(int features, int hidden, double p, ValueLaw values) {
        SplittableRandom random = new SplittableRandom(features);
        PerFeature density = PerFeature.uniform(features, p);
        PerFeature importance = PerFeature.generate(features, i -> random.nextDouble());
        TiedModel model =
                TiedModel.of(model(new Shape(features, hidden), density, importance, Activation.RELU, values));
        Weights weights = Weights.ofColumns(
                Shapes.gaussian(features, hidden, random),
                random.doubles(features, -.3, .3).toArray());
        EvaluationLaw law = EvaluationLaw.of(density);
        CrowdInputs.Block block = new CrowdInputs(model, law, KEY, false).block(0);
        CrowdChances crowd = CrowdChances.of(law);
        double[] sideBySide = new double[CrowdInputs.BLOCK];

        new PairColumns(model.importance(), weights.biases(), weights.gram()).set(block, sideBySide);

        assertThat(sideBySide)
                .isEqualTo(new OwnErrors(model, weights, crowd, true).of(block))
                .isEqualTo(new OwnErrors(model, weights, crowd, false).of(block));
    }

    /// Goal: many drawn samples are saved.
    /// Method: ten digons in ten dimensions, where pairs disturb each other and nothing else does.
    @Test
    void aModelWhoseFeaturesMeetInPairsNeedsTheShortestEvaluation() {
        Model model = model(new Shape(20, 10), PerFeature.uniform(20, .05), PerFeature.uniform(20, 1), Activation.RELU);
        Weights digons = Weights.ofColumns(Shapes.digons(10), new double[20]);

        Evaluator.Crowd crowd = Evaluator.forCell(model, KEY).crowd(digons);

        assertThat(crowd.samples()).isEqualTo(Evaluator.LEAST_SAMPLES);
        assertThat(crowd.controlled()).isTrue();
        assertThat(crowd.evaluation().loss())
                .isCloseTo(20 * .05 * .05 / 6, within(4 * crowd.evaluation().lossSe()));
    }

    @Test
    void oneFeatureHasNoRandomPart() {
        Model model = model(new Shape(1, 1), PerFeature.of(1), PerFeature.of(3), Activation.RELU);

        Evaluation evaluation = Evaluator.forCell(model, KEY).evaluate(new float[] {0}, new float[] {.5f});

        assertThat(evaluation.lossSe()).isZero();
        assertThat(evaluation.loss()).isCloseTo(3.0 / 12, within(1e-4));
    }

    @Test
    void aPerfectModelHasLossZeroAndStopsAtTheShortestEvaluation() {
        Model model = model(new Shape(3, 3), PerFeature.uniform(3, 1), PerFeature.uniform(3, 1), Activation.RELU);
        Weights identity = Weights.ofColumns(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, new double[3]);
        Evaluator evaluator = Evaluator.forCell(model, KEY);

        assertThat(evaluator.crowd(identity))
                .isEqualTo(new Evaluator.Crowd(new Evaluation(0, 0), 0, Evaluator.LEAST_SAMPLES, false));
        assertThat(evaluator.assess(identity, identity).convergence().slope()).isZero();
    }

    @Test
    void featuresThatAreNeverActiveCostOnlyTheirBias() {
        Model model = model(new Shape(2, 1), PerFeature.uniform(2, 0), PerFeature.of(1, 2), Activation.RELU);

        Evaluation evaluation = Evaluator.forCell(model, KEY).evaluate(weights(1, -1, -.5, .5));

        assertThat(evaluation).isEqualTo(new Evaluation(.5, 0));
    }

    @Test
    void theSlopeComparesOnTheSameInputs() {
        Evaluator evaluator = Evaluator.forCell(two(.3, 1), KEY);
        Weights settling = weights(1, -1, .03, .03);
        Weights last = weights(1.01, -1.01, .018, .018);

        Assessment assessment = evaluator.assess(settling, last);

        assertThat(assessment.evaluation()).isEqualTo(evaluator.evaluate(last));
        assertThat(assessment.convergence().slope()).isBetween(.001, .02);
        assertThat(evaluator.assess(last, last).convergence()).isEqualTo(new Convergence(Outcome.CONVERGED, 0));
    }

    /// Goal: the same bits whoever asks, in whatever order, and from any number of threads at once.
    /// Method: 12 weights evaluated by a fresh evaluator one by one, then by one shared evaluator in parallel.
    @ParameterizedTest
    @ValueSource(ints = {2, 30})
    void replicatesShareInputsAndGiveTheSameBits(int features) {
        Model model = model(
                new Shape(features, 2),
                PerFeature.uniform(features, .1),
                PerFeature.uniform(features, 1),
                Activation.RELU);
        Evaluator shared = Evaluator.forCell(model, KEY);
        List<Weights> all = IntStream.range(0, 12)
                .mapToObj(seed -> Weights.ofColumns(
                        Shapes.gaussian(features, 2, new SplittableRandom(seed)), new double[features]))
                .toList();

        List<Evaluation> together = all.parallelStream().map(shared::evaluate).toList();

        assertThat(together)
                .isEqualTo(all.stream()
                        .map(weights -> Evaluator.forCell(model, KEY).evaluate(weights))
                        .toList());
    }

    @Test
    void importancesTimesCGiveLossTimesC() {
        Weights weights = weights(.9, -.7, -.05, .1);
        Model once = two(.3, 2);
        Model fourTimes = model(new Shape(2, 1), PerFeature.uniform(2, .3), PerFeature.of(4, 8), Activation.RELU);

        Evaluation one = Evaluator.forCell(once, KEY).evaluate(weights);

        assertThat(Evaluator.forCell(fourTimes, KEY).evaluate(weights))
                .isEqualTo(new Evaluation(4 * one.loss(), 4 * one.lossSe()));
    }

    @Test
    void aModelItCannotEvaluateIsRefusedWithTheReason() {
        Model gelu = model(new Shape(2, 1), PerFeature.uniform(2, .5), PerFeature.uniform(2, 1), Activation.GELU);

        assertThat(Evaluator.unsupported(gelu)).contains("output gelu");
        assertThatThrownBy(() -> Evaluator.forCell(gelu, KEY)).hasMessageContaining("output gelu");
    }

    @Test
    void theCellsLongestUnusedAreLetGo() {
        Evaluators evaluators = new Evaluators(1_000_000);
        Weights weights = weights(1, -1, 0, 0);
        Evaluator first = evaluators.forCell(two(.1, 1), KEY);
        Evaluation before = first.evaluate(weights);

        for (int cell = 0; cell < 20; cell++) {
            assertThat(evaluators
                            .forCell(two(.1, 2 + cell), KEY)
                            .evaluate(weights)
                            .loss())
                    .isPositive();
            assertThat(evaluators.count()).isBetween(1, 10);
        }

        assertThat(evaluators.forCell(two(.1, 1), KEY)).isNotSameAs(first);
        assertThat(evaluators.forCell(two(.1, 1), KEY).evaluate(weights)).isEqualTo(before);
        assertThat(evaluators.forCell(two(.1, 1), KEY)).isSameAs(evaluators.forCell(two(.1, 1), KEY));
    }

    /// Method: E‖x‖ of two features is p(1-p) + p² E sqrt(x² + y²), and the last is .765196.
    @ParameterizedTest
    @CsvSource({"1", ".3", ".01"})
    void theMeanInputNormIsItsIntegral(double p) {
        double norm = Evaluator.forCell(two(p, 1), KEY).meanInputNorm();

        assertThat(norm).isCloseTo(p * (1 - p) + p * p * .765196, within(.015 * p * p));
    }

    @Test
    void inputsOfManyFeaturesAreListedWithoutChangingTheirNorm() {
        Model model = model(new Shape(40, 8), PerFeature.uniform(40, .02), PerFeature.uniform(40, 1), Activation.RELU);
        Model wide = model(new Shape(40, 1), PerFeature.uniform(40, .02), PerFeature.uniform(40, 1), Activation.RELU);

        assertThat(Evaluator.forCell(model, KEY).meanInputNorm())
                .isCloseTo(Evaluator.forCell(wide, KEY).meanInputNorm(), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 1.5", "5, 2.5", "8, 4"})
    void theVulnerabilityOfAPolygonTracksItsDimensionsPerFeature(int corners, double perDimension) {
        Weights weights = Shapes.weights(corners == 2 ? new double[][] {{1, 0}, {0, 1}} : Shapes.polygon(corners));

        Vulnerability vulnerability = Vulnerability.of(weights, PerFeature.uniform(corners, 3), 2);

        assertThat(vulnerability.epsilon()).isCloseTo(.2, within(1e-12));
        assertThat(vulnerability.relative()).isCloseTo(perDimension, within(1e-12));
        assertThat(vulnerability.increase()).isCloseTo(3 * .04 * perDimension, within(1e-12));
    }

    @Test
    void theWorstOutputIsAttacked() {
        Weights weights = Shapes.weights(new double[][] {{1, 0}, {0, 1}, {0, -1}});

        assertThat(Vulnerability.of(weights, PerFeature.of(1, 1, 2), 1).output())
                .isEqualTo(2);
        assertThat(Vulnerability.of(weights, PerFeature.of(3, 1, 1), 1).relative())
                .isEqualTo(1);
    }

    @Test
    void theSplitNamesWhatCausesTheLoss() {
        double p = .2;
        Evaluator evaluator = Evaluator.forCell(two(p, 1), KEY);

        LossSplit orthogonal = evaluator.split(weights(1, 0, 0, 0));
        LossSplit same = evaluator.split(weights(1, 1, 0, 0));
        LossSplit lifted = evaluator.split(weights(0, 0, .5, 0));

        assertThat(orthogonal.benefit()).isCloseTo(p * (1 - p) / 3, within(1e-6));
        assertThat(orthogonal.interference()).isZero();
        assertThat(orthogonal.bias()).isZero();
        assertThat(same.benefit()).isZero();
        assertThat(same.interference()).isCloseTo(2 * p * (1 - p) / 3, within(1e-5));
        assertThat(lifted.bias()).isCloseTo((1 - p) * (1 - p) * .25, within(1e-12));
    }

    /// Known parameters of the (5,2) pentagon; their rounding to three digits costs second order.
    @Test
    void theKnownPentagonHasItsKnownLoss() {
        Model model = model(new Shape(5, 2), PerFeature.uniform(5, .1), PerFeature.uniform(5, 1), Activation.RELU);
        double[][] columns = Shapes.polygon(5);
        for (double[] column : columns) {
            column[0] *= 1.101;
            column[1] *= 1.101;
        }
        Weights pentagon = Weights.ofColumns(columns, new double[] {-.210, -.210, -.210, -.210, -.210});

        Evaluation evaluation = Evaluator.forCell(model, KEY).evaluate(pentagon);

        assertThat(evaluation.loss()).isCloseTo(.026310, within(4 * evaluation.lossSe() + 5e-6));
    }

    @ParameterizedTest
    @CsvSource({"3.4e38", "1e30", "1e-30"})
    void weightsThatAreOnlyJustFiniteHaveAFiniteLoss(float extreme) {
        Evaluator evaluator = Evaluator.forCell(two(.3, 1), KEY);
        float[] w = {extreme, -extreme};
        float[] b = {extreme, extreme};
        Weights weights = Weights.of(w, b, new Shape(2, 1));

        Evaluation evaluation = evaluator.evaluate(w, b);

        assertThat(evaluation.lossSe()).isPositive().isLessThanOrEqualTo(.005 * evaluation.loss());
        assertThat(evaluator.assess(weights, weights).convergence().slope()).isZero();
        assertThat(Measurement.of(weights, Thresholds.DEFAULT).dimensionality().at(0))
                .isCloseTo(.5, within(1e-12));
    }

    @Test
    void aFeatureThatIsNeverActiveAndNotImportantChangesNothing() {
        Model five = model(new Shape(5, 2), PerFeature.uniform(5, .2), PerFeature.uniform(5, 1), Activation.RELU);
        Model six = model(
                new Shape(6, 2),
                PerFeature.of(.2, .2, .2, .2, .2, 0),
                PerFeature.of(1, 1, 1, 1, 1, 0),
                Activation.RELU);
        double[][] columns = Shapes.gaussian(6, 2, new SplittableRandom(3));

        Evaluation without = Evaluator.forCell(five, KEY)
                .evaluate(Weights.ofColumns(Arrays.copyOf(columns, 5), new double[] {-.1, 0, .1, 0, .2}));
        Evaluation with =
                Evaluator.forCell(six, KEY).evaluate(Weights.ofColumns(columns, new double[] {-.1, 0, .1, 0, .2, .7}));

        assertThat(with).isEqualTo(without);
    }

    /// Goal: the bits of an evaluation are the same on every machine and change only with [MeasureVersion#CURRENT].
    /// Method: side by side and listed samples, linear and ReLU output, against recorded bits.
    @ParameterizedTest
    @CsvSource({
        "2, 1, .3, RELU, 3fb5d6fc2800f4a2 3f32466cd1b2ff39",
        "5, 2, .05, RELU, 3f9143aef73f08a8 3f08909ededb3b35",
        "7, 3, 1, LINEAR, 3ff70d03d3945c38 0",
        "40, 8, .02, RELU, 3fd969a6f840e19a 3f5998a38ad3bbcc"
    })
    void theBitsOfAnEvaluationAreFixed(int features, int hidden, double p, Activation output, String golden) {
        Model model = model(
                new Shape(features, hidden),
                PerFeature.uniform(features, p),
                PerFeature.generate(features, i -> 1.0 / (1 + i)),
                output);
        float[] w = new float[features * hidden];
        float[] b = new float[features];
        for (int at = 0; at < w.length; at++) {
            w[at] = (at * 37 % 64 - 31) / 40f;
            b[at % features] = (at * 11 % 16 - 9) / 64f;
        }

        Evaluation evaluation = Evaluator.forCell(model, KEY).evaluate(w, b);

        String bits = Long.toHexString(Double.doubleToLongBits(evaluation.loss())) + " "
                + Long.toHexString(Double.doubleToLongBits(evaluation.lossSe()));
        assertThat(bits).isEqualTo(golden);
    }
}

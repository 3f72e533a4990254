package tegum.spec.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.DataLaw;
import tegum.model.Decoder;
import tegum.model.Init;
import tegum.model.Loss;
import tegum.model.Optimizer;
import tegum.model.PerFeature;
import tegum.model.Schedule;
import tegum.model.Target;
import tegum.model.ValueLaw;
import tegum.plan.Plan;
import tegum.spec.AxisRange;
import tegum.spec.Focus;
import tegum.spec.Keep;
import tegum.spec.MeasureSettings;
import tegum.spec.RecordSteps;
import tegum.spec.Scalar;
import tegum.spec.Scale;
import tegum.spec.SweepSpec;
import tegum.statistics.Rule;

class SpecReaderTest {

    @Test
    void everyPartIsRead() {
        SweepSpec spec = SpecReader.read(SpecTexts.PHASE_2_1);

        assertThat(spec.name()).isEqualTo("phase-2-1");
        assertThat(spec.title()).isEqualTo("Two features in one dimension");
        assertThat(spec.axes()).extracting(axis -> axis.name()).containsExactly("r", "p");
        assertThat(spec.axes().getLast().values())
                .isEqualTo(new AxisRange(Scalar.Decimal.of("1"), Scalar.Decimal.of("0.01"), 40, Scale.LOG));
        assertThat(spec.replicates()).isEqualTo(10);
        assertThat(spec.measure())
                .isEqualTo(new MeasureSettings(
                        new Focus.Last(), Rule.DROP_WORST, 0.5, 0.5, 0.1, new RecordSteps.LogSpaced(32)));
        assertThat(spec.keep()).isEqualTo(new Keep(Keep.Amount.AUTO, Keep.Amount.NONE));
        assertThat(spec.engine()).isEqualTo("auto");
        assertThat(spec.trainings()).isEqualTo(16_000);
    }

    @Test
    void whatIsLeftOutIsTheNotebooks() {
        Cell cell = only(SpecTexts.small(""));

        assertThat(cell.model().decoder()).isEqualTo(new Decoder.Tied(Activation.RELU, true));
        assertThat(cell.model().encoder().activation()).isEqualTo(Activation.LINEAR);
        assertThat(cell.model().target()).isEqualTo(Target.INPUT);
        assertThat(cell.model().data())
                .isEqualTo(new DataLaw.Independent(PerFeature.uniform(2, 0.1), ValueLaw.UNIFORM));
        assertThat(cell.model().loss()).isEqualTo(new Loss.SquaredError(PerFeature.uniform(2, 1.0)));
        assertThat(cell.recipe().optimizer()).isEqualTo(new Optimizer.AdamW(1e-3, 0.01, 0.9, 0.999, 1e-8));
        assertThat(cell.recipe().schedule()).isEqualTo(new Schedule.Constant());
        assertThat(cell.recipe().steps()).isEqualTo(10_000);
        assertThat(cell.recipe().batch()).isEqualTo(1024);
        assertThat(cell.recipe().init()).isEqualTo(new Init.Normal(StrictMath.sqrt(2.0 / 3)));
    }

    @Test
    void aSparsityIsSubtractedAsItIsWritten() {
        assertThat(density("0.9999999995004")).isEqualTo(4.996e-10);
        assertThat(density("[0.9999999995004, 0.9]")).isEqualTo(4.996e-10);
        assertThat(density("$s}\naxes: {s: [0.9999999995004]")).isEqualTo(5e-10); // 12 digits of s come first
        assertThat(density("0.1")).isEqualTo(0.9);
    }

    /// The density of feature 0.
    private static double density(String sparsity) {
        Plan plan = Plan.of(
                SpecReader.read("name: x\nmodel: {features: 2, hidden: 1}\ndata: {sparsity: " + sparsity + "}\n"));
        Cell cell = plan.cell(0, 0).cell();
        return ((DataLaw.Independent) cell.model().data()).density().at(0);
    }

    @Test
    void adamAndSgdHaveNoDecayUnlessAsked() {
        assertThat(optimizer("{name: adam}")).isEqualTo(new Optimizer.Adam(1e-3, 0, 0.9, 0.999, 1e-8));
        assertThat(optimizer("{name: sgd, rate: 0.1, momentum: 0.9}")).isEqualTo(new Optimizer.Sgd(0.1, 0, 0.9));
        assertThat(optimizer("{decay: -1, beta1: 0, epsilon: 1e-4}"))
                .isEqualTo(new Optimizer.AdamW(1e-3, -1, 0, 0.999, 1e-4));
    }

    @Test
    void schedulesAndInitialWeightsAreRead() {
        assertThat(only(SpecTexts.small("train: {schedule: {warmup-cosine: 2500}}"))
                        .recipe()
                        .schedule())
                .isEqualTo(new Schedule.WarmupCosine(2500));
        assertThat(only(SpecTexts.small("train: {schedule: linear, init: {normal: 0.0213}}"))
                        .recipe()
                        .init())
                .isEqualTo(new Init.Normal(0.0213));
        assertThat(only(SpecTexts.small("train: {schedule: cosine, init: {uniform: 5e-1}}"))
                        .recipe()
                        .init())
                .isEqualTo(new Init.Uniform(0.5));
    }

    @Test
    void generatorsAreComputedToTwelveDigits() {
        assertThat(importance("{geometric: 0.7}", 3)).isEqualTo(PerFeature.of(1, 0.7, 0.49));
        assertThat(importance("{log: {from: 1, to: 0.01}}", 3)).isEqualTo(PerFeature.of(1, 0.1, 0.01));
        assertThat(importance("{log: {from: 3, to: 0.01}}", 1)).isEqualTo(PerFeature.of(3));
        assertThat(importance("{geometric: 1e-200}", 3)).isEqualTo(PerFeature.of(1, 1e-200, 0));
        Cell power = only(
                "name: law\nmodel: {features: 3, hidden: 1}\ndata: {density: {power: {first: 0.5, exponent: 2}}}\n");
        assertThat(power.model().data())
                .isEqualTo(new DataLaw.Independent(PerFeature.of(0.5, 0.125, 0.0555555555556), ValueLaw.UNIFORM));
    }

    @Test
    void yamlSurprisesAreNone() {
        SweepSpec spec = SpecReader.read("""
                name: no
                title: off
                model: {features: 010, hidden: +1, output: 'relu'}
                data: {density: "$p"}
                axes:
                  p:
                  - 1e-3
                  - .5
                """);

        assertThat(spec.name()).isEqualTo("no");
        assertThat(spec.title()).isEqualTo("off");
        assertThat(spec.canonicalText()).contains("\"features\":10").contains("\"values\":[0.001,0.5]");
    }

    @Test
    void seedsKeepAllTheirBits() {
        assertThat(SpecReader.read(SpecTexts.small("seed: 9223372036854775807")).seed())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theSameVersionHasTheSameText() {
        String text = SpecReader.read(SpecTexts.PHASE_2_1).canonicalText();

        assertThat(SpecReader.read(SpecTexts.PHASE_2_1.replace("title: Two", "title: The two"))
                        .canonicalText())
                .isEqualTo(text);
        assertThat(SpecReader.read(SpecTexts.PHASE_2_1.replace(", decay: 0.01", ""))
                        .canonicalText())
                .isEqualTo(text);
        for (String change : List.of(
                "count: 40=count: 41",
                "replicates: 10=replicates: 20",
                "seed: 0=seed: 1",
                "focus: last=focus: 0",
                "weights: auto=weights: all",
                "engine: auto=engine: vector",
                "steps: 10000=steps: 9999",
                "  r: {=  q: {")) {
            String[] pair = change.split("=");
            String other =
                    SpecTexts.PHASE_2_1.replace(pair[0], pair[1]).replace("$r", pair[1].equals("  q: {") ? "$q" : "$r");
            assertThat(SpecReader.read(other).canonicalText()).as(change).isNotEqualTo(text);
        }
    }

    /// Goal: the grammar expresses every experiment of SCIENCE section 2, whatever engines support today.
    /// Method: one spec for each row; its first cell is the model that the row describes.
    @ParameterizedTest(name = "{0}")
    @MethodSource("experiments")
    void everyExperimentCanBeWritten(String id, String body) {
        Cell cell =
                Plan.of(SpecReader.read("name: " + id + "\n" + body)).cell(0, 0).cell();

        switch (id) {
            case "correlated" ->
                assertThat(cell.model().data()).isEqualTo(new DataLaw.CorrelatedSets(2, 0.2, ValueLaw.UNIFORM));
            case "hidden" -> assertThat(cell.model().encoder().activation()).isEqualTo(Activation.RELU);
            case "abs" -> {
                assertThat(cell.model().target()).isEqualTo(Target.ABSOLUTE);
                assertThat(cell.model().decoder()).isEqualTo(new Decoder.Untied(Activation.RELU, true));
                assertThat(cell.model().data().values()).isEqualTo(ValueLaw.SYMMETRIC);
            }
            case "memorise" -> {
                assertThat(cell.model().data()).isEqualTo(new DataLaw.FixedSamples(5, 0.01, ValueLaw.UNIFORM));
                assertThat(cell.recipe().batch()).as("full batch").isEqualTo(5);
            }
            case "kgon" -> assertThat(cell.model().data()).isEqualTo(new DataLaw.OneActive(ValueLaw.UNIFORM));
            default -> assertThat(cell.model().data()).isInstanceOf(DataLaw.Independent.class);
        }
    }

    static Stream<Arguments> experiments() {
        return Stream.of(
                Arguments.of(
                        "intro",
                        "model: {features: 5, hidden: 2}\nimportance: {geometric: 0.9}\ndata: {density: $p}\naxes: {p: {from: 1, to: 0.05, count: 10, scale: log}}\n"),
                Arguments.of(
                        "basic",
                        "model: {features: 100, hidden: 20, output: $o}\nimportance: {log: {from: 1, to: 0.01}}\ndata: {density: 0.1}\naxes: {o: [linear, relu]}\n"),
                Arguments.of(
                        "phase",
                        "model: {features: 3, hidden: 2}\nimportance: [1, 1, $r]\ndata: {density: 0.1}\naxes: {r: [0.1, 1, 10]}\n"),
                Arguments.of(
                        "geometry",
                        "model: {features: 400, hidden: 30}\ndata: {density: 0.1}\ntrain: {init: {normal: 0.0213}}\n"),
                Arguments.of(
                        "perturb",
                        "model: {features: 5, hidden: 2}\ndata: {density: [0.05, 0.05, 0.05, 0.05, $p]}\naxes: {p: {from: 5e-5, to: 0.5, count: 5, scale: log}}\n"),
                Arguments.of(
                        "correlated",
                        "model: {features: 4, hidden: 2}\ndata: {law: $law, set: 2, density: 0.2}\naxes: {law: [correlated, anti-correlated]}\n"),
                Arguments.of(
                        "dynamics",
                        "model: {features: 5, hidden: 2}\ndata: {density: 0.1}\nmeasure: {record: {log: 100}}\nkeep: {trajectories: all}\n"),
                Arguments.of(
                        "adversarial",
                        "model: {features: 100, hidden: 20}\ndata: {density: 0.1}\nkeep: {weights: best}\n"),
                Arguments.of(
                        "hidden",
                        "model: {features: 10, hidden: 5, hidden-activation: relu}\nimportance: {geometric: 0.75}\ndata: {density: 0.5}\nreplicates: 1000\nmeasure: {rule: best}\n"),
                Arguments.of(
                        "abs",
                        "model: {features: 3, hidden: 6, hidden-activation: relu, output: relu, untied: true, target: abs}\ndata: {density: 1, values: symmetric}\n"),
                Arguments.of(
                        "memorise",
                        "model: {features: 1000, hidden: 2}\ndata: {law: fixed, samples: $t, sparsity: 0.99}\ntrain: {steps: 15000, optimizer: {decay: 1e-2}, schedule: {warmup-cosine: 2500}}\naxes: {t: [5, 10, 15]}\n"),
                Arguments.of("kgon", "model: {features: 6, hidden: 2}\ndata: {law: one-active}\n"),
                Arguments.of(
                        "powerlaw",
                        "model: {features: 1000, hidden: $m}\ndata: {density: {power: {first: 0.5, exponent: 1.5}}}\ntrain: {optimizer: {decay: $d}}\naxes: {m: [10, 100], d: {from: -1, to: 1, count: 5}}\n"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyTemplateIsAPlan(String name) {
        SweepSpec spec = SpecReader.read(SpecTemplates.text(name));

        assertThat(spec.name()).isEqualTo(name);
        assertThat(Plan.of(spec).cell(0, 0).params()).isNotEmpty();
        assertThat(SpecTemplates.summary(name)).hasSizeBetween(20, 120);
    }

    static List<String> templates() {
        return SpecTemplates.names();
    }

    private static Optimizer optimizer(String text) {
        return only(SpecTexts.small("train: {optimizer: " + text + "}"))
                .recipe()
                .optimizer();
    }

    private static PerFeature importance(String text, int features) {
        String spec = SpecTexts.small("importance: " + text).replace("features: 2", "features: " + features);
        return switch (only(spec).model().loss()) {
            case Loss.SquaredError(PerFeature importance) -> importance;
        };
    }

    private static Cell only(String text) {
        return Plan.of(SpecReader.read(text)).cellAt().cell();
    }
}

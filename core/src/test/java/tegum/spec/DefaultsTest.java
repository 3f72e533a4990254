package tegum.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsTest {

    /// A default is part of every id that leaves it out: if a line here must change, raise tegum-cell/N in CellId.
    @ParameterizedTest
    @CsvSource({
        "importance, 1",
        "data.law, independent",
        "data.values, uniform",
        "model.output, relu",
        "model.hidden-activation, linear",
        "model.untied, false",
        "model.target, input",
        "model.bias, true",
        "train.steps, 10000",
        "train.batch, 1024",
        "train.optimizer.name, adamw",
        "train.optimizer.rate, 0.001",
        "train.optimizer.decay, 0.01",
        "train.optimizer.beta1, 0.9",
        "train.optimizer.beta2, 0.999",
        "train.optimizer.epsilon, 1e-8",
        "train.optimizer.momentum, 0",
        "train.schedule, constant",
        "train.init.normal, xavier"
    })
    void aDefaultNeverChanges(String path, String value) {
        assertThat(Defaults.of(path, "adamw").map(Scalar::text)).contains(value);
    }

    @Test
    void onlyTheNotebooksOptimizerDecaysByDefault() {
        assertThat(Defaults.of("train.optimizer.decay", "adam").map(Scalar::text))
                .contains("0");
        assertThat(Defaults.of("train.optimizer.decay", "sgd").map(Scalar::text))
                .contains("0");
        assertThat(Defaults.of("train.optimizer.decay", ""))
                .as("an axis gives the name")
                .isEmpty();
        assertThat(Defaults.of("model.features", "adamw")).as("required").isEmpty();
    }

    /// A parameter that a later version adds is at its default in every cell of today.
    @Test
    void aLaterParameterAtItsDefaultKeepsOldIds() {
        Template.Fields today = fields("model", fields("features", number("2")));
        Template.Fields later = fields(
                "model", new Template.Fields(new TreeMap<>(Map.of("features", number("2"), "bias", flag(true)))));

        assertThat(Defaults.leftOut(later)).isEqualTo(Defaults.leftOut(today));
    }

    @Test
    void partsThatBecomeEmptyAreLeftOut() {
        Template.Fields template =
                fields("train", fields("init", fields("normal", new Template.Value(new Scalar.Word("xavier")))));

        assertThat(CanonicalJson.of(Defaults.leftOut(template))).isEqualTo("{}");
    }

    private static Template.Fields fields(String key, Template value) {
        return new Template.Fields(new TreeMap<>(Map.of(key, value)));
    }

    private static Template number(String number) {
        return new Template.Value(Scalar.Decimal.of(number));
    }

    private static Template flag(boolean flag) {
        return new Template.Value(new Scalar.Flag(flag));
    }
}

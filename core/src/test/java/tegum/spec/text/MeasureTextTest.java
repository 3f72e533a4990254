package tegum.spec.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.spec.Focus;
import tegum.spec.MeasureSettings;
import tegum.spec.RecordSteps;
import tegum.statistics.Rule;

class MeasureTextTest {
    private static final String MODEL = "model: {features: 2, hidden: 1}\ndata: {density: 0.3}\n";
    private static final MeasureSettings OTHER = new MeasureSettings(
            new Focus.Feature(1), Rule.BEST, 0.625, 0.25, 1e-7, new RecordSteps.Listed(List.of(10, 200)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: x # mine\n" + MODEL,
                "name: x\n" + MODEL + "measure: {edge: 0.2, record: {log: 5}}",
                "# über 𝔸\nname: x\nmeasure:\n  edge: 0.2\n  # why\n  rule: mean\n\n# after\n" + MODEL
                        + "replicates: 3\n",
                "name: x\nmeasure: {edge: 0.2,\n  rule: mean}\n" + MODEL,
                "{name: x, model: {features: 2, hidden: 1}, data: {density: 0.3}}",
                "{name: x, measure: {edge: 1}, model: {features: 2, hidden: 1}, data: {density: 0.3}}\n",
                "name: x\n" + MODEL + "measure:\n  rule: best",
            })
    void theSectionAloneIsReplaced(String yaml) {
        String changed = MeasureText.with(yaml, OTHER);

        assertThat(SpecReader.read(changed).measure()).isEqualTo(OTHER);
        assertThat(SpecReader.read(changed).template())
                .isEqualTo(SpecReader.read(yaml).template());
        assertThat(SpecReader.read(changed).replicates())
                .isEqualTo(SpecReader.read(yaml).replicates());
        assertThat(changed.contains("# mine")).isEqualTo(yaml.contains("# mine"));
        assertThat(changed.contains("# über 𝔸")).isEqualTo(yaml.contains("# über 𝔸"));
    }

    @Test
    void theSameSettingsNameTheSameVersion() {
        String yaml = "name: x\n" + MODEL + "measure: {rule: mean, record: {log: 7}}\n";

        assertThat(SpecReader.read(MeasureText.with(yaml, SpecReader.read(yaml).measure()))
                        .canonicalText())
                .isEqualTo(SpecReader.read(yaml).canonicalText());
    }
}

package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tegum.plan.Plan;
import tegum.spec.SweepSpec;
import tegum.spec.text.SpecReader;
import tegum.spec.text.SpecTemplates;

/// Goal: an example is named as its file, can be planned, and is what `tegum new` starts from.
class ExamplesTest {

    static List<Path> examples() throws IOException {
        try (var files = Files.list(Path.of("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsAPlanAndOpensWithAComment(Path file) throws IOException {
        String text = Files.readString(file);

        SweepSpec spec = SpecReader.read(text);

        assertThat(file).hasFileName(spec.name() + ".yaml");
        assertThat(text).startsWith("# ");
        assertThat(Plan.of(spec).cell(0, 0).params()).isNotEmpty();
    }

    /// The two differ in comments and defaults alone: they ask for the same trainings.
    @ParameterizedTest
    @MethodSource("templates")
    void aTemplateAsksForTheTrainingsOfItsExample(String name) throws IOException {
        SweepSpec example = SpecReader.read(Files.readString(Path.of("examples", name + ".yaml")));

        SweepSpec template = SpecReader.read(SpecTemplates.text(name));

        assertThat(template.template()).isEqualTo(example.template());
        assertThat(template.axes()).isEqualTo(example.axes());
        assertThat(template.replicates()).isEqualTo(example.replicates());
        assertThat(template.seed()).isEqualTo(example.seed());
        assertThat(template.measure().rule()).isEqualTo(example.measure().rule());
    }

    static List<String> templates() {
        return SpecTemplates.names();
    }
}

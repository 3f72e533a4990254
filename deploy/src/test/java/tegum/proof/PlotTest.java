package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Goal: every picture is drawn from a store by the command that a user types, or the command says why not.
/// Method: small sweeps through the program, then `tegum plot`.
@Timeout(300)
class PlotTest {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final String SPEC = """
            name: small
            model: {features: 5, hidden: 2, output: $output}
            data: {density: $p}
            axes:
              output: [linear, relu]
              p: [1, 0.3, 0.1]
            train: {steps: 200, batch: 128, optimizer: {name: adamw, rate: 2e-2}}
            replicates: 3
            measure: {rule: mean}
            keep: {weights: %s}
            """;

    @TempDir
    private Path folder;

    @Test
    void everyPictureOfALineIsDrawnByItsName() throws IOException {
        run(SPEC.formatted("auto"));

        Ended plot = tegum(
                "plot",
                "small",
                "--store",
                "store",
                "--out",
                "pictures",
                "--picture",
                "fractions,loss,compositions,shapes",
                "--picture",
                "heatmap,vectors,norms,plateaus,dimensionality");

        assertThat(plot.exit()).as(plot.said()).isZero();
        assertThat(files(".svg"))
                .contains(
                        "small@1-heatmap.svg",
                        "small@1-vectors.svg",
                        "small@1-norms.svg",
                        "small@1-plateaus.svg",
                        "small@1-output=relu-dimensionality.svg",
                        "small@1-output=linear-shapes.svg",
                        "small@1-output=relu-compositions.svg")
                .hasSameSizeAs(files(".png"));
        // The best of three by loss, its weights kept: no panel is empty.
        assertThat(Files.readString(folder.resolve("pictures/small@1-vectors.svg")))
                .contains("best of 3 by loss", "output = relu")
                .doesNotContain("not kept", "not trained yet");
    }

    @Test
    void aPictureThatDoesNotApplySaysWhy() {
        run(SPEC.formatted("none"));

        Ended list = tegum("plot", "small", "--store", "store", "--list", "--format", "json");
        Ended vectors = tegum("plot", "small", "--store", "store", "--picture", "vectors");
        Ended unknown = tegum("plot", "small", "--store", "store", "--picture", "pie");

        assertThat(list.out())
                .contains("\"heatmap\"", "it needs weights, and the sweep keeps none (keep.weights is none)");
        assertThat(vectors.exit()).isEqualTo(2);
        assertThat(vectors.err())
                .contains(
                        "no picture vectors of this sweep: it needs weights, and the sweep keeps none (keep.weights is none)");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("--picture pie; permitted: phase, fractions");
    }

    private void run(String spec) {
        Ended run = tegum("run", Specs.write(folder, "small.yaml", spec), "--store", "store");
        assertThat(run.exit()).as(run.said()).isZero();
    }

    private Ended tegum(String... words) {
        try (Running running = Program.in(folder).start(words)) {
            return running.ended(LONGEST);
        }
    }

    private List<String> files(String ending) throws IOException {
        try (var files = Files.list(folder.resolve("pictures"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}

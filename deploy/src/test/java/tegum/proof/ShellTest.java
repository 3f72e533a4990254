package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Goal: what the program tells a shell, an editor and its user of itself is true.
@Timeout(240)
class ShellTest {
    @TempDir
    private Path folder;

    /// Method: the script in a real bash, asked as the shell asks when Tab is pressed.
    @Test
    void bashCompletesCommandsOptionsAndSweeps() throws IOException, InterruptedException {
        Ended script = Program.in(folder).run("completion", "bash");
        assertThat(script.exit()).as(script.said()).isZero();
        Files.writeString(folder.resolve("completion.bash"), script.out());
        Path data = Files.createDirectories(folder.resolve("tegum-results/data"));
        Files.writeString(
                data.resolve("manifest.json"),
                "{\"sweeps\":[{\"sweep\":\"phase-2-1\",\"version\":1},{\"sweep\":\"phase-2-1\",\"version\":2},{\"sweep\":\"other\",\"version\":1}]}");

        assertThat(complete("tegum dig")).contains("digest");
        assertThat(complete("tegum plot --no")).contains("--no-text");
        assertThat(complete("tegum plot ph")).isEqualTo("phase-2-1");
        assertThat(complete("tegum digest o")).isEqualTo("other");
        assertThat(complete("tegum compare other ph")).isEqualTo("phase-2-1");
        assertThat(complete("tegum plot --store elsewhere ph")).doesNotContain("phase-2-1");
    }

    private String complete(String line) throws IOException, InterruptedException {
        String words =
                "COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE='%s'; COMP_POINT=${#COMP_LINE}"
                        .formatted(line, line);
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source ./completion.bash; %s; _complete_tegum_and_sweeps; echo \"${COMPREPLY[@]}\""
                                .formatted(words))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(bash.waitFor()).as(out).isZero();
        return out;
    }

    @Test
    void settingsAreListedWithTheirOrigins() throws IOException {
        Files.writeString(folder.resolve("tegum.yaml"), "store.commit-interval: 2s\nlease.ttl: 3m\n");
        Program program = Program.in(folder).startedBy("env", "TEGUM_LEASE_TTL=4m");

        Ended config =
                program.run("config", "--effective", "--format", "json", "--store", "here", "--set", "offer.target=5s");

        assertThat(config.exit()).as(config.said()).isZero();
        assertThat(config.out().replaceAll("\\s+", ""))
                .contains("\"key\":\"store.folder\",\"value\":\"here\",\"origin\":\"flag--store\"")
                .contains("\"key\":\"store.commit-interval\",\"value\":\"2s\",\"origin\":\"filetegum.yaml\"")
                .contains("\"key\":\"lease.ttl\",\"value\":\"4m\",\"origin\":\"variableTEGUM_LEASE_TTL\"")
                .contains("\"key\":\"offer.target\",\"value\":\"5s\",\"origin\":\"flag--set\"")
                .contains("\"key\":\"worker.cores\",\"value\":\"0\",\"origin\":\"default\"");
        Ended wrong = program.run("config", "--set", "offer.tarlet=5s");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("is offer.target meant?").doesNotContain("Exception");
        Ended variable =
                Program.in(folder).startedBy("env", "TEGUM_LEASE_TTTL=4m").run("devices");
        assertThat(variable.exit()).isEqualTo(2);
        assertThat(variable.err()).contains("is TEGUM_LEASE_TTL meant?").doesNotContain("Exception");
    }

    @Test
    void theStoreOfTheSettingsFileIsTheOneThatIsUsed() throws IOException {
        Files.writeString(folder.resolve("tegum.yaml"), "store: {folder: elsewhere}\n");

        Ended sweeps = Program.in(folder).run("sweeps");

        assertThat(sweeps.said()).contains("elsewhere");
    }

    @Test
    void theSchemaIsPrinted() {
        Ended schema = Program.in(folder).run("schema");

        assertThat(schema.exit()).as(schema.said()).isZero();
        assertThat(schema.out())
                .startsWith("{")
                .contains("https://json-schema.org/draft/2020-12/schema", "warmup-cosine");
    }

    /// Goal: a sample is planned, trained, extended and queried as a grid is, and pictures say why there are none.
    @Test
    void aSampleGoesAllTheWay() throws IOException {
        String spec = """
                name: sampled
                model: {features: 2, hidden: 1}
                data: {density: $p}
                importance: [1, $r]
                axes:
                  p: {from: 1, to: 0.01, scale: log}
                  r: {from: 0.1, to: 10, scale: log}
                train: {steps: 50, batch: 64}
                sample: {sobol: %d}
                """;
        Program program = Program.in(folder);
        Ended plan = program.run("plan", Specs.write(folder, "spec.yaml", spec.formatted(20)));
        assertThat(plan.exit()).as(plan.said()).isZero();
        assertThat(plan.out()).contains("p: 20 values, drawn from 1 to 0.01", "cells      20");
        assertThat(program.run("run", "spec.yaml").exit()).isZero();

        Ended longer = program.run("run", Specs.write(folder, "spec.yaml", spec.formatted(30)));
        Ended rows = program.run("query", "SELECT p, r FROM sampled ORDER BY p DESC, r LIMIT 2", "--format", "csv");
        Ended count = program.run("query", "SELECT count(*) AS n FROM sampled", "--format", "csv");
        Ended plot = program.run("plot", "sampled");

        assertThat(longer.out()).contains("30 trainings, 20 of which reused").contains("A sample is no grid");
        assertThat(count.out()).isEqualToIgnoringNewLines("n30");
        assertThat(rows.out()).contains("1.0,0.1");
        assertThat(plot.exit()).as(plot.said()).isZero();
        assertThat(plot.out()).contains("A sample is no grid to draw on");
    }
}

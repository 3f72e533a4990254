package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Goal: whoever writes a bad spec or a bad command is told what is wrong and where, and nothing else happens.
@Timeout(120)
class RefusalTest {
    /// Stands behind each line of a spec that has a problem.
    private static final String WRONG = "# wrong";

    @TempDir
    private Path folder;

    static List<Arguments> badSpecs() {
        return List.of(
                Arguments.of("several problems", """
                        name: Bad Name # wrong
                        model: {features: 2, hidden: 3} # wrong
                        data: {density: 2} # wrong
                        colour: red # wrong
                        replicates: many # wrong
                        """),
                Arguments.of("density 0 for every feature", """
                        name: bad
                        model: {features: 2, hidden: 1}
                        data: {density: [0, 0]} # wrong
                        """),
                Arguments.of("not a number", """
                        name: bad
                        model: {features: 2, hidden: 1}
                        data: {density: 0.1}
                        importance: [1, .nan] # wrong
                        """),
                Arguments.of("empty axis, unused axis, unknown axis", """
                        name: bad
                        model: {features: 2, hidden: 1}
                        data: {density: $p}
                        importance: [1, $q] # wrong
                        axes:
                          p: [] # wrong
                          s: [1, 2] # wrong
                        """),
                Arguments.of("10^12 cells", """
                        name: bad
                        model: {features: 2, hidden: 1}
                        data: {density: $p}
                        importance: [1, $r]
                        axes:
                          p: {from: 1, to: 0.01, count: 1000000, scale: log} # wrong
                          r: {from: 0.1, to: 10, count: 1000000, scale: log}
                        """),
                Arguments.of("duplicate names", """
                        name: bad
                        model: {features: 2, hidden: 1}
                        data: {density: $p}
                        axes:
                          p: [1, 0.1]
                          p: [1, 0.2] # wrong
                        """),
                Arguments.of("a tab", """
                        name: bad
                        model:
                        \tfeatures: 2 # wrong
                        """),
                Arguments.of("not YAML", """
                        name: [bad # wrong
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badSpecs")
    void everyProblemIsNamedWithItsLine(String what, String yaml) {
        Ended ended = Program.in(folder).run("run", Specs.write(folder, "bad.yaml", yaml), "--store", "store");

        assertRefused(ended, what);
        List<String> lines = yaml.lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).endsWith(WRONG)) {
                assertThat(ended.err()).as(what).containsPattern("(?m)^line %d: ".formatted(line + 1));
            } else {
                assertThat(ended.err()).as(what).doesNotContainPattern("(?m)^line %d: ".formatted(line + 1));
            }
        }
    }

    @Test
    void tenMegabytesOfBracesAreRefused() {
        Ended ended = Program.in(folder)
                .run("run", Specs.write(folder, "bad.yaml", "{".repeat(10 << 20)), "--store", "store");

        assertRefused(ended, "10 MB of braces");
        assertThat(ended.err()).contains("1 MB").hasSizeLessThan(1_000);
    }

    private void assertRefused(Ended ended, String what) {
        assertThat(ended.exit()).as(what + ": " + ended.said()).isEqualTo(3);
        assertThat(ended.err()).as(what).doesNotContain("\tat ", "Exception");
        assertThat(ended.out()).as(what).isEmpty();
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void aBadCommandLineIsAUsageError() {
        Program program = Program.in(folder);

        List<Ended> refused = List.of(
                program.run("trian", "spec.yaml"), program.run("run", "--colour", "spec.yaml"), program.run("plan"));

        assertThat(refused).allSatisfy(ended -> {
            assertThat(ended.exit()).as(ended.said()).isEqualTo(2);
            assertThat(ended.err()).doesNotContain("\tat ").isNotEmpty();
        });
    }

    @Test
    void whatIsWrongIsNotBuriedInTheHelp() {
        Program program = Program.in(folder);

        List<Ended> refused = List.of(
                program.run("verify", "some", "--sample", "200%"),
                program.run("export", "some"),
                program.run("export", "some", "--format", "excel"),
                program.run("store", "gc", "--linger", "-1"));

        assertThat(refused).allSatisfy(ended -> {
            assertThat(ended.exit()).as(ended.said()).isEqualTo(2);
            assertThat(ended.err()).contains("tegum ", " --help").doesNotContain("Usage:", "WARN]");
            assertThat(ended.err().lines().filter(line -> !line.startsWith("WARNING:")))
                    .hasSize(2);
        });
    }

    @Test
    void whatIsNotThereIsSaidInOneSentence() {
        Program program = Program.in(folder);
        String spec = Specs.write(folder, "good.yaml", Specs.ofPairs("good", "1", "0.5", 1, 10));
        Ended run = program.run("run", spec, "--store", "store");
        assertThat(run.exit()).as(run.said()).isZero();

        List<Ended> refused = new ArrayList<>();
        refused.add(program.run("run", "missing.yaml", "--store", "other"));
        refused.add(program.run("plan", "missing.yaml"));
        refused.add(program.run("query", "FROM sweeps", "--store", "other"));
        refused.add(program.run("status", "--store", "other"));
        refused.add(program.run("plot", "unknown", "--store", "store"));
        refused.add(program.run("digest", "unknown", "--store", "store"));
        refused.add(program.run("status", "unknown", "--store", "store"));

        assertThat(refused).allSatisfy(SecondTerminalTest::assertOneSentence);
        assertThat(Files.exists(folder.resolve("other"))).isFalse();
    }
}

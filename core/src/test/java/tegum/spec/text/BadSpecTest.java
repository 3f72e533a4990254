package tegum.spec.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tegum.spec.InvalidSpecException;
import tegum.spec.Problem;

class BadSpecTest {

    /// Goal: every problem of a spec is named, each with its line, and no other.
    /// Method: the specs of `bad-specs.txt`; after `=>` how the lines of the message begin.
    @ParameterizedTest(name = "{index}: {1}")
    @MethodSource("cases")
    void everyProblemIsNamedWithItsLine(String spec, List<String> beginnings) {
        String message = message(spec);

        List<String> lines = message.lines().toList();
        assertThat(lines).as(spec + message).hasSameSizeAs(beginnings);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).as(spec).startsWith(beginnings.get(i));
        }
    }

    static List<Arguments> cases() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(BadSpecTest.class.getResourceAsStream("/bad-specs.txt"), "bad-specs.txt")) {
            List<Arguments> cases = new ArrayList<>();
            for (String block : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^###\n")) {
                String[] parts = block.split("(?m)^=>\n", 2);
                if (parts.length == 2) {
                    cases.add(Arguments.of(parts[0], parts[1].lines().toList()));
                }
            }
            return cases;
        }
    }

    @Test
    void tenMegabytesOfBracesAreTooLong() {
        assertThat(message("{".repeat(10_000_000))).startsWith("line 1: the text is longer than 1 MB");
        assertThat(message("name: x\nmodel: " + "{".repeat(900_000)))
                .startsWith("line 2: nested deeper than 20 levels");
        assertThat(message("name: x\nmodel: " + "[\n".repeat(400_000))).contains("nested deeper than 20 levels");
        assertThat(message("a: " + "? ".repeat(400_000))).startsWith("line 1: ");
    }

    @Test
    void aBillionLaughsAreRefusedAtTheFirst() {
        String laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";

        assertThat(message(laughs))
                .isEqualTo("line 2: *a is not permitted; aliases have no place in a spec; write it out");
    }

    @Test
    void aFileThatIsNoTextIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("spec.yaml");
        Files.write(file, new byte[] {(byte) 0xC3, 0x28});

        assertThat(catchThrowableOfType(InvalidSpecException.class, () -> SpecReader.read(file)))
                .hasMessage("line 1: not UTF-8 text");
        assertThat(message("name: a\u0000b\n")).isEqualTo("line 1: not YAML: a control character, U+0000");
        assertThat(message("name: a\ntitle: \"\\UFFFFFFFF\"\n")).startsWith("line ");
    }

    @Test
    void aValueIsShownShortAndPrintable() {
        List<Problem> problems = problems(SpecTexts.small("engine: \"" + "x\\n".repeat(500) + "\"\n"))
                .problems();

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().value()).hasSizeLessThan(70).doesNotContain("\n");
    }

    @Test
    void aThousandProblemsAreCounted() {
        String importance = "importance: [" + "x, ".repeat(999) + "x]\n";

        List<Problem> problems = problems(SpecTexts.small(importance)).problems();

        assertThat(problems).hasSize(501);
        assertThat(problems.getLast()).hasToString("line 4: from here on 500 more problems");
    }

    private static String message(String spec) {
        return problems(spec).problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    private static InvalidSpecException problems(String spec) {
        InvalidSpecException thrown = catchThrowableOfType(InvalidSpecException.class, () -> SpecReader.read(spec));
        assertThat(thrown).as(spec.length() < 1000 ? spec : "a long text").isNotNull();
        return thrown;
    }
}

package tegum.spec.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tegum.plan.Plan;
import tegum.spec.InvalidSpecException;
import tegum.spec.Problem;
import tegum.spec.SweepSpec;

class MutatedSpecTest {
    private static final int COUNT = 10_000;
    private static final long SEED = 20261124;
    private static final List<String> PIECES = List.of(
            "$p",
            "$",
            "$x",
            "0",
            "-1",
            "1e-3",
            "1e400",
            ".nan",
            "NaN",
            "inf",
            "2",
            "0.5",
            "true",
            "no",
            "null",
            "~",
            "[]",
            "{}",
            "[1, 2]",
            "{from: 1, to: 2, count: 3}",
            "\t",
            "\n",
            " ",
            ":",
            "- ",
            ", ",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            "#",
            "&a ",
            "*a",
            "!!str ",
            "|",
            ">",
            "? ",
            "%",
            "@",
            "`",
            "\\",
            "\u0000",
            "é",
            "\uD83D\uDE00",
            "---\n",
            "...\n",
            "<<: ",
            "1000000000000",
            "relu",
            "adam",
            "sgd",
            "log",
            "cosine",
            "density",
            "sparsity: 0.9",
            "features",
            "untied: true",
            "law: fixed, samples: 3",
            "law: correlated, set: 2",
            "geometric: 0.9",
            "{power: {first: 0.5, exponent: 1}}");

    /// Goal: whatever the text, a spec is valid and can be planned, or it has problems with lines. Method: 10,000
    /// seeded mutations of good specs: characters, pieces, words and lines are dropped, doubled, replaced.
    @Test
    void aMutatedSpecIsValidOrHasProblemsWithLines() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> good = new ArrayList<>(List.of(SpecTexts.PHASE_2_1, SpecTexts.small("")));
        SpecTemplates.names().forEach(name -> good.add(SpecTemplates.text(name)));
        int valid = 0;

        for (int i = 0; i < COUNT; i++) {
            String text = good.get(random.nextInt(good.size()));
            for (int mutations = random.nextInt(1, 5); mutations > 0; mutations--) {
                text = mutated(text, random);
            }
            valid += isValid(text) ? 1 : 0;
        }

        assertThat(valid).as("some are valid, seed %d", SEED).isBetween(COUNT / 50, COUNT / 2);
    }

    private static boolean isValid(String text) {
        try {
            SweepSpec spec = SpecReader.read(text);
            if (spec.cells() <= 2_000) {
                Plan plan = Plan.of(spec);
                assertThat(plan.cell(0, 0).params()).isNotEmpty();
            }
            return true;
        } catch (InvalidSpecException e) {
            int lines = 1 + (int) text.chars().filter(c -> c == '\n').count();
            assertThat(e.problems()).as(text).isNotEmpty();
            for (Problem problem : e.problems()) {
                assertThat(problem.line()).as("%s%n%s", problem, text).isBetween(1, lines);
            }
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + SEED + ": " + text, e);
        }
    }

    private static String mutated(String text, SplittableRandom random) {
        if (text.isEmpty()) {
            return PIECES.get(random.nextInt(PIECES.size()));
        }
        int at = random.nextInt(text.length());
        int to = Math.min(text.length(), at + random.nextInt(1, 12));
        return switch (random.nextInt(7)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.substring(to);
            case 2 -> text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(at);
            case 3 -> text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(to);
            case 4 -> text.substring(0, at) + (char) random.nextInt(32, 127) + text.substring(at + 1);
            case 5 -> lines(text, random);
            default -> words(text, random);
        };
    }

    private static String lines(String text, SplittableRandom random) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        switch (random.nextInt(3)) {
            case 0 -> lines.remove(random.nextInt(lines.size()));
            case 1 -> lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
            default -> Collections.shuffle(lines, new Random(random.nextLong()));
        }
        return String.join("\n", lines);
    }

    /// Replaces a word or number by a piece, so that most of the structure survives.
    private static String words(String text, SplittableRandom random) {
        String[] words = text.split("(?<=[ ,:\\[\\]{}\n])|(?=[ ,:\\[\\]{}\n])");
        words[random.nextInt(words.length)] = PIECES.get(random.nextInt(PIECES.size()));
        return String.join("", words);
    }
}

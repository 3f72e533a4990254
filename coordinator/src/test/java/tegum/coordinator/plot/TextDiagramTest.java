package tegum.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tegum.measure.Thresholds;

class TextDiagramTest {
    private static final String ESCAPES = "\u001B\\[[0-9;]*m";

    @Test
    void aSmallDiagramReadsLikeThis() {
        PhaseDiagram diagram = SampleDiagrams.twoInOne(
                SampleDiagrams.density(0.5, 0.3, 0.1, 0.05, 0.01),
                SampleDiagrams.importance(0.1, 0.3, 0.5),
                index -> index == 4);

        assertThat(TextDiagram.render(diagram, ColourDepth.NONE, 80)).isEqualTo("""
                        Two features in one dimension: phase diagram, rule: best of 10
                        phase-2-1@1, 3,000 steps, batch 1,024, focus: last feature

                        relative importance r of the last feature
                             0.5 +.     S     S     S     S
                             0.3 +.     S     S     S     S
                             0.1 +.     .     S     S     ?
                                 ++-----+-----+-----+-----+-----
                                  0.5   0.3   0.1   0.05  0.01
                                  density p (probability that a feature is active)

                        . ignored   D dedicated   S superposed
                        ? not trained yet: 1 of 15 cells
                        10 replicates per cell
                        """);
    }

    @ParameterizedTest(name = "{0} x {1} in {2} columns")
    @CsvSource({"16,16,80", "40,40,80", "100,100,80", "1,1,48", "1,500,80", "500,1,80", "40,40,48", "16,16,200"})
    void everyLineFits(int x, int y, int columns) {
        PhaseDiagram sample = SampleDiagrams.twoInOne(x, y);
        for (ColourDepth depth : ColourDepth.values()) {
            String text = TextDiagram.render(sample, depth, columns);

            assertThat(text.replaceAll(ESCAPES, "").lines())
                    .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(columns));
            assertThat(text.lines().count()).isLessThan(60);
        }
    }

    @Test
    void mergedCellsAreAnnounced() {
        assertThat(TextDiagram.render(SampleDiagrams.twoInOne(100, 100), ColourDepth.TRUE_COLOUR, 80))
                .contains("each block merges up to 2 x 2 cells");
        assertThat(TextDiagram.render(SampleDiagrams.twoInOne(40, 40), ColourDepth.TRUE_COLOUR, 80))
                .doesNotContain("merges");
    }

    @Test
    void trueColourUsesTheColoursOfThePicture() {
        Color red = PhaseColours.SUPERPOSED;

        String text = TextDiagram.render(single(SampleDiagrams.plain(1.0, 1.0)), ColourDepth.TRUE_COLOUR, 80);

        assertThat(text)
                .contains("\u001B[48;2;%d;%d;%dm      ".formatted(red.getRed(), red.getGreen(), red.getBlue()))
                .doesNotContain("48;5;");
        assertThat(text.lines())
                .filteredOn(line -> line.contains("\u001B"))
                .allMatch(line -> line.matches(".*\u001B\\[0m[^\u001B]*"));
    }

    @Test
    void withoutColoursThereAreNoEscapesAndOnlyAscii() {
        for (PhaseDiagram diagram : List.of(SampleDiagrams.twoInOne(40, 40), SampleDiagrams.intro(_ -> false))) {
            assertThat(TextDiagram.render(diagram, ColourDepth.NONE, 80))
                    .matches(text -> text.chars().allMatch(c -> c == '\n' || (c >= 32 && c < 127)));
        }
    }

    @Test
    void aCellWithoutANumberIsMarked() {
        assertThat(TextDiagram.render(single(SampleDiagrams.plain(Double.NaN, Double.NaN)), ColourDepth.NONE, 80))
                .contains("+x")
                .contains("x no number by this rule: 1")
                .contains("10 of 10 diverged");
    }

    @Test
    void aLineOfCellsBecomesBars() {
        String text = TextDiagram.render(SampleDiagrams.intro(index -> index == 5), ColourDepth.NONE, 80);

        assertThat(text)
                .contains("Five features in two dimensions: phases along p, rule: best of 16")
                .contains("not trained yet")
                .contains("1 pentagon 0.94")
                .contains("loss: best of 16, summed over features");
    }

    @Test
    void aTerminalThatIsTooNarrowIsRefused() {
        PhaseDiagram diagram = SampleDiagrams.twoInOne(2, 2);

        assertThatThrownBy(() -> TextDiagram.render(diagram, ColourDepth.NONE, 47))
                .hasMessageContaining("47 columns");
    }

    @Test
    void theEnvironmentDecidesTheColours() {
        assertThat(ColourDepth.of(Map.of("TERM", "xterm", "COLORTERM", "truecolor"), true))
                .isEqualTo(ColourDepth.TRUE_COLOUR);
        assertThat(ColourDepth.of(Map.of("TERM", "xterm-256color"), true)).isEqualTo(ColourDepth.PALETTE_256);
        assertThat(ColourDepth.of(Map.of("TERM", "xterm-256color", "NO_COLOR", "1"), true))
                .isEqualTo(ColourDepth.NONE);
        assertThat(ColourDepth.of(Map.of("TERM", "xterm-256color"), false)).isEqualTo(ColourDepth.NONE);
        assertThat(ColourDepth.of(Map.of("TERM", "dumb"), true)).isEqualTo(ColourDepth.NONE);
        assertThat(ColourDepth.of(Map.of(), true)).isEqualTo(ColourDepth.NONE);
    }

    @Test
    void thePaletteHoldsTheNearestColour() {
        assertThat(ColourDepth.nearest(new Color(255, 0, 0))).isEqualTo(196);
        assertThat(ColourDepth.nearest(new Color(0, 0, 0))).isEqualTo(16);
        assertThat(ColourDepth.nearest(new Color(238, 238, 238))).isEqualTo(255);
        assertThat(ColourDepth.nearest(new Color(118, 118, 118))).isEqualTo(243);
    }

    private static PhaseDiagram single(DiagramCell cell) {
        return new PhaseDiagram(
                SampleDiagrams.caption("best of 10"),
                List.of(SampleDiagrams.density(0.1), SampleDiagrams.importance(1.0)),
                Thresholds.DEFAULT,
                List.of(cell),
                List.of());
    }
}

package tegum.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tegum.measure.Thresholds;

class PicturesTest {
    private static final DiagramCell DEDICATED = SampleDiagrams.plain(1.0, 0.0);
    private static final DiagramCell SUPERPOSED = SampleDiagrams.plain(1.1, 1.3);
    private static final DiagramCell IGNORED = SampleDiagrams.plain(0.0, 0.0);
    private static final DiagramCell UNDEFINED = SampleDiagrams.plain(Double.NaN, Double.NaN);

    @TempDir
    Path folder;

    @Test
    void aGridYieldsThreePicturesInTwoFormats() throws IOException {
        List<Path> written = Pictures.write(SampleDiagrams.twoInOne(4, 4), folder.resolve("new/deep"), "phase-2-1@1");

        assertThat(written)
                .extracting(path -> path.getFileName().toString())
                .containsExactly(
                        "phase-2-1@1-phase.svg",
                        "phase-2-1@1-phase.png",
                        "phase-2-1@1-fractions.svg",
                        "phase-2-1@1-fractions.png",
                        "phase-2-1@1-intervals.svg",
                        "phase-2-1@1-intervals.png");
        try (var files = Files.list(folder.resolve("new/deep"))) {
            assertThat(files).containsExactlyInAnyOrderElementsOf(written);
        }
        BufferedImage png = ImageIO.read(written.get(1).toFile());
        assertThat(png.getWidth()).isEqualTo(2 * 760);
    }

    @Test
    void aLineYieldsCurvesOfWhatItsCellsHave() throws IOException {
        List<Path> written = Pictures.write(SampleDiagrams.intro(_ -> false), folder, "intro");
        PhaseDiagram bare = line(List.of(DEDICATED, SUPERPOSED));

        assertThat(written)
                .extracting(path -> path.getFileName().toString())
                .contains("intro-fractions.svg", "intro-loss.png", "intro-compositions.svg");
        assertThat(drawings(bare)).containsOnlyKeys(PictureName.FRACTIONS);
    }

    @Test
    void eachCellHasTheColourOfItsNumbers() {
        PhasePicture picture = new PhasePicture(grid(List.of(DEDICATED, SUPERPOSED, IGNORED, SUPERPOSED)));

        BufferedImage pixels = PictureFile.pixels(picture);

        // Both axes fall, so the first cell is at the left, and at the bottom.
        assertThat(pixel(pixels, picture, 0, 0)).isEqualTo(PhaseColours.DEDICATED);
        assertThat(pixel(pixels, picture, 1, 0)).isEqualTo(PhaseColours.SUPERPOSED);
        assertThat(pixel(pixels, picture, 0, 1)).isEqualTo(PhaseColours.IGNORED);
        assertThat(pixel(pixels, picture, 1, 1)).isEqualTo(PhaseColours.SUPERPOSED);
    }

    @Test
    void cellsLeaveNoCracksBetweenThem() {
        List<DiagramCell> cells = new ArrayList<>();
        for (int cell = 0; cell < 37 * 37; cell++) {
            cells.add(SUPERPOSED);
        }
        DiagramAxis axis = SampleDiagrams.density(SampleDiagrams.logSpaced(1.0, 0.01, 37));
        PhasePicture picture = new PhasePicture(diagram(List.of(axis, axis), cells));

        BufferedImage pixels = PictureFile.pixels(picture);

        int y = (int) Math.round(2 * picture.data().getCenterY());
        int from = (int) (2 * picture.data().getMinX()) + 4;
        int to = (int) (2 * picture.data().getMaxX()) - 4;
        for (int x = from; x < to; x++) {
            assertThat(new Color(pixels.getRGB(x, y))).as("pixel %d", x).isEqualTo(PhaseColours.SUPERPOSED);
        }
    }

    @Test
    void missingCellsAreHatchedAndCountedInTheLegend() throws Exception {
        PhasePicture picture =
                new PhasePicture(grid(List.of(SampleDiagrams.MISSING, SUPERPOSED, SUPERPOSED, SUPERPOSED)));

        BufferedImage pixels = PictureFile.pixels(picture);

        assertThat(String.join(" ", Svg.texts(picture))).contains("not trained yet: 1 of 4");
        int dark = 0;
        for (int offset = 0; offset < 100; offset++) {
            int x = (int) (2 * picture.data().getMinX()) + 50 + offset;
            int y = (int) (2 * picture.data().getMaxY()) - 100;
            Color color = new Color(pixels.getRGB(x, y));
            assertThat(color.getRed()).as("grey").isEqualTo(color.getBlue());
            dark += color.getRed() < 200 ? 1 : 0;
        }
        assertThat(dark).isBetween(5, 60);
    }

    @Test
    void cellsWithoutANumberAreCrossedOutAndExplained() throws Exception {
        PhasePicture picture = new PhasePicture(grid(List.of(UNDEFINED, SUPERPOSED, SUPERPOSED, SUPERPOSED)));

        BufferedImage pixels = PictureFile.pixels(picture);

        assertThat(pixel(pixels, picture, 0, 0)).isEqualTo(CellMap.CROSS);
        assertThat(String.join(" ", Svg.texts(picture)))
                .contains("too many diverged")
                .contains("10 of 40 diverged");
    }

    @Test
    void theSvgCarriesEveryLabelAsText() throws Exception {
        PhasePicture picture = new PhasePicture(SampleDiagrams.twoInOne(16, 16));

        String all = String.join(" ", Svg.texts(picture));

        assertThat(all)
                .contains("Two features in one dimension: phase diagram, rule: best of 10")
                .contains("phase-2-1@1 · 3,000 steps · batch 1,024")
                .contains("density p (probability that a feature is active)")
                .contains("relative importance r of the last feature")
                .contains("10⁻²")
                .contains("10¹")
                .contains("ignored", "dedicated", "superposed")
                .contains("feature norm", "interference")
                .contains("exact boundary of the optimum")
                .contains("boundary by comparing candidates")
                .contains("10 replicates per cell");
    }

    @Test
    void theSameDiagramGivesTheSameBytes() throws IOException {
        for (Drawing drawing : List.of(
                new PhasePicture(SampleDiagrams.twoInOne(5, 7)),
                CurvePicture.losses(SampleDiagrams.intro(_ -> false)).orElseThrow())) {
            assertThat(PictureFile.svg(drawing)).isEqualTo(PictureFile.svg(drawing));
            assertThat(PictureFile.png(drawing)).isEqualTo(PictureFile.png(drawing));
        }
    }

    @Test
    void aLongTitleIsBrokenAndNothingLeavesThePage() throws Exception {
        PhaseDiagram sample = SampleDiagrams.twoInOne(16, 16);
        Caption caption = new Caption(
                "A very long title " + "with many words ".repeat(20) + "and-one-word-without-a-blank".repeat(10),
                "s".repeat(63) + "@12",
                "mean of 10, worst 1 dropped",
                List.of("importance of the others: " + "0.9, ".repeat(60), "3,000 steps"));
        PhaseDiagram diagram =
                new PhaseDiagram(caption, sample.axes(), sample.thresholds(), sample.cells(), sample.boundaries());

        drawings(diagram).values().forEach(Svg::assertTextStaysInside);
        assertThat(String.join(" ", Svg.texts(new PhasePicture(diagram)))).contains("mean of 10, worst 1 dropped");
    }

    @Test
    void extremeGridsAreDrawn() throws Exception {
        List<PhaseDiagram> diagrams = List.of(
                SampleDiagrams.twoInOne(1, 1),
                SampleDiagrams.twoInOne(1, 30),
                SampleDiagrams.twoInOne(200, 1),
                line(List.of(DEDICATED)),
                line(List.of(SampleDiagrams.MISSING, SampleDiagrams.MISSING)),
                grid(List.of(
                        SampleDiagrams.MISSING,
                        SampleDiagrams.MISSING,
                        SampleDiagrams.MISSING,
                        SampleDiagrams.MISSING)));
        for (PhaseDiagram diagram : diagrams) {
            for (Drawing drawing : drawings(diagram).values()) {
                assertThat(Svg.parse(drawing).getDocumentElement().getTagName()).isEqualTo("svg");
                assertThat(Svg.withoutImages(drawing)).doesNotContain("NaN").doesNotContain("Infinity");
            }
        }
    }

    @Test
    void aHugeGridStaysASmallFile() throws Exception {
        PhasePicture picture = new PhasePicture(SampleDiagrams.twoInOne(150, 120));

        assertThat(PictureFile.svg(picture)).hasSizeLessThan(400_000);
        assertThat(String.join(" ", Svg.texts(picture))).contains("density p");
    }

    @Test
    void aLossThatIsNotANumberLeavesAGap() throws Exception {
        SequencedMap<String, Estimate> none = new LinkedHashMap<>();
        none.put("best of 10", Estimate.NONE);
        SequencedMap<String, Estimate> some = new LinkedHashMap<>();
        some.put("best of 10", Estimate.exact(0.25));
        DiagramCell.Measured plain = SampleDiagrams.plain(1.0, 0.0);
        DiagramCell without = new DiagramCell.Measured(1, 0, plain.shares(), 10, 0, none, new LinkedHashMap<>());
        DiagramCell with = new DiagramCell.Measured(1, 0, plain.shares(), 10, 0, some, new LinkedHashMap<>());

        Drawing loss = CurvePicture.losses(line(List.of(with, without, with))).orElseThrow();

        assertThat(Svg.withoutImages(loss)).doesNotContain("NaN");
        assertThat(drawings(line(List.of(without, without)))).doesNotContainKey(PictureName.LOSS);
    }

    @Test
    void aLossOfZeroIsDrawnOnALinearAxis() throws Exception {
        SequencedMap<String, Estimate> zero = new LinkedHashMap<>();
        zero.put("best of 10", Estimate.exact(0.0));
        DiagramCell.Measured plain = SampleDiagrams.plain(1.0, 0.0);
        DiagramCell cell = new DiagramCell.Measured(1, 0, plain.shares(), 10, 0, zero, new LinkedHashMap<>());

        assertThat(Svg.texts(CurvePicture.losses(line(List.of(cell, cell))).orElseThrow()))
                .contains("0", "1");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        PhaseDiagram diagram = SampleDiagrams.twoInOne(2, 2);

        assertThatThrownBy(() -> Pictures.write(diagram, file, "a"))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write pictures to " + file + ": it is a file, not a folder");
    }

    @Test
    void aFailedFileLeavesNothingBehind() throws IOException {
        Path blocked = Files.createDirectories(folder.resolve("a-phase.svg/inside"));
        PhaseDiagram diagram = SampleDiagrams.twoInOne(2, 2);

        assertThatThrownBy(() -> Pictures.write(diagram, folder, "a"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write pictures to " + folder);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(blocked.getParent());
        }
    }

    @Test
    void aStemIsAPlainFileName() {
        PhaseDiagram diagram = SampleDiagrams.twoInOne(2, 2);

        assertThatThrownBy(() -> Pictures.write(diagram, folder, "../out")).hasMessageContaining("stem ../out");
    }

    private static SequencedMap<PictureName, Drawing> drawings(PhaseDiagram diagram) {
        return Pictures.drawings(diagram, EnumSet.allOf(PictureName.class));
    }

    private static PhaseDiagram grid(List<DiagramCell> cells) {
        DiagramAxis x = SampleDiagrams.density(1.0, 0.1);
        return diagram(List.of(x, SampleDiagrams.importance(0.1, 1.0)), cells);
    }

    private static PhaseDiagram line(List<DiagramCell> cells) {
        return diagram(List.of(SampleDiagrams.density(SampleDiagrams.logSpaced(1.0, 0.1, cells.size()))), cells);
    }

    private static PhaseDiagram diagram(List<DiagramAxis> axes, List<DiagramCell> cells) {
        return new PhaseDiagram(SampleDiagrams.caption("best of 10"), axes, Thresholds.DEFAULT, cells, List.of());
    }

    /// Colour in the middle of a cell of a 2 x 2 grid, counted from the lower left corner.
    private static Color pixel(BufferedImage pixels, PhasePicture picture, int column, int row) {
        double x = picture.data().getMinX() + picture.data().getWidth() * (0.25 + 0.5 * column);
        double y = picture.data().getMaxY() - picture.data().getHeight() * (0.25 + 0.5 * row);
        return new Color(pixels.getRGB((int) Math.round(2 * x), (int) Math.round(2 * y)));
    }
}

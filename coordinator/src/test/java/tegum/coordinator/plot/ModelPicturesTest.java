package tegum.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.EnumSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tegum.measure.Measurement;
import tegum.measure.Thresholds;
import tegum.measure.Weights;
import tegum.model.PerFeature;

class ModelPicturesTest {
    private static final Caption CAPTION =
            new Caption("A sweep", "sweep@1", "best of 10 by loss", List.of("3,000 steps of 1,024 samples"));

    @Test
    void modelsOfTwoDimensionsHaveThreePictures() {
        assertThat(all(grid(polygon(5), new ModelCell.Missing())))
                .containsOnlyKeys(PictureName.HEATMAP, PictureName.VECTORS, PictureName.NORMS);
        assertThat(all(grid(simplex()))).containsKey(PictureName.VECTORS);
        assertThat(all(grid(single(4)))).containsOnlyKeys(PictureName.HEATMAP, PictureName.NORMS);
    }

    @Test
    void withoutKeptWeightsOnlyTheNormsCanBeDrawn() {
        assertThat(all(grid(bare(polygon(5))))).containsOnlyKeys(PictureName.NORMS);
        // A panel without them beside one that has them says so.
        Drawing mixed = draw(grid(polygon(5), bare(polygon(5))), PictureName.HEATMAP);
        assertThat(Svg.texts(mixed)).contains("weights", "not kept");
    }

    @Test
    void eachElementOfTheHeatMapHasTheColourOfItsValue() {
        Drawing heatMap = draw(grid(polygon(2)), PictureName.HEATMAP);

        List<Color> diagonal = colours(heatMap, 1);

        // Two antipodal vectors of norm 1: ones on the diagonal, minus ones beside it, and a bias of 0.
        assertThat(diagonal)
                .contains(DivergingColours.of(1), DivergingColours.of(-1))
                .doesNotContain(DivergingColours.of(0.5));
        assertThat(Svg.texts(heatMap)).contains("element of WᵀW, or bias");
    }

    @Test
    void aBarIsAsLongAsItsNorm() {
        ModelCell.Trained trained = polygon(1);
        Drawing norms = draw(grid(trained), PictureName.NORMS);

        BufferedImage pixels = PictureFile.pixels(norms);

        int length = 0;
        int y = firstRowOf(pixels, PhaseColours.DEDICATED);
        for (int x = 0; x < pixels.getWidth() / 2; x++) {
            length += new Color(pixels.getRGB(x, y)).equals(PhaseColours.DEDICATED) ? 1 : 0;
        }
        // A panel is 118 wide and reaches to norm 1.05.
        assertThat(length / 2.0).isBetween(118 / 1.05 - 3, 118 / 1.05 + 1);
    }

    @Test
    void featuresAreNumberedAndTheFocusIsNamed() {
        Drawing vectors = draw(grid(polygon(5)), PictureName.VECTORS);

        assertThat(Svg.texts(vectors)).contains("1", "2", "3", "4", "5", "ringed: the focus, feature 1");
    }

    @Test
    void nothingLeavesThePageAndNothingIsNotANumber() {
        ModelGrid grid = new ModelGrid(
                new Caption(
                        "A long title ".repeat(20),
                        "s".repeat(63) + "@1",
                        "best of 10 by loss",
                        List.of("d ".repeat(90))),
                List.of("p = 1", "p = 0.0001"),
                List.of("output = linear", "output = relu"),
                0,
                List.of(polygon(5), simplexFlat(), new ModelCell.Missing(), new ModelCell.Diverged()));

        all(grid).values().forEach(drawing -> {
            Svg.assertTextStaysInside(drawing);
            assertThat(Svg.withoutImages(drawing)).doesNotContain("NaN").doesNotContain("Infinity");
            assertThat(PictureFile.svg(drawing)).isEqualTo(PictureFile.svg(drawing));
        });
        assertThat(Svg.texts(draw(grid, PictureName.NORMS)))
                .contains("output = relu", "not trained yet", "every training diverged");
    }

    @Test
    void aLargeHeatMapIsASmallFile() {
        Drawing heatMap = draw(grid(single(200)), PictureName.HEATMAP);

        assertThat(PictureFile.svg(heatMap)).hasSizeLessThan(100_000);
    }

    @Test
    void aPanelForEachCell() {
        assertThatThrownBy(() -> new ModelGrid(CAPTION, List.of("a", "b"), List.of(""), 0, List.of(polygon(5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 cells for 1 x 2 panels");
    }

    private static SequencedMap<PictureName, Drawing> all(ModelGrid grid) {
        return Pictures.drawings(grid, EnumSet.allOf(PictureName.class));
    }

    private static Drawing draw(ModelGrid grid, PictureName name) {
        return all(grid).sequencedValues().stream()
                .skip(List.copyOf(all(grid).keySet()).indexOf(name))
                .findFirst()
                .orElseThrow();
    }

    private static ModelGrid grid(ModelCell... cells) {
        List<String> heads =
                IntStream.range(0, cells.length).mapToObj(k -> "p = " + k).toList();
        return new ModelGrid(CAPTION, heads, List.of(""), 0, List.of(cells));
    }

    /// A regular polygon in the plane; of one corner a single, of two a digon.
    private static ModelCell.Trained polygon(int corners) {
        double[][] columns = new double[corners][];
        for (int k = 0; k < corners; k++) {
            double angle = 2 * Math.PI * k / corners;
            columns[k] = new double[] {Math.cos(angle), Math.sin(angle)};
        }
        return model(columns);
    }

    private static ModelCell.Trained simplex() {
        return model(new double[][] {{1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}});
    }

    private static ModelCell.Trained simplexFlat() {
        return model(new double[][] {{1, 0}, {-.5, .8}, {-.5, -.8}, {0, 0}, {0, 0}});
    }

    /// As many features as dimensions, each with its own.
    private static ModelCell.Trained single(int features) {
        double[][] columns = new double[features][features];
        for (int k = 0; k < features; k++) {
            columns[k][k] = 1;
        }
        return model(columns);
    }

    private static ModelCell.Trained model(double[]... columns) {
        Weights weights = Weights.ofColumns(columns, new double[columns.length]);
        Measurement measured = Measurement.of(weights, Thresholds.DEFAULT);
        return new ModelCell.Trained(
                .25,
                PerFeature.generate(columns.length, i -> Math.pow(.9, i)),
                measured.norm(),
                measured.interference(),
                new ModelCell.Parameters.Kept(weights));
    }

    private static ModelCell.Trained bare(ModelCell.Trained model) {
        return new ModelCell.Trained(
                model.loss(),
                model.importance(),
                model.norm(),
                model.interference(),
                new ModelCell.Parameters.NotKept());
    }

    /// Every colour in the upper left panel.
    private static List<Color> colours(Drawing drawing, int step) {
        BufferedImage pixels = PictureFile.pixels(drawing);
        return IntStream.range(0, 260)
                .boxed()
                .flatMap(y -> IntStream.range(0, 260)
                        .filter(x -> (x + y) % step == 0)
                        .mapToObj(x -> new Color(pixels.getRGB(x + 20, y + 90))))
                .distinct()
                .toList();
    }

    private static int firstRowOf(BufferedImage pixels, Color color) {
        for (int y = 0; y < pixels.getHeight(); y++) {
            for (int x = 0; x < pixels.getWidth(); x++) {
                if (new Color(pixels.getRGB(x, y)).equals(color)) {
                    return y + 20;
                }
            }
        }
        throw new AssertionError("no pixel is " + color);
    }
}

package tegum.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DimensionPictureTest {
    private static final Caption CAPTION = new Caption("Uniform", "sweep@1", "mean of 4", List.of("3,000 steps"));
    private static final DiagramAxis X = new DiagramAxis(
            "1/p", "1/p, one over the density", "", new double[] {1, 2, 5, 10}, DiagramAxis.Spacing.LOG);

    @Test
    void theCurveNamesItsPlateausAndItsBars() {
        Drawing curves = DimensionPicture.curves(chart(
                List.of(new Estimate(1, .9, 1.2), Estimate.NONE, Estimate.exact(.5), Estimate.exact(7)), List.of()));

        assertThat(Svg.texts(curves))
                .contains("1/2", "1/p, one over the density", "Uniform: dimensions per feature, mean of 4");
        assertThat(String.join(" ", Svg.texts(curves)))
                .contains("least and greatest of the replicates")
                .contains("D* above the scale: 1 cells");
        assertThat(Svg.withoutImages(curves)).doesNotContain("NaN");
        Svg.assertTextStaysInside(curves);
    }

    @Test
    void theScatterNamesThePolytopesAndTheShapesThatOccur() throws Exception {
        List<DimensionChart.Feature> features = new ArrayList<>();
        for (int k = 0; k < 40; k++) {
            features.add(new DimensionChart.Feature(2, .5, "digon"));
            features.add(new DimensionChart.Feature(3, .4, "pentagon"));
            features.add(new DimensionChart.Feature(0, .02, ""));
            features.add(new DimensionChart.Feature(1, .6, "7-gon"));
        }
        Drawing scatter = DimensionPicture.scatter(chart(
                List.of(Estimate.exact(1), Estimate.exact(.7), Estimate.exact(.5), Estimate.exact(.4)), features));

        assertThat(Svg.texts(scatter))
                .contains(
                        "1 single",
                        "3/4 tetrahedron",
                        "2/3 triangle",
                        "1/2 digon",
                        "2/5 pentagon",
                        "3/8 square antiprism")
                .contains("digon", "pentagon", "another shape", "not represented")
                .doesNotContain("tetrahedron");
        Svg.assertTextStaysInside(scatter);
        assertThat(PictureFile.png(scatter)).isEqualTo(PictureFile.png(scatter));
    }

    @Test
    void anEstimateForEachValue() {
        assertThatThrownBy(() -> chart(List.of(Estimate.NONE), List.of())).hasMessage("1 estimates for 4 values");
    }

    /// A share is a shade of its composition's colour, the same in the legend.
    @Test
    void compositionsOfAGridAreColouredByTheCommonest() {
        assertThat(Pictures.drawings(SampleDiagrams.twoInOne(4, 4), EnumSet.of(PictureName.SHAPES)))
                .as("cells without a composition")
                .isEmpty();
        Drawing stacks = Pictures.drawings(SampleDiagrams.intro(index -> index == 3), EnumSet.of(PictureName.SHAPES))
                .sequencedValues()
                .getFirst();

        assertThat(Svg.texts(stacks)).contains("2 single", "2 digon", "1 pentagon", "fraction of replicates");
        assertThat(String.join(" ", Svg.texts(stacks))).contains("not trained yet: 1 of");
        Svg.assertTextStaysInside(stacks);
    }

    private static DimensionChart chart(List<Estimate> dims, List<DimensionChart.Feature> features) {
        return new DimensionChart(CAPTION, X, List.of(new DimensionChart.Series("", dims)), features);
    }
}

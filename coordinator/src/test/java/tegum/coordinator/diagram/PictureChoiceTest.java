package tegum.coordinator.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tegum.coordinator.plot.PictureName;
import tegum.plan.Plan;
import tegum.spec.text.SpecReader;
import tegum.spec.text.SpecTemplates;

class PictureChoiceTest {

    @Test
    void aGridOfTwoFeaturesGetsItsPhases() {
        assertThat(PictureChoice.automatic(template("phase-2-1")))
                .containsExactly(PictureName.PHASE, PictureName.FRACTIONS, PictureName.INTERVALS);
        assertThat(PictureChoice.automatic(template("phase-3-2"))).contains(PictureName.SHAPES);
    }

    @Test
    void theIntroductionGetsItsHeatMapsAndVectors() {
        assertThat(PictureChoice.automatic(template("intro-5-2")))
                .containsExactly(
                        PictureName.FRACTIONS,
                        PictureName.LOSS,
                        PictureName.SHAPES,
                        PictureName.HEATMAP,
                        PictureName.VECTORS,
                        PictureName.NORMS,
                        PictureName.PLATEAUS);
    }

    @Test
    void uniformFeaturesGetTheirDimensionalities() {
        assertThat(PictureChoice.automatic(template("geometry-200-20")))
                .contains(PictureName.PLATEAUS, PictureName.DIMENSIONALITY)
                .doesNotContain(PictureName.NORMS, PictureName.HEATMAP);
        assertThat(reason(template("geometry-200-20"), PictureName.VECTORS))
                .isEqualTo("it needs 2 or 3 hidden dimensions, and the models have 20");
    }

    @Test
    void aSweepThatKeepsNoWeightsSaysSo() {
        Plan plan = Plan.of(SpecReader.read(SpecTemplates.text("intro-5-2").replace("weights: auto", "weights: none")));

        assertThat(PictureChoice.automatic(plan)).doesNotContain(PictureName.HEATMAP, PictureName.VECTORS);
        assertThat(reason(plan, PictureName.HEATMAP))
                .isEqualTo("it needs weights, and the sweep keeps none (keep.weights is none)");
    }

    @Test
    void everyPictureIsOfferedOnceWithAReasonIfItIsNotDrawn() {
        for (String name : SpecTemplates.names()) {
            List<PictureChoice.Offered> offered = PictureChoice.of(template(name));

            assertThat(offered).extracting(PictureChoice.Offered::name).containsExactly(PictureName.values());
            assertThat(offered)
                    .allSatisfy(each -> assertThat(each.reason().isEmpty())
                            .as("%s %s", name, each)
                            .isEqualTo(each.drawn() == PictureChoice.Drawn.AUTOMATIC));
        }
    }

    private static String reason(Plan plan, PictureName name) {
        return PictureChoice.of(plan).stream()
                .filter(offered -> offered.name() == name)
                .map(PictureChoice.Offered::reason)
                .findFirst()
                .orElseThrow();
    }

    private static Plan template(String name) {
        return Plan.of(SpecReader.read(SpecTemplates.text(name)));
    }
}

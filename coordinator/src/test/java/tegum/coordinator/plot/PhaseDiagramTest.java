package tegum.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import tegum.measure.Thresholds;

class PhaseDiagramTest {

    @Test
    void eachGridPointHasACell() {
        DiagramAxis axis = SampleDiagrams.density(1.0, 0.1);
        Caption caption = SampleDiagrams.caption("best of 10");

        assertThatThrownBy(() -> new PhaseDiagram(
                        caption, List.of(axis, axis), Thresholds.DEFAULT, List.of(SampleDiagrams.MISSING), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 cells for 4 grid points");
    }

    @Test
    void aDiagramHasOneOrTwoAxes() {
        DiagramAxis axis = SampleDiagrams.density(1.0);

        assertThatThrownBy(() -> new PhaseDiagram(
                        SampleDiagrams.caption("mean of 10"),
                        List.of(axis, axis, axis),
                        Thresholds.DEFAULT,
                        List.of(SampleDiagrams.MISSING),
                        List.of()))
                .hasMessageContaining("1 or 2 axes");
    }

    @Test
    void anAxisRefusesWhatItsScaleCannotShow() {
        assertThatThrownBy(() -> SampleDiagrams.density(0.1, 0.0)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> SampleDiagrams.density(0.1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> SampleDiagrams.density(0.1, 0.1)).hasMessageContaining("once");
        assertThatThrownBy(SampleDiagrams::density).hasMessageContaining("at least one");
    }

    @Test
    void aPictureStatesItsRule() {
        assertThatThrownBy(() -> SampleDiagrams.caption(" ")).hasMessageContaining("rule");
    }

    @Test
    void anEstimateLiesInItsInterval() {
        assertThatThrownBy(() -> new Estimate(0.5, 0.6, 0.7)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Estimate(Double.NaN, 0.0, 1.0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Estimate.NONE.isPresent()).isFalse();
    }

    @Test
    void whatNoneHasIsBoundedByWilson() {
        assertThat(Estimate.noneOf(16).high())
                .isCloseTo(SampleDiagrams.share(0, 16).high(), within(1e-6));
    }

    @Test
    void sharesAreFractions() {
        Estimate share = SampleDiagrams.share(1, 10);

        assertThatThrownBy(() -> new PhaseShares(share, share, Estimate.exact(1.1)))
                .hasMessageContaining("superposed");
    }

    @Test
    void aCellDoesNotDivergeMoreOftenThanItWasTrained() {
        PhaseShares shares = SampleDiagrams.plain(1.0, 0.0).shares();

        assertThatThrownBy(() ->
                        new DiagramCell.Measured(1.0, 0.0, shares, 3, 4, new LinkedHashMap<>(), new LinkedHashMap<>()))
                .hasMessageContaining("4 of 3");
        assertThatThrownBy(() -> new DiagramCell.Measured(
                        Double.NaN, 0.0, shares, 3, 0, new LinkedHashMap<>(), new LinkedHashMap<>()))
                .hasMessageContaining("both NaN");
    }

    @Test
    void controlCharactersBecomeBlanks() {
        Caption caption = new Caption("a\u001B[31mb\u0000c", "s@1", "best of 1", List.of());

        assertThat(caption.title()).isEqualTo("a [31mb c");
    }
}

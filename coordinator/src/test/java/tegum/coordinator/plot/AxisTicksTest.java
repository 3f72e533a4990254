package tegum.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTicksTest {

    @Test
    void aLogarithmicAxisLabelsPowersOfTenAndMarksTheirMultiples() {
        AxisGrid grid = new AxisGrid(SampleDiagrams.density(SampleDiagrams.logSpaced(1.0, 0.01, 40)));

        List<AxisTicks.Tick> ticks = AxisTicks.of(grid, 8);

        assertThat(labels(ticks)).containsExactly("10⁻²", "10⁻¹", "10⁰");
        assertThat(ticks).filteredOn(tick -> !tick.isMajor()).hasSizeGreaterThanOrEqualTo(16);
    }

    @Test
    void lessThanADecadeIsLabelledInMultiples() {
        assertThat(labels(AxisTicks.logarithmic(Math.log10(0.15), Math.log10(0.6), 8)))
                .containsExactly("0.2", "0.5");
    }

    @Test
    void aShortListIsLabelledValueByValue() {
        AxisGrid grid = new AxisGrid(SampleDiagrams.density(0.5, 0.3, 0.1, 0.05, 0.01));

        assertThat(labels(AxisTicks.of(grid, 8))).containsExactly("0.01", "0.05", "0.1", "0.3", "0.5");
    }

    @Test
    void aRangeOfFewPointsIsNotTakenForAList() {
        AxisGrid grid = new AxisGrid(SampleDiagrams.density(SampleDiagrams.logSpaced(1.0, 0.01, 8)));

        assertThat(labels(AxisTicks.of(grid, 8))).containsExactly("10⁻²", "10⁻¹", "10⁰");
    }

    @Test
    void manyDecadesAreThinnedOut() {
        assertThat(labels(AxisTicks.logarithmic(-30.0, 30.0, 8))).hasSizeBetween(4, 8);
    }

    @Test
    void aLinearAxisGetsRoundSteps() {
        assertThat(labels(AxisTicks.linear(0.0, 1.0, 6))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
        assertThat(labels(AxisTicks.linear(-0.02, 0.53, 6))).contains("0", "0.2", "0.4");
    }

    @ParameterizedTest
    @CsvSource({"0.181,0.181", "1,1", "10,10", "0.05,0.05", "1e-7,1e-7", "2.5e8,2.5e8", "0,0", "123456,123456"})
    void numbersAreWrittenAsPeopleWriteThem(double value, String text) {
        assertThat(Labels.value(value, 6)).isEqualTo(text);
    }

    @Test
    void cellsMeetHalfWayBetweenUnevenValues() {
        AxisGrid grid = new AxisGrid(
                new DiagramAxis("n", "width", "units", new double[] {1.0, 2.0, 5.0}, DiagramAxis.Spacing.LINEAR));

        assertThat(List.of(grid.edge(0), grid.edge(1), grid.edge(2), grid.edge(3)))
                .containsExactly(0.5, 1.5, 3.5, 6.5);
    }

    @Test
    void anUnsortedListIsDrawnWhereItsValuesLie() {
        AxisGrid grid = new AxisGrid(SampleDiagrams.density(0.1, 1.0, 0.01));

        assertThat(List.of(grid.index(0), grid.index(1), grid.index(2))).containsExactly(2, 0, 1);
        assertThat(grid.centre(1)).isCloseTo(-1.0, within(1e-12));
        assertThat(grid.axis().falls()).isTrue();
    }

    @Test
    void aLoneValueHasACellOfItsOwn() {
        for (double value : new double[] {0.0, 3.0, -2.0}) {
            AxisGrid grid =
                    new AxisGrid(new DiagramAxis("a", "", "", new double[] {value}, DiagramAxis.Spacing.LINEAR));

            assertThat(grid.lower()).isLessThan(value);
            assertThat(grid.upper()).isGreaterThan(value);
        }
    }

    private static List<String> labels(List<AxisTicks.Tick> ticks) {
        return ticks.stream()
                .filter(AxisTicks.Tick::isMajor)
                .map(AxisTicks.Tick::label)
                .toList();
    }
}

package tegum.coordinator.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tegum.coordinator.plot.Boundary;
import tegum.coordinator.plot.DiagramAxis;
import tegum.coordinator.plot.DiagramCell;
import tegum.coordinator.plot.Estimate;
import tegum.coordinator.plot.PhaseDiagram;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;
import tegum.spec.text.SpecReader;
import tegum.statistics.Rule;

class SweepDiagramsTest {
    private static final SweepVersion SWEEP = new SweepVersion("s", 1);
    private static final String TWO_IN_ONE = """
            name: s
            model: {features: 2, hidden: 1, output: relu}
            data: {density: $p}
            importance: [1, $r]
            axes:
              r: [0.5, 1, 2]
              p: {from: 1, to: 0.01, count: 5, scale: log}
            replicates: 10
            """;

    @Test
    void densityRunsAlongXAndImportanceAlongY() {
        PhaseDiagram diagram = only(TWO_IN_ONE, List.of()).diagram();

        assertThat(diagram.axes()).extracting(DiagramAxis::name).containsExactly("p", "r");
        assertThat(diagram.axes().getFirst().spacing()).isEqualTo(DiagramAxis.Spacing.LOG);
        assertThat(diagram.axes().getFirst().label()).isEqualTo("density p (probability that a feature is active)");
        assertThat(diagram.axes().getLast().values()).containsExactly(0.5, 1, 2);
    }

    @Test
    void anAxisThatIsCalledAsWhatItVariesIsNamedOnce() {
        PhaseDiagram diagram = only(
                        TWO_IN_ONE
                                .replace("[1, $r]", "[1, 0.5]")
                                .replace("r: [0.5, 1, 2]", "rate: [0.001, 0.002]")
                                .concat("train: {optimizer: {name: adamw, rate: $rate}}\n"),
                        List.of())
                .diagram();

        assertThat(diagram.axes().getLast().label()).isEqualTo("learning rate");
    }

    @Test
    void aRowFillsItsCellAndTheOthersAreMissing() {
        Map<String, @Nullable Object> row = row("r", 2.0, "p", 1.0);
        row.put("norm_best", 0.9);
        row.put("interference_best", 0.7);

        PhaseDiagram diagram = only(TWO_IN_ONE, List.of(row)).diagram();

        // Row-major with x, the density, fastest: r = 2 is the third row.
        assertThat(diagram.cells().get(2 * 5)).isInstanceOfSatisfying(DiagramCell.Measured.class, cell -> {
            assertThat(cell.norm()).isEqualTo(0.9);
            assertThat(cell.interference()).isEqualTo(0.7);
            assertThat(cell.replicates()).isEqualTo(10);
        });
        assertThat(diagram.cells())
                .filteredOn(DiagramCell.Missing.class::isInstance)
                .hasSize(14);
    }

    @Test
    void everyCompositionHasItsOwnInterval() {
        Map<String, @Nullable Object> row = row("r", 1.0, "p", 0.1);
        row.put("_compositions", List.of("1 digon", "1 single"));
        row.put("_composition_counts", List.of(7L, 3L));

        PhaseDiagram diagram = only(TWO_IN_ONE, List.of(row)).diagram();

        assertThat(diagram.cells().get(5 + 2)).isInstanceOfSatisfying(DiagramCell.Measured.class, cell -> {
            assertThat(cell.compositions()).containsOnlyKeys("1 digon", "1 single");
            // Wilson 95 % of 3 of 10.
            assertThat(cell.compositions().get("1 single")).satisfies(share -> {
                assertThat(share.value()).isEqualTo(0.3);
                assertThat(share.low()).isCloseTo(0.1078, within(1e-4));
                assertThat(share.high()).isCloseTo(0.6032, within(1e-4));
            });
        });
    }

    @Test
    void theErrorOfALossBelongsToItsRule() {
        Map<String, @Nullable Object> row = row("r", 1.0, "p", 0.1);
        row.put("loss_best", 1.0);
        row.put("loss_mean", 2.0);
        row.put("loss_drop_worst", 1.5);
        row.put("_loss_se_best", 0.01);
        row.put("_loss_se_mean", 0.1);

        PhaseDiagram diagram = only(TWO_IN_ONE, List.of(row)).diagram();

        assertThat(diagram.cells().get(5 + 2)).isInstanceOfSatisfying(DiagramCell.Measured.class, cell -> {
            assertThat(width(cell, "best")).isCloseTo(2 * 1.96 * 0.01, within(1e-4));
            assertThat(width(cell, "mean")).isCloseTo(2 * 2.262 * 0.1, within(1e-3));
            assertThat(cell.losses().get("drop-worst")).isEqualTo(Estimate.exact(1.5));
        });
    }

    @Test
    void theRuleStandsInWordsAboveTheDiagram() {
        Plan plan = plan(TWO_IN_ONE);

        assertThat(SweepDiagrams.of(plan, SWEEP, Rule.DROP_WORST, List.of(), 1)
                        .getFirst()
                        .diagram()
                        .caption()
                        .rule())
                .isEqualTo("mean of 10, worst 1 dropped");
    }

    @Test
    void twoInOneHasBothBoundariesWhereTheyHold() {
        List<Boundary> boundaries = only(TWO_IN_ONE, List.of()).diagram().boundaries();

        assertThat(boundaries)
                .extracting(Boundary::kind)
                .containsExactly(Boundary.Kind.EXACT, Boundary.Kind.CANDIDATES);
        // The known crossing at r = .5: .4846 exactly, .444 by candidates.
        assertThat(boundaries.getFirst().points().getFirst().x()).isCloseTo(0.4846, within(1e-3));
        assertThat(boundaries.getLast().points().getFirst().x()).isCloseTo(4 * 0.5 / (2 + 5 * 0.5), within(1e-12));
    }

    @Test
    void aSparsityIsCalledSoAndItsBoundaryLiesAtOneMinusTheDensity() {
        PhaseDiagram diagram = only(
                        TWO_IN_ONE
                                .replace("density: $p", "sparsity: $s")
                                .replace("p: {from: 1, to: 0.01, count: 5, scale: log}", "s: [0, 0.3, 0.9]"),
                        List.of())
                .diagram();

        assertThat(diagram.axes().getFirst().label()).isEqualTo("sparsity s (probability that a feature is inactive)");
        assertThat(diagram.boundaries().getFirst().points().getFirst().x()).isCloseTo(1 - 0.4846, within(1e-3));
    }

    @Test
    void theoryIsNotDrawnWhereItDoesNotHold() {
        for (String other : List.of(
                TWO_IN_ONE.replace("output: relu", "output: linear"),
                TWO_IN_ONE.replace("output: relu", "output: relu, bias: false"),
                TWO_IN_ONE.replace("[1, $r]", "[$r, 1]"),
                TWO_IN_ONE.replace("[1, $r]", "[2, $r]"),
                TWO_IN_ONE.replace("density: $p", "density: [$p, 0.1]"),
                TWO_IN_ONE.replace("density: $p", "density: $p, values: symmetric"),
                TWO_IN_ONE.replace("hidden: 1", "hidden: 2"))) {
            assertThat(only(other, List.of()).diagram().boundaries()).as(other).isEmpty();
        }
    }

    @Test
    void furtherAxesAreCutIntoSlices() {
        String sliced = TWO_IN_ONE
                .replace("axes:\n", "axes:\n  o: [relu, linear]\n  b: [64, 128]\n")
                .replace("output: relu", "output: $o")
                .replace("replicates: 10", "train: {batch: $b}\nreplicates: 10");
        Plan plan = plan(sliced);
        Map<String, @Nullable Object> row = row("r", 1.0, "p", 1.0);
        row.put("o", "linear");
        row.put("b", 128.0);

        List<SweepDiagrams.Named> diagrams = SweepDiagrams.of(plan, SWEEP, Rule.BEST, List.of(new CellRow(row)), 99);

        // The density spans x and the first other axis of numbers, b, spans y.
        assertThat(SweepDiagrams.slices(plan.spec())).isEqualTo(6);
        assertThat(diagrams).hasSize(6);
        assertThat(diagrams)
                .filteredOn(each -> each.diagram().cells().stream().anyMatch(DiagramCell.Measured.class::isInstance))
                .extracting(SweepDiagrams.Named::stem)
                .containsExactly("s@1-o=linear-r=1");
    }

    @Test
    void aValueThatTheSweepLacksIsABug() {
        assertThatThrownBy(() -> only(TWO_IN_ONE, List.of(row("r", 3.0, "p", 1.0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3.0 is no value of axis r");
    }

    private static double width(DiagramCell.Measured cell, String rule) {
        return cell.losses().getOrDefault(rule, Estimate.NONE).width();
    }

    private static SweepDiagrams.Named only(String yaml, List<Map<String, @Nullable Object>> rows) {
        List<CellRow> cells = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            cells.add(new CellRow(row));
        }
        List<SweepDiagrams.Named> diagrams = SweepDiagrams.of(plan(yaml), SWEEP, Rule.BEST, cells, 9);
        assertThat(diagrams).hasSize(1);
        return diagrams.getFirst();
    }

    private static Plan plan(String yaml) {
        return Plan.of(SpecReader.read(yaml));
    }

    private static Map<String, @Nullable Object> row(String first, double at, String second, double where) {
        Map<String, @Nullable Object> row = new HashMap<String, @Nullable Object>();
        row.put(first, at);
        row.put(second, where);
        row.put("replicates", 10);
        row.put("diverged", 0L);
        return row;
    }
}

package tegum.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tegum.spec.InvalidSpecException;
import tegum.spec.Problem;
import tegum.spec.SweepSpec;
import tegum.spec.text.SpecReader;

class SamplePlanTest {
    private static final String SPEC = """
            name: sampled
            model: {features: 2, hidden: 1}
            data: {%s: $p}
            importance: [1, $r]
            axes:
              p: {from: 1, to: 0.01, scale: log%s}
              r: {from: 0.1, to: 10, scale: log, count: 7}
            train: {steps: 100, batch: 64}
            replicates: 2
            sample: {sobol: %d}
            """;

    private static SweepSpec sampled(int points) {
        return SpecReader.read(SPEC.formatted("density", "", points));
    }

    /// Goal: strata hold each point once, in the order of the sequence, under its own kernel key.
    @Test
    void eachPointStandsOnceInTheStratumOfItsKey() {
        Plan plan = Plan.of(sampled(1000));
        Set<CellId> cells = new HashSet<>();

        for (Stratum stratum : plan.strata()) {
            int last = -1;
            for (long position = 0; position < stratum.cells(); position++) {
                PlannedCell cell = plan.cell(stratum, position);
                assertThat(cell.where()).isEqualTo(new Located(stratum.ordinal(), position));
                assertThat(KernelKey.of(cell.cell())).isEqualTo(stratum.key());
                assertThat(cell.axisIndices()[0]).isGreaterThan(last).isEqualTo(cell.axisIndices()[1]);
                assertThat(plan.cellAt(cell.axisIndices()).id()).isEqualTo(cell.id());
                assertThat(plan.locate(cell)).contains(cell.where());
                last = cell.axisIndices()[0];
                cells.add(cell.id());
            }
        }

        assertThat(cells).hasSize(1000);
        assertThat(plan.strata()).hasSizeGreaterThan(2);
        assertThat(plan.trainings()).isEqualTo(2000);
        assertThatThrownBy(() -> plan.cellAt(3, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aLongerSampleHasTheCellsOfAShorterOne() {
        Plan longer = Plan.of(sampled(1500));
        Plan shorter = Plan.of(sampled(300));

        for (int point = 0; point < 300; point++) {
            PlannedCell cell = shorter.cellAt(point, point);
            assertThat(longer.locate(cell)).contains(longer.cellAt(point, point).where());
        }
        assertThat(shorter.locate(longer.cellAt(300, 300))).isEmpty();
        assertThat(shorter.spec().canonicalText()).isNotEqualTo(longer.spec().canonicalText());
    }

    @Test
    void sparsitiesAreSampledAsWell() {
        SweepSpec spec = SpecReader.read(SPEC.replace("from: 1,", "from: 0.99,").formatted("sparsity", "", 500));
        Plan plan = Plan.of(spec);

        for (int point = 0; point < 500; point++) {
            PlannedCell cell = plan.cellAt(point, point);
            assertThat(plan.locate(cell)).contains(cell.where());
        }
    }

    @Test
    void problemsOfASampleAreReportedTogether() {
        String yaml = """
                name: sampled
                model: {features: $n, hidden: 1}
                data: {density: $p}
                axes:
                  n: {from: 2, to: 8}
                  p: [0.1, 0.2]
                  q: {from: 1, to: 2}
                  unused: {from: 0, to: 1, scale: log}
                sample: {sobol: 100}
                """;

        assertThatThrownBy(() -> SpecReader.read(yaml))
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::line, Problem::field)
                                .contains(
                                        tuple(5, "axes.n"),
                                        tuple(6, "axes.p"),
                                        tuple(7, "axes.q"),
                                        tuple(8, "axes.unused"),
                                        tuple(8, "axes.unused.from")));
        for (String sample : List.of("5", "{sobol: 0}", "{sobol: 1e9}", "{halton: 3}", "{}")) {
            assertThatThrownBy(() ->
                            SpecReader.read(SPEC.formatted("density", "", 9).replace("{sobol: 9}", sample)))
                    .as(sample)
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessageContaining("sample");
        }
    }
}

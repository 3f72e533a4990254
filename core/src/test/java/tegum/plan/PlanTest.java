package tegum.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.spec.InvalidSpecException;
import tegum.spec.text.SpecReader;
import tegum.spec.text.SpecTexts;

class PlanTest {

    @Test
    void thePhaseDiagramIsPlanned() {
        Plan plan = plan(SpecTexts.PHASE_2_1);

        assertThat(plan.cells()).isEqualTo(1600);
        assertThat(plan.trainings()).isEqualTo(16_000);
        assertThat(plan.strata()).hasSizeBetween(3, 12);
        assertThat(plan.strata().stream().mapToLong(Stratum::trainings).sum()).isEqualTo(16_000);
        assertThat(plan.cellAt(0, 0).params())
                .isEqualTo("{\"data\":{\"density\":1},\"importance\":[1,0.1],\"model\":{\"features\":2,\"hidden\":1}}");
    }

    @Test
    void aThirdPartyComputesTheSameId() {
        // printf 'tegum-cell/1{"data":{"density":0.1},"model":{"features":2,"hidden":1}}' | sha256sum | cut -c1-32
        assertThat(plan(SpecTexts.small("")).cellAt().id()).hasToString("b4784823c26649b541f7a35391efce63");
    }

    /// Goal: strata tile the grid, each with one kernel key, and positions are a bijection onto their boxes.
    /// Method: random small specs; every position of every stratum is made, and every grid point looked up.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void strataTileTheGrid(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int repetition = 0; repetition < 25; repetition++) {
            String text = RandomSpecs.text(random, random);
            Plan plan = plan(text);
            Map<CellId, Located> seen = new HashMap<>();

            for (Stratum stratum : plan.strata()) {
                for (long position = 0; position < stratum.cells(); position++) {
                    PlannedCell cell = plan.cell(stratum, position);
                    assertThat(KernelKey.of(cell.cell())).as(text).isEqualTo(stratum.key());
                    assertThat(seen.put(cell.id(), cell.where())).as(text).isNull();
                    assertThat(plan.cellAt(cell.axisIndices()).where())
                            .as(text)
                            .isEqualTo(new Located(stratum.ordinal(), position));
                }
            }

            assertThat(seen).as(text).hasSize((int) plan.cells());
        }
    }

    /// Goal: a plan finds exactly those cells of another plan that it has, where it has them.
    /// Method: pairs of random specs, most of one structure with other values, so that they share cells.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void plansInvert(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int shared = 0;
        for (int repetition = 0; repetition < 40; repetition++) {
            long structure = random.nextLong();
            Plan one = plan(RandomSpecs.text(new SplittableRandom(structure), random));
            Plan other = plan(RandomSpecs.text(new SplittableRandom(structure + random.nextInt(8) / 7), random));
            Map<CellId, Located> byId = new HashMap<>();
            cells(one).forEach(cell -> byId.put(cell.id(), cell.where()));

            for (PlannedCell cell : cells(other)) {
                Optional<Located> located = one.locate(cell);
                assertThat(located).as(cell.params()).isEqualTo(Optional.ofNullable(byId.get(cell.id())));
                shared += located.isPresent() ? 1 : 0;
            }
            for (PlannedCell cell : cells(one)) {
                assertThat(one.locate(cell)).contains(cell.where());
            }
        }
        assertThat(shared).as("cells in common, else this proves nothing").isGreaterThan(100);
    }

    @Test
    void aTenthOfASweepShowsTheDiagram() {
        Plan plan = plan("""
                name: grid
                model: {features: 2, hidden: 1}
                data: {density: 0.1}
                importance: [$a, $b]
                axes:
                  a: {from: 1, to: 2, count: 40}
                  b: {from: 1, to: 2, count: 30}
                """);
        Set<List<Integer>> blocks = new HashSet<>();

        for (long position = 0; position < plan.cells() / 10; position++) {
            int[] at = plan.cell(0, position).axisIndices();
            blocks.add(List.of(at[0] / 5, at[1] / 5));
        }

        assertThat(blocks).as("of 8 x 6 blocks").hasSize(48);
    }

    /// Goal: a plan of 10^8 cells is computed, not listed. Its time and memory are reported in docs/architecture.
    /// Method: two density axes, whose strata border on a curve; every cell of some positions is found again.
    @Test
    void aHundredMillionCellsArePlanned() {
        Plan plan = plan("""
                name: large
                model: {features: 2, hidden: 1}
                data: {density: [$a, $b]}
                axes:
                  a: {from: 1, to: 0.0001, count: 10000, scale: log}
                  b: {from: 1, to: 0.0001, count: 10000, scale: log}
                replicates: 10
                """);

        assertThat(plan.cells()).isEqualTo(100_000_000);
        assertThat(plan.strata()).hasSizeLessThan(20_000);
        assertThat(plan.strata().stream().mapToLong(Stratum::cells).sum()).isEqualTo(100_000_000);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 2_000; i++) {
            PlannedCell cell = plan.cellAt(random.nextInt(10_000), random.nextInt(10_000));
            assertThat(KernelKey.of(cell.cell()))
                    .isEqualTo(plan.strata().get(cell.where().stratum()).key());
            assertThat(plan.cell(cell.where().stratum(), cell.where().position())
                            .id())
                    .isEqualTo(cell.id());
            assertThat(plan.locate(cell)).contains(cell.where());
        }
    }

    @Test
    void columnsSayWhatIsOneNumber() {
        CellColumns one =
                plan(SpecTexts.small("importance: {geometric: 0.9}\n")).cellAt().columns();
        CellColumns other = plan(SpecTexts.PHASE_2_1).cellAt(0, 0).columns();

        assertThat(one.family()).isEqualTo("tied-relu");
        assertThat(one.density()).hasValue(0.1);
        assertThat(one.importance()).isEmpty();
        assertThat(one.importanceRatio()).hasValue(0.9);
        assertThat(one.decay()).isEqualTo(0.01);
        assertThat(other.importance()).isEmpty();
        assertThat(other.initScale()).isEqualTo(Math.sqrt(2.0 / 3));
    }

    @Test
    void trainingsAreNumberedReplicateByReplicate() {
        Stratum stratum = plan(SpecTexts.PHASE_2_1).strata().getFirst();

        assertThat(stratum.index(3, 5)).isEqualTo(3 * stratum.cells() + 5);
        assertThat(stratum.replicate(stratum.index(3, 5))).isEqualTo(3);
        assertThat(stratum.position(stratum.index(3, 5))).isEqualTo(5);
    }

    @Test
    void anUnwrittenDefaultAndAWrittenOneAreOneCell() {
        String written = SpecTexts.small("""
                importance: 1
                train: {steps: 1e4, batch: 1024, optimizer: {name: adamw, rate: 0.0010, decay: 1.0e-2, beta1: .9, beta2: 0.999, epsilon: 1e-8}, schedule: constant, init: {normal: xavier}}
                """)
                .replace(
                        "hidden: 1",
                        "hidden: 1, output: relu, hidden-activation: linear, untied: false, bias: true, target: input")
                .replace("density", "law: independent, values: uniform, density");

        assertThat(plan(written).cellAt().id())
                .isEqualTo(plan(SpecTexts.small("")).cellAt().id());
        assertThat(plan(written).spec().canonicalText())
                .isEqualTo(plan(SpecTexts.small("")).spec().canonicalText());
    }

    @Test
    void anAxisThatPassesThroughADefaultNamesTheSameCell() {
        Plan plan = plan(SpecTexts.small("train: {optimizer: {rate: $a}}\naxes: {a: [1e-4, 1e-3]}\n"));

        assertThat(plan.cellAt(1).id())
                .isEqualTo(plan(SpecTexts.small("")).cellAt().id());
        assertThat(plan.cellAt(0).id()).isNotEqualTo(plan.cellAt(1).id());
        assertThat(plan.locate(plan(SpecTexts.small("")).cellAt()))
                .contains(plan.cellAt(1).where());
    }

    @Test
    void whatChangesNoTrainedBitIsNotInTheId() {
        String more = """
                title: Other
                replicates: 5
                seed: 7
                measure: {focus: 0, rule: best, represented: 0.4, superposed: 0.6, edge: 0.2, record: [1, 10]}
                keep: {weights: none, trajectories: all}
                engine: reference
                """;

        assertThat(plan(SpecTexts.small(more)).cellAt().id())
                .isEqualTo(plan(SpecTexts.small("")).cellAt().id());
    }

    @Test
    void sparsityIsAnotherSpellingOfDensity() {
        Plan plan = plan(SpecTexts.small("axes: {s: [0, 0.9, 0.99]}\n").replace("density: 0.1", "sparsity: $s"));

        assertThat(plan.cellAt(1).params())
                .isEqualTo("{\"data\":{\"density\":0.1},\"model\":{\"features\":2,\"hidden\":1}}");
        assertThat(plan.cellAt(1).axisValues()).hasToString("[0.9]");
        assertThat(plan.locate(plan(SpecTexts.small("")).cellAt()))
                .contains(plan.cellAt(1).where());
    }

    @Test
    void tooManyStrataAreAProblem() {
        assertThatThrownBy(() ->
                        plan(SpecTexts.small("train: {steps: $t}\naxes: {t: {from: 1, to: 200000, count: 200000}}\n")))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("t")
                .hasMessageContaining("100,000");
    }

    private static List<PlannedCell> cells(Plan plan) {
        List<PlannedCell> cells = new ArrayList<>();
        for (Stratum stratum : plan.strata()) {
            for (long position = 0; position < stratum.cells(); position++) {
                cells.add(plan.cell(stratum, position));
            }
        }
        return cells;
    }

    private static Plan plan(String text) {
        return Plan.of(SpecReader.read(text));
    }
}

package tegum.coordinator.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import tegum.coordinator.dataset.InvalidQueryException;
import tegum.protocol.SweepVersion;
import tegum.spec.text.SpecReader;
import tegum.statistics.Fraction;
import tegum.statistics.Sample;

class ComparisonTest {
    private static final int CELLS = 400;
    private static final int REPLICATES = 10;

    /// Goal: of cells that do not differ, about 5 % exceed their intervals and hardly one remains; the cells that do
    /// differ remain.
    /// Method: seeded normal losses and binomial phases of two streams, then the same with ten cells planted.
    @Test
    void plantedDifferencesRemainAndChanceDoesNot() {
        ComparedSweep first = sweep(1, 0, new SplittableRandom(11), 0);
        ComparedSweep second = sweep(2, 7, new SplittableRandom(12), 0);
        ComparedSweep planted = sweep(2, 7, new SplittableRandom(12), 10);

        Comparison none = Comparison.of(first, second);
        Comparison some = Comparison.of(first, planted);

        StatisticSummary loss = none.statistics().getFirst();
        assertThat(loss.compared()).isEqualTo(CELLS);
        assertThat(loss.expected()).isEqualTo(20.0);
        assertThat(loss.exceeding()).isBetween(8, 34);
        assertThat(loss.discoveries()).isLessThanOrEqualTo(1);
        assertThat(none.statistics().get(5).exceeding()).isLessThanOrEqualTo(34);
        assertThat(none.statistics().get(5).discoveries()).isLessThanOrEqualTo(1);
        assertThat(some.statistics().getFirst().discoveries()).isBetween(10, 12);
        assertThat(some.cells().stream()
                        .filter(cell -> cell.statistic() == Statistic.SUPERPOSED && cell.isDiscovery())
                        .map(cell -> cell.axes().getFirst()))
                .hasSizeGreaterThanOrEqualTo(8)
                .allMatch(cell -> cell instanceof Double place && place < 10);
        assertThat(none.specs()).extracting(SpecDifference::field).containsExactly("seed");
        assertThat(none.summary().getFirst()).contains("400 cells match, 0 are in pair@1 alone, 0 in pair@2 alone");
    }

    @Test
    void cellsOfOneSideAndSharedOnesAreCounted() {
        ComparedSweep first = sweep(1, 0, new SplittableRandom(11), 0);
        SequencedMap<List<Object>, CellSummary> fewer = new LinkedHashMap<>(first.cells());
        fewer.pollFirstEntry();
        fewer.put(List.of(-1.0), cell("x", new SplittableRandom(1), false));
        ComparedSweep second = new ComparedSweep(new SweepVersion("pair", 2), first.spec(), fewer);

        Comparison comparison = Comparison.of(first, second);

        assertThat(comparison.matched()).isEqualTo(CELLS - 1);
        assertThat(comparison.onlyA()).isEqualTo(1);
        assertThat(comparison.onlyB()).isEqualTo(1);
        assertThat(comparison.shared()).isEqualTo(CELLS - 1);
        assertThat(comparison.cells()).isEmpty();
        assertThat(comparison.summary()).anyMatch(sentence -> sentence.contains("have the same trainings in both"));
    }

    @Test
    void cellsThatAllDivergedHaveNoInterval() {
        CellSummary diverged = new CellSummary(
                "d",
                Sample.of(),
                0,
                Double.NaN,
                Double.NaN,
                Sample.of(),
                new Fraction(0, 3),
                new Fraction(0, 3),
                new Fraction(0, 3));
        CellSummary other = cell("o", new SplittableRandom(1), false);

        assertThat(Statistic.LOSS_MEAN.difference(diverged, other)).isEmpty();
        assertThat(Statistic.LOSS_BEST.difference(diverged, other)).isEmpty();
        assertThat(Statistic.LOSS_MEAN.of(diverged)).isNaN();
        assertThat(Statistic.SUPERPOSED.difference(diverged, other)).isPresent();
    }

    @Test
    void otherAxesAreRefused() {
        ComparedSweep first = sweep(1, 0, new SplittableRandom(11), 0);
        ComparedSweep other = new ComparedSweep(
                new SweepVersion("pair", 2),
                SpecReader.read(yaml(0).replace("$p", "$q").replace("  p:", "  q:")),
                new LinkedHashMap<>());

        assertThatThrownBy(() -> Comparison.of(first, other))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("pair@1 has the axes [p] and pair@2 has [q]");
    }

    private static ComparedSweep sweep(int version, long seed, RandomGenerator random, int planted) {
        SequencedMap<List<Object>, CellSummary> cells = new LinkedHashMap<>();
        for (int cell = 0; cell < CELLS; cell++) {
            cells.put(List.of((double) cell), cell("c" + cell, random, cell < planted));
        }
        return new ComparedSweep(new SweepVersion("pair", version), SpecReader.read(yaml(seed)), cells);
    }

    private static CellSummary cell(String id, RandomGenerator random, boolean planted) {
        double[] losses = random.doubles(REPLICATES)
                .map(_ -> (planted ? 2 : 1) + 0.1 * random.nextGaussian())
                .toArray();
        int superposed = planted
                ? 0
                : (int) random.doubles(REPLICATES).filter(u -> u < 0.9).count();
        return new CellSummary(
                id,
                Sample.of(losses),
                0.0,
                losses[0],
                0.004,
                Sample.of(losses),
                new Fraction(REPLICATES - superposed, REPLICATES),
                new Fraction(0, REPLICATES),
                new Fraction(superposed, REPLICATES));
    }

    private static String yaml(long seed) {
        return """
                name: pair
                model: {features: 2, hidden: 1}
                data: {density: $p}
                axes:
                  p: [0.5, 0.1]
                replicates: 10
                seed: %d
                """.formatted(seed);
    }
}

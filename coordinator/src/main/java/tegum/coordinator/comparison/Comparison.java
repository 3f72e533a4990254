package tegum.coordinator.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tegum.coordinator.dataset.InvalidQueryException;
import tegum.protocol.SweepVersion;
import tegum.statistics.Difference;
import tegum.statistics.Discoveries;

/// Two sweep versions, cell by cell.
///
/// Cells match by their values on the axes. Matching cells with the same id and stream have the same trainings, so they
/// are no independent evidence and are counted apart. The other differences have 95 % intervals; because there are as
/// many as cells, their chances are corrected for each statistic by itself ([Discoveries]).
///
/// @param axes names of the axes, sorted
/// @param matched cells of both
/// @param onlyA cells of the first alone
/// @param onlyB cells of the second alone
/// @param shared how many of the matched cells have the same trainings
/// @param specs where the two specs differ
/// @param cells every statistic of every matched cell that is not shared, in the order of the grid
/// @param statistics the same over all cells
public record Comparison(
        SweepVersion a,
        SweepVersion b,
        List<String> axes,
        int matched,
        int onlyA,
        int onlyB,
        int shared,
        List<SpecDifference> specs,
        List<CellDifference> cells,
        List<StatisticSummary> statistics) {

    public Comparison {
        axes = List.copyOf(axes);
        specs = List.copyOf(specs);
        cells = List.copyOf(cells);
        statistics = List.copyOf(statistics);
    }

    /// Compares two versions.
    ///
    /// @throws InvalidQueryException if they have not the same axes
    public static Comparison of(ComparedSweep a, ComparedSweep b) {
        List<String> axes = ComparedSweep.axes(a.spec());
        List<String> others = ComparedSweep.axes(b.spec());
        if (!axes.equals(others)) {
            throw new InvalidQueryException(
                    "cells are matched by their values on the axes, but %s has the axes %s and %s has %s"
                            .formatted(a.sweep(), axes, b.sweep(), others));
        }
        List<CellDifference> cells = new ArrayList<>();
        int shared = 0;
        int matched = 0;
        for (Map.Entry<List<Object>, CellSummary> cell : a.cells().entrySet()) {
            CellSummary other = b.cells().get(cell.getKey());
            if (other == null) {
                continue;
            }
            matched++;
            if (a.spec().seed() == b.spec().seed() && cell.getValue().cell().equals(other.cell())) {
                shared++;
            } else {
                for (Statistic statistic : Statistic.values()) {
                    cells.add(new CellDifference(
                            cell.getKey(),
                            statistic,
                            statistic.of(cell.getValue()),
                            statistic.of(other),
                            statistic.difference(cell.getValue(), other),
                            1));
                }
            }
        }
        List<CellDifference> corrected = corrected(cells);
        return new Comparison(
                a.sweep(),
                b.sweep(),
                axes,
                matched,
                a.cells().size() - matched,
                b.cells().size() - matched,
                shared,
                SpecDifference.between(a.spec(), b.spec()),
                corrected,
                List.of(Statistic.values()).stream()
                        .map(statistic -> StatisticSummary.of(statistic, corrected))
                        .toList());
    }

    private static List<CellDifference> corrected(List<CellDifference> cells) {
        List<CellDifference> corrected = new ArrayList<>(cells);
        for (Statistic statistic : Statistic.values()) {
            List<Integer> places = new ArrayList<>();
            for (int place = 0; place < cells.size(); place++) {
                CellDifference cell = cells.get(place);
                if (cell.statistic() == statistic && cell.difference().isPresent()) {
                    places.add(place);
                }
            }
            double[] chances = Discoveries.corrected(places.stream()
                    .mapToDouble(place -> chance(cells.get(place).difference()))
                    .toArray());
            for (int test = 0; test < chances.length; test++) {
                CellDifference cell = cells.get(places.get(test));
                corrected.set(
                        places.get(test),
                        new CellDifference(
                                cell.axes(), statistic, cell.a(), cell.b(), cell.difference(), chances[test]));
            }
        }
        return corrected;
    }

    private static double chance(Optional<Difference> difference) {
        return difference.map(Difference::chance).orElse(1.0);
    }

    /// What came out, in a few sentences.
    public List<String> summary() {
        List<String> sentences = new ArrayList<>();
        sentences.add("%s against %s: %,d cells match, %,d are in %s alone, %,d in %s alone."
                .formatted(a, b, matched, onlyA, a, onlyB, b));
        if (shared > 0) {
            sentences.add("%,d of them have the same trainings in both and say nothing about a difference."
                    .formatted(shared));
        }
        List<StatisticSummary> sampled = statistics.stream()
                .filter(each -> each.statistic().sampled() && each.compared() > 0)
                .toList();
        if (sampled.isEmpty()) {
            sentences.add("There is nothing to compare with an interval.");
        } else {
            sentences.add(
                    "%,d of %,d differences exceed their 95 %% intervals; chance alone explains up to %.0f. %,d remain when corrected for their number (Benjamini-Hochberg, 5 %%)."
                            .formatted(
                                    sampled.stream()
                                            .mapToInt(StatisticSummary::exceeding)
                                            .sum(),
                                    sampled.stream()
                                            .mapToInt(StatisticSummary::compared)
                                            .sum(),
                                    sampled.stream()
                                            .mapToDouble(StatisticSummary::expected)
                                            .sum(),
                                    sampled.stream()
                                            .mapToInt(StatisticSummary::discoveries)
                                            .sum()));
        }
        statistics.stream()
                .filter(each -> !each.statistic().sampled() && each.compared() > 0)
                .forEach(each -> sentences.add(
                        "The best models differ beyond the error of their evaluation in %,d of %,d cells; that another stream would find the same ones is not said."
                                .formatted(each.exceeding(), each.compared())));
        return sentences;
    }
}

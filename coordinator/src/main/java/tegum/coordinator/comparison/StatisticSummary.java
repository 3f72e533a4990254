package tegum.coordinator.comparison;

import java.util.List;

/// A statistic over all cells.
///
/// @param compared cells with an interval
/// @param exceeding how many of them exceed it
/// @param discoveries how many do after the correction
/// @param meanDifference mean over the compared cells of the first less the second; NaN of none
/// @param largestDifference the one farthest from 0, with its sign; NaN of none
public record StatisticSummary(
        Statistic statistic,
        int compared,
        int exceeding,
        int discoveries,
        double meanDifference,
        double largestDifference) {
    private static final double OUTSIDE = 0.05;

    static StatisticSummary of(Statistic statistic, List<CellDifference> cells) {
        List<CellDifference> judged = cells.stream()
                .filter(cell ->
                        cell.statistic() == statistic && cell.difference().isPresent())
                .toList();
        double[] values = judged.stream()
                .mapToDouble(cell -> cell.difference().orElseThrow().value())
                .toArray();
        double sum = 0;
        double largest = values.length == 0 ? Double.NaN : 0;
        for (double value : values) {
            sum += value;
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        return new StatisticSummary(
                statistic,
                values.length,
                (int) judged.stream().filter(CellDifference::exceeds).count(),
                (int) judged.stream().filter(CellDifference::isDiscovery).count(),
                sum / values.length,
                largest);
    }

    /// How many exceed their intervals by chance if nothing differs, at most; NaN where chance has another say.
    public double expected() {
        return statistic.sampled() ? OUTSIDE * compared : Double.NaN;
    }
}

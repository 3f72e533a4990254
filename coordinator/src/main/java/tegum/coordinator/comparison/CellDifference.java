package tegum.coordinator.comparison;

import java.util.List;
import java.util.Optional;
import tegum.statistics.Difference;

/// One statistic of one cell in both sweeps.
///
/// @param axes the cell's values on the axes, these in the order of their names
/// @param a the number of the first sweep; NaN where it has none
/// @param b the number of the second
/// @param difference the first less the second; empty where there is no interval
/// @param corrected its chance, corrected for the number of cells; 1 where there is no interval
public record CellDifference(
        List<Object> axes, Statistic statistic, double a, double b, Optional<Difference> difference, double corrected) {
    private static final double RATE = 0.05;

    public CellDifference {
        axes = List.copyOf(axes);
    }

    /// Whether the difference exceeds its 95 % interval.
    public boolean exceeds() {
        return difference.map(Difference::exceeds).orElse(false);
    }

    /// Whether it is still a difference after the correction.
    public boolean isDiscovery() {
        return difference.isPresent() && corrected <= RATE;
    }
}

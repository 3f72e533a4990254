package tegum.worker.bench;

import java.util.List;

/// Median and quartiles of repeated measurements, linear between neighbours.
///
/// @param low a quarter of the measurements are below
/// @param high a quarter of the measurements are above
public record Spread(double median, double low, double high) {

    /// @throws IllegalArgumentException if there are none
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(at(0.5, sorted), at(0.25, sorted), at(0.75, sorted));
    }

    private static double at(double share, double... sorted) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

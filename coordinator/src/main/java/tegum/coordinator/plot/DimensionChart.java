package tegum.coordinator.plot;

import java.util.List;

/// How the hidden dimensions are shared out among features along an axis.
///
/// @param caption words above the picture
/// @param x the axis, usually one over the density
/// @param series dimensions per feature, one series for each value of the other axes
/// @param features dimensionality of every feature of the best training of each cell; empty where not asked for
public record DimensionChart(Caption caption, DiagramAxis x, List<Series> series, List<Feature> features) {

    /// Dimensions per feature `D* = m / ‖W‖_F²` along the axis.
    ///
    /// @param label what tells it from the others; empty where it is alone
    /// @param dims by index of the axis; [Estimate#NONE] leaves a gap, an interval is drawn as a bar
    public record Series(String label, List<Estimate> dims) {
        public Series {
            dims = List.copyOf(dims);
        }
    }

    /// One feature of one training.
    ///
    /// @param x index on the axis
    /// @param dimensionality its `D_i`
    /// @param shape class of the component that it belongs to, `digon`; empty if it is not represented
    public record Feature(int x, double dimensionality, String shape) {}

    /// @throws IllegalArgumentException if a series has not one estimate for each value of the axis
    public DimensionChart {
        series = List.copyOf(series);
        features = List.copyOf(features);
        for (Series each : series) {
            if (each.dims().size() != x.count()) {
                throw new IllegalArgumentException(
                        "%d estimates for %d values".formatted(each.dims().size(), x.count()));
            }
        }
    }
}

package tegum.coordinator.dataset;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tegum.measure.Thresholds;
import tegum.protocol.SweepVersion;

/// What the view of a sweep version must know: which trainings are its own and how it looks at them.
///
/// @param latest whether the sweep's plain name stands for this version
/// @param axes its axes in the order of the spec
/// @param stream root of its random numbers
/// @param replicates trainings of each cell
/// @param focus the feature whose phase it shows: an index from 0, or -1 for the last
/// @param numerics numerics of each stratum that is settled
/// @param measurement hash of its measurement
/// @param holders versions that may have trained its trainings, itself among them
public record SweepView(
        SweepVersion sweep,
        boolean latest,
        List<AxisColumn> axes,
        long stream,
        int replicates,
        int focus,
        Thresholds thresholds,
        Map<Integer, String> numerics,
        String measurement,
        Set<SweepVersion> holders) {

    public SweepView {
        axes = List.copyOf(axes);
        numerics = Map.copyOf(numerics);
        holders = Set.copyOf(holders);
    }

    /// An axis as a column.
    ///
    /// @param type `DOUBLE`, `VARCHAR` or `BOOLEAN`
    public record AxisColumn(String name, String type) {}
}

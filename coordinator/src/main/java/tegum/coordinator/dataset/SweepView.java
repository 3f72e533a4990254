package tegum.coordinator.dataset;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tegum.coordinator.ledger.ChunkRecord;
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
/// @param closed what is done of each stratum with results, for a version that has ended with trainings left: what its
///     holders train from then on is not its own; empty for any other version
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
        Set<SweepVersion> holders,
        List<ClosedStratum> closed) {

    public SweepView {
        axes = List.copyOf(axes);
        numerics = Map.copyOf(numerics);
        holders = Set.copyOf(holders);
        closed = List.copyOf(closed);
    }

    /// The part of a stratum that is done, for good.
    ///
    /// @param cells number of its cells: training `replicate * cells + position` is a replicate of the cell there
    /// @param chunks those with a result
    public record ClosedStratum(int stratum, long cells, List<ChunkRecord> chunks) {
        public ClosedStratum {
            chunks = List.copyOf(chunks);
        }
    }

    /// An axis as a column.
    ///
    /// @param type `DOUBLE`, `VARCHAR` or `BOOLEAN`
    public record AxisColumn(String name, String type) {}
}

package tegum.coordinator.dataset;

import java.time.Instant;
import java.util.List;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.SweepState;
import tegum.protocol.SweepVersion;

/// What readers may read: the one door to the store for other processes.
///
/// @param epoch epoch of the coordinator that wrote it
/// @param snapshot number of the ledger's transaction that it shows
/// @param segments the registered files
public record Manifest(long epoch, long snapshot, Instant time, List<Sweep> sweeps, List<SegmentRecord> segments) {
    /// Version of the layout of folder and manifest.
    public static final int FORMAT = 1;

    public Manifest {
        sweeps = List.copyOf(sweeps);
        segments = List.copyOf(segments);
    }

    /// A version and how far it is; counts are in trainings.
    ///
    /// @param reused of `done`
    /// @param rows rows of its own `trainings` segments; a shared training lies with the version that trained it
    public record Sweep(
            SweepVersion sweep,
            SweepState state,
            long planned,
            long done,
            long reused,
            long failed,
            long running,
            long waiting,
            long cancelled,
            long rows) {}
}

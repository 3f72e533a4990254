package tegum.coordinator.collect;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import tegum.coordinator.dataset.DataSet.StagedSegment;
import tegum.coordinator.dataset.SweepSummary;
import tegum.coordinator.ledger.SweepState;

/// Writes the rows of the views of large versions that are done, of which nothing can change any more.
final class Summaries {
    /// Trainings from which on a view is worth a summary: with fewer it is as fast.
    private static final long LEAST_TRAININGS = 50_000;

    private final Path folder;
    private final StoreWriter writer;

    Summaries(Path folder, StoreWriter writer) {
        this.folder = folder;
        this.writer = writer;
    }

    /// Writes those that are missing. The views on disk are those of the ledger.
    ///
    /// @param mostTrainings of a version; larger ones are left out
    /// @return whether there were any
    boolean write(Collection<SweepBook> sweeps, long mostTrainings) {
        boolean written = false;
        for (SweepBook sweep : sweeps) {
            long trainings = sweep.record().trainings();
            if (sweep.state() == SweepState.DONE
                    && trainings >= LEAST_TRAININGS
                    && trainings <= mostTrainings
                    && !hasSummary(sweep)) {
                StagedSegment summary = SweepSummary.write(folder, sweep.sweep(), trainings, writer.nextName());
                writer.change().stage(_ -> List.of(summary)).commit(_ -> {});
                written = true;
            }
        }
        return written;
    }

    private boolean hasSummary(SweepBook sweep) {
        return writer.segments().stream()
                .anyMatch(segment -> SweepSummary.isUsable(segment)
                        && segment.owner().equals(sweep.sweep().toString()));
    }
}

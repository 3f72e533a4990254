package tegum.coordinator.collect;

import java.util.List;
import tegum.protocol.TrainingResult;
import tegum.protocol.WorkerReport;

/// A part of an offer's results, decoded.
///
/// @param done the report; names sweep, stratum and indices
/// @param results one for each index of the report, in ascending order
public record FinishedPart(WorkerReport.Done done, List<TrainingResult> results) {
    public FinishedPart {
        results = List.copyOf(results);
    }
}

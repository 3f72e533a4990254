package tegum.coordinator.collect;

import tegum.protocol.ResultColumns;
import tegum.protocol.WorkerReport;

/// A part of an offer's results, decoded.
///
/// @param done the report; names sweep, stratum and indices
/// @param results one for each index of the report, in ascending order
public record FinishedPart(WorkerReport.Done done, ResultColumns results) {}

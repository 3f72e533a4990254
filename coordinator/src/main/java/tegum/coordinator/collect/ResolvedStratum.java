package tegum.coordinator.collect;

import tegum.plan.IndexSet;

/// What trains a stratum, as the store has recorded it.
///
/// @param engine name of the engine
/// @param numerics its bit behaviour, `vector/1`
/// @param missing the indices that are still to be trained
public record ResolvedStratum(String engine, String numerics, IndexSet missing) {}

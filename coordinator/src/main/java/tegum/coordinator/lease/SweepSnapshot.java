package tegum.coordinator.lease;

import tegum.protocol.SweepVersion;

/// What the lease book knows of an open sweep.
///
/// @param priority the greater is served first
/// @param deviceMicros device time that it has had since this coordinator took it up
public record SweepSnapshot(SweepVersion sweep, int priority, boolean paused, BookCounts counts, long deviceMicros) {}

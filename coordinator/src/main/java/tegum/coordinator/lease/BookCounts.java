package tegum.coordinator.lease;

/// Where the trainings of a sweep version are, as the lease book sees them: `planned` is the sum of the others.
///
/// @param planned all trainings of the version
/// @param done stored, by whatever sweep, or failed before this coordinator started
/// @param failed given up for good by this coordinator
/// @param running under a lease, or reported and not yet stored
/// @param waiting neither offered nor settled
/// @param cancelled no longer wanted
public record BookCounts(long planned, long done, long failed, long running, long waiting, long cancelled) {}

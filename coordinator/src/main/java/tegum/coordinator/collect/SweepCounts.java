package tegum.coordinator.collect;

/// How far a sweep version is, in trainings: `planned = done + failed + running + waiting + cancelled`.
///
/// @param done have a result in the store
/// @param reused how many of `done` were trained for another version
/// @param failed were given up
/// @param running are under a lease
/// @param waiting are wanted and not under a lease
/// @param cancelled are no longer wanted
public record SweepCounts(
        long planned, long done, long reused, long failed, long running, long waiting, long cancelled) {

    /// @throws IllegalArgumentException if the counts do not add up
    public SweepCounts {
        if (planned != done + failed + running + waiting + cancelled
                || reused > done
                || running < 0
                || waiting < 0
                || cancelled < 0) {
            throw new IllegalArgumentException(
                    "planned %d, done %d of which reused %d, failed %d, running %d, waiting %d, cancelled %d"
                            .formatted(planned, done, reused, failed, running, waiting, cancelled));
        }
    }
}

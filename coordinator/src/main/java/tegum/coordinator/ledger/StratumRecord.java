package tegum.coordinator.ledger;

import tegum.protocol.SweepVersion;

/// A stratum of a sweep version and how far it is.
///
/// @param stratum ordinal in the version's plan
/// @param kernelKey one line that names what the stratum's trainings share
/// @param trainings number of trainings
/// @param done trainings with a result in the store, whoever trained them
/// @param reused how many of `done` were trained for another version
/// @param failed trainings given up
public record StratumRecord(
        SweepVersion sweep,
        int stratum,
        String kernelKey,
        Resolution resolution,
        long trainings,
        long done,
        long reused,
        long failed) {

    /// @throws IllegalArgumentException if the counts contradict each other
    public StratumRecord {
        if (stratum < 0 || done < 0 || failed < 0 || reused < 0 || reused > done || done + failed > trainings) {
            throw new IllegalArgumentException("stratum %d of %s: %d trainings, %d done, %d reused, %d failed"
                    .formatted(stratum, sweep, trainings, done, reused, failed));
        }
    }
}

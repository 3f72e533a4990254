package tegum.coordinator.ledger;

/// Bits of [#INDICES] consecutive trainings of a stratum. Training `index` is bit `index % 64` of word
/// `index % INDICES / 64` of chunk `index / INDICES`.
///
/// @param chunk ordinal of the chunk
/// @param done `[64]`: the training has a result in the store
/// @param reused `[64]`, a subset of `done`: another version trained it
/// @param failed `[64]`, apart from `done`: given up
public record ChunkRecord(int chunk, long[] done, long[] reused, long[] failed) {
    /// Trainings of a chunk.
    public static final int INDICES = 4096;

    /// Words of a chunk's bits.
    public static final int WORDS = INDICES / Long.SIZE;

    /// @throws IllegalArgumentException if an array has another length than [#WORDS]
    public ChunkRecord {
        if (chunk < 0 || done.length != WORDS || reused.length != WORDS || failed.length != WORDS) {
            throw new IllegalArgumentException(
                    "chunk %d has %d, %d and %d words".formatted(chunk, done.length, reused.length, failed.length));
        }
    }
}

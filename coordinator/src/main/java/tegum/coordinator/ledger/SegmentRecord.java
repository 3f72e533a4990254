package tegum.coordinator.ledger;

/// A registered file of the data set. Only registered files count.
///
/// @param relation what its rows are, `trainings`
/// @param owner folder below the relation's: `name@version`, or `_store` for what belongs to no sweep
/// @param path relative to the store's folder, with `/`
/// @param rows number of rows
/// @param bytes size of the file
/// @param crc32c CRC-32C of the file, so that a damaged one is known
public record SegmentRecord(String relation, String owner, String path, long rows, long bytes, long crc32c) {

    /// @throws IllegalArgumentException if the path is not where the relation and the owner say, or a size is negative
    public SegmentRecord {
        if (!path.startsWith("data/" + relation + "/" + owner + "/") || path.contains("..") || rows < 0 || bytes < 0) {
            throw new IllegalArgumentException(
                    "segment %s of %s, %s: %d rows, %d bytes".formatted(path, relation, owner, rows, bytes));
        }
    }
}

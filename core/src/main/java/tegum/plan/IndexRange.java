package tegum.plan;

/// Consecutive trainings of a stratum, by index.
///
/// @param from first index; at least 0
/// @param to index after the last; greater than `from`
public record IndexRange(long from, long to) {

    /// @throws IllegalArgumentException unless `0 <= from < to`
    public IndexRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("no range of indices: from %d to %d".formatted(from, to));
        }
    }

    public long count() {
        return to - from;
    }

    public boolean contains(long index) {
        return index >= from && index < to;
    }

    @Override
    public String toString() {
        return count() == 1 ? Long.toString(from) : from + "-" + (to - 1);
    }
}

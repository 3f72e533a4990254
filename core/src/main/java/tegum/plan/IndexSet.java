package tegum.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/// An immutable set of training indices, as ascending ranges that neither touch nor overlap.
///
/// @param ranges the canonical ranges; equal sets have equal ranges
public record IndexSet(List<IndexRange> ranges) {
    private static final IndexSet EMPTY = new IndexSet(List.of());

    /// @throws IllegalArgumentException if the ranges touch, overlap or descend
    public IndexSet {
        ranges = List.copyOf(ranges);
        for (int k = 1; k < ranges.size(); k++) {
            if (ranges.get(k).from() <= ranges.get(k - 1).to()) {
                throw new IllegalArgumentException("ranges are not ascending and apart: " + ranges);
            }
        }
    }

    public static IndexSet empty() {
        return EMPTY;
    }

    public static IndexSet of(IndexRange range) {
        return new IndexSet(List.of(range));
    }

    /// The set of the given indices, which ascend strictly.
    ///
    /// @throws IllegalArgumentException if they do not ascend
    public static IndexSet ofAscending(LongStream indices) {
        Builder builder = new Builder();
        indices.forEachOrdered(builder::add);
        return builder.build();
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /// How many indices the set has.
    public long count() {
        long count = 0;
        for (IndexRange range : ranges) {
            count += range.count();
        }
        return count;
    }

    public boolean contains(long index) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            IndexRange range = ranges.get(middle);
            if (index < range.from()) {
                high = middle - 1;
            } else if (index >= range.to()) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /// All indices, ascending.
    public LongStream indices() {
        return ranges.stream().flatMapToLong(range -> LongStream.range(range.from(), range.to()));
    }

    public IndexSet union(IndexSet other) {
        return combine(other, true, true, true);
    }

    public IndexSet minus(IndexSet other) {
        return combine(other, true, false, false);
    }

    public IndexSet intersection(IndexSet other) {
        return combine(other, false, false, true);
    }

    /// The set of the first `count` indices, or all if there are fewer.
    public IndexSet first(long count) {
        List<IndexRange> taken = new ArrayList<>();
        long left = count;
        for (IndexRange range : ranges) {
            if (left <= 0) {
                break;
            }
            long size = Math.min(left, range.count());
            taken.add(new IndexRange(range.from(), range.from() + size));
            left -= size;
        }
        return new IndexSet(taken);
    }

    /// Sweeps over both sets' borders; the flags say whether an index that is in this alone, in the other alone or in
    /// both belongs to the result.
    private IndexSet combine(IndexSet other, boolean hereAlone, boolean thereAlone, boolean inBoth) {
        Builder builder = new Builder();
        int here = 0;
        int there = 0;
        long at = 0;
        while (here < ranges.size() || there < other.ranges.size()) {
            boolean inHere = here < ranges.size() && ranges.get(here).contains(at);
            boolean inThere =
                    there < other.ranges.size() && other.ranges.get(there).contains(at);
            long next = Math.min(border(ranges, here, at), border(other.ranges, there, at));
            boolean kept = inHere ? (inThere ? inBoth : hereAlone) : (inThere && thereAlone);
            if (kept) {
                builder.add(new IndexRange(at, next));
            }
            at = next;
            if (here < ranges.size() && ranges.get(here).to() <= at) {
                here++;
            }
            if (there < other.ranges.size() && other.ranges.get(there).to() <= at) {
                there++;
            }
        }
        return builder.build();
    }

    private static long border(List<IndexRange> ranges, int current, long at) {
        if (current >= ranges.size()) {
            return Long.MAX_VALUE;
        }
        IndexRange range = ranges.get(current);
        return at < range.from() ? range.from() : range.to();
    }

    @Override
    public String toString() {
        return ranges.toString();
    }

    /// Collects ascending indices and ranges; touching ones become one range.
    public static final class Builder {
        private final List<IndexRange> done = new ArrayList<>();
        private long from = -1;
        private long to = -1;

        /// @throws IllegalArgumentException if the index does not ascend
        public void add(long index) {
            if (from >= 0 && index == to) {
                to++;
            } else {
                add(new IndexRange(index, index + 1));
            }
        }

        /// @throws IllegalArgumentException if the range does not ascend
        public void add(IndexRange range) {
            Objects.requireNonNull(range);
            if (from >= 0 && range.from() < to) {
                throw new IllegalArgumentException("%s does not ascend after %d".formatted(range, to - 1));
            }
            if (from >= 0 && range.from() == to) {
                to = range.to();
                return;
            }
            flush();
            from = range.from();
            to = range.to();
        }

        public IndexSet build() {
            flush();
            from = -1;
            return done.isEmpty() ? EMPTY : new IndexSet(done);
        }

        private void flush() {
            if (from >= 0) {
                done.add(new IndexRange(from, to));
            }
        }
    }
}

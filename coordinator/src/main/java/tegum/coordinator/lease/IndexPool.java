package tegum.coordinator.lease;

import java.util.Map;
import java.util.TreeMap;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;

/// A mutable set of training indices, kept as ranges: size in memory follows the number of gaps, not of indices.
final class IndexPool {
    /// First index of each range to the index after its last.
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    private long count;

    long count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// @throws IllegalStateException if an index is in the pool already: it would be booked twice
    void add(IndexSet set) {
        set.ranges().forEach(this::add);
    }

    private void add(IndexRange range) {
        long from = range.from();
        long to = range.to();
        Map.Entry<Long, Long> before = ranges.floorEntry(from);
        Map.Entry<Long, Long> after = ranges.ceilingEntry(from);
        if ((before != null && before.getValue() > from) || (after != null && after.getKey() < to)) {
            throw new IllegalStateException("booked twice: " + range);
        }
        if (before != null && before.getValue() == from) {
            from = before.getKey();
        }
        if (after != null && after.getKey() == to) {
            to = after.getValue();
            ranges.remove(after.getKey());
        }
        ranges.put(from, to);
        count += range.count();
    }

    /// Removes the indices and returns those that were there.
    IndexSet remove(IndexSet set) {
        IndexSet.Builder removed = new IndexSet.Builder();
        for (IndexRange range : set.ranges()) {
            remove(range, removed);
        }
        return removed.build();
    }

    private void remove(IndexRange range, IndexSet.Builder removed) {
        Map.Entry<Long, Long> entry = ranges.floorEntry(range.from());
        if (entry == null || entry.getValue() <= range.from()) {
            entry = ranges.higherEntry(range.from());
        }
        while (entry != null && entry.getKey() < range.to()) {
            long from = Math.max(entry.getKey(), range.from());
            long to = Math.min(entry.getValue(), range.to());
            removed.add(new IndexRange(from, to));
            count -= to - from;
            ranges.remove(entry.getKey());
            if (entry.getKey() < from) {
                ranges.put(entry.getKey(), from);
            }
            if (to < entry.getValue()) {
                ranges.put(to, entry.getValue());
            }
            entry = ranges.ceilingEntry(to);
        }
    }

    /// Removes and returns the first indices.
    ///
    /// @param indices how many at most
    /// @param separate in how many ranges at most
    IndexSet takeFirst(long indices, int separate) {
        IndexSet.Builder taken = new IndexSet.Builder();
        long left = indices;
        for (int k = 0; k < separate && left > 0 && !ranges.isEmpty(); k++) {
            Map.Entry<Long, Long> first = ranges.firstEntry();
            long to = Math.min(first.getValue(), first.getKey() + left);
            taken.add(new IndexRange(first.getKey(), to));
            left -= to - first.getKey();
            ranges.remove(first.getKey());
            if (to < first.getValue()) {
                ranges.put(to, first.getValue());
            }
        }
        count -= indices - left;
        return taken.build();
    }

    IndexSet all() {
        IndexSet.Builder all = new IndexSet.Builder();
        ranges.forEach((from, to) -> all.add(new IndexRange(from, to)));
        return all.build();
    }
}

package tegum.plan;

import java.util.List;
import tegum.random.ActivityPattern;

/// A grid cut into boxes, axis by axis, so that each box has one kernel key.
sealed interface Tiling {

    /// Number of boxes.
    long boxes();

    /// All that is left is one box.
    ///
    /// @param pattern what its densities have in common; boxes side by side with one pattern are one box
    record Box(ActivityPattern pattern) implements Tiling {
        @Override
        public long boxes() {
            return 1;
        }
    }

    /// An axis cut at some indices.
    ///
    /// @param starts first index of each part, ascending from 0
    /// @param parts the grid of the remaining axes in each part
    record Cut(int axis, List<Integer> starts, List<Tiling> parts, long boxes) implements Tiling {
        Cut(int axis, List<Integer> starts, List<Tiling> parts) {
            this(
                    axis,
                    List.copyOf(starts),
                    List.copyOf(parts),
                    parts.stream().mapToLong(Tiling::boxes).sum());
        }

        /// Which part holds an index of the axis.
        int partOf(int index) {
            int low = 0;
            int high = starts.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (starts.get(middle) <= index) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }
    }
}

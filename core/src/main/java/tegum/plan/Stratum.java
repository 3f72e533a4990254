package tegum.plan;

import java.util.List;

/// The trainings of a sweep version with one kernel key: a box of its grid, in an order of its own.
///
/// The training at an index is replicate `index / cells()` of the cell at position `index % cells()`.
///
/// Source: DESIGN section 1, "stratum".
///
/// @param ordinal which stratum of its plan, from 0
/// @param key what selects the kernel
/// @param box which indices of each axis, in the order of the axes; whole axes where they do not enter the key
/// @param cells number of cells
/// @param replicates trainings of each cell
public record Stratum(int ordinal, KernelKey key, List<Span> box, long cells, int replicates) {

    /// Consecutive indices of an axis.
    ///
    /// @param from first index
    /// @param to index after the last
    public record Span(int from, int to) {
        public int count() {
            return to - from;
        }
    }

    public Stratum {
        box = List.copyOf(box);
    }

    /// Number of trainings; indices are below it.
    public long trainings() {
        return cells * replicates;
    }

    /// Position of the cell of the training at an index.
    public long position(long index) {
        return index % cells;
    }

    /// Replicate of the training at an index.
    public int replicate(long index) {
        return Math.toIntExact(index / cells);
    }

    /// Index of a training.
    public long index(int replicate, long position) {
        return replicate * cells + position;
    }
}

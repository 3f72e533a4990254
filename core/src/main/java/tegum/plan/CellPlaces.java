package tegum.plan;

import java.util.List;

/// Which cell of a sweep stands where in which stratum: computed, never listed by cell.
///
/// Thread-safe.
sealed interface CellPlaces permits GridPlaces, SamplePlaces {

    /// The strata; together they hold each cell once.
    List<Stratum> strata();

    /// Index on each axis of the cell at a position of a stratum.
    int[] indices(Stratum stratum, long position);

    /// Whether there is a cell at indices that are inside their axes.
    boolean has(int... axisIndices);

    /// Where the cell at a grid point is; the inverse of [#indices].
    Located located(int... axisIndices);
}

package tegum.plan;

import java.util.List;
import tegum.model.Cell;
import tegum.spec.Scalar;
import tegum.spec.Template;

/// One grid point of a plan.
///
/// @param where its stratum and position
/// @param axisIndices index on each axis of the sweep, in the order of the axes
/// @param axisValues value of each axis
/// @param cell what is trained
/// @param tree the cell in the spec's own keys and nesting, axes substituted, defaults left out
/// @param params the tree as canonical JSON
/// @param id identity of the cell: the hash of `params`
public record PlannedCell(
        Located where,
        int[] axisIndices,
        List<Scalar> axisValues,
        Cell cell,
        Template.Fields tree,
        String params,
        CellId id) {

    public PlannedCell {
        axisIndices = axisIndices.clone();
        axisValues = List.copyOf(axisValues);
    }

    @Override
    public int[] axisIndices() {
        return axisIndices.clone();
    }

    /// The cell's parameters as plain columns.
    public CellColumns columns() {
        return CellColumns.of(cell, tree);
    }
}

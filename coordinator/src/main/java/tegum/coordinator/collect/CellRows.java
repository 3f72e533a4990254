package tegum.coordinator.collect;

import tegum.coordinator.dataset.SegmentRows;
import tegum.plan.CellColumns;
import tegum.plan.PlannedCell;
import tegum.protocol.SweepVersion;

/// Writes cells as rows, in the order of the dictionary's columns.
final class CellRows {
    private CellRows() {}

    static void sweepCell(SegmentRows rows, SweepVersion sweep, PlannedCell cell) {
        rows.text(sweep.name())
                .number(sweep.version())
                .text(cell.id().toString())
                .number(cell.where().stratum())
                .number(cell.where().position())
                .numbers(cell.axisIndices())
                .end();
    }

    static void cell(SegmentRows rows, PlannedCell cell) {
        CellColumns columns = cell.columns();
        rows.text(cell.id().toString())
                .text(columns.family())
                .number(columns.features())
                .number(columns.hidden())
                .flag(columns.bias())
                .text(columns.law())
                .text(columns.values())
                .number(columns.density())
                .number(columns.importance())
                .number(columns.importanceRatio())
                .text(columns.optimizer())
                .number(columns.rate())
                .number(columns.decay())
                .text(columns.schedule())
                .text(columns.init())
                .number(columns.initScale())
                .number(columns.steps())
                .number(columns.batch())
                .text(cell.params())
                .end();
    }
}

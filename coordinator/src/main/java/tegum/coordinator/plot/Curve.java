package tegum.coordinator.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One curve over the axis of a diagram: an estimate at each value, with gaps where there is none.
///
/// @param label its name in the legend
/// @param color its colour
/// @param mark stands at each value
/// @param estimates by rank of position along the axis
record Curve(String label, Color color, Marks mark, List<Estimate> estimates) {
    // Okabe and Ito 2008, *Color Universal Design*.
    private static final int[] COLOURS = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x000000};

    private static final List<Marks> MARKS = List.of(Marks.values());

    /// Most curves that a reader can tell apart by colour and mark.
    static final int MOST = COLOURS.length;

    /// Reads one number off each cell, in the order of positions.
    ///
    /// @param number picks what a measured cell contributes; [Estimate#NONE] leaves a gap
    static Curve of(PhaseDiagram diagram, String label, int index, Function<DiagramCell.Measured, Estimate> number) {
        return new Curve(label, color(index), mark(index), estimates(diagram, number));
    }

    /// Colour of the curve of this index.
    static Color color(int index) {
        return new Color(COLOURS[index]);
    }

    /// Mark on the curve of this index.
    static Marks mark(int index) {
        return MARKS.get(index);
    }

    static Curve of(PhaseDiagram diagram, PhaseLook phase) {
        return new Curve(
                phase.text(),
                phase.line(),
                phase.mark(),
                estimates(diagram, cell -> cell.shares().of(phase)));
    }

    private static List<Estimate> estimates(PhaseDiagram diagram, Function<DiagramCell.Measured, Estimate> number) {
        AxisGrid grid = new AxisGrid(diagram.x());
        List<Estimate> estimates = new ArrayList<>();
        for (int rank = 0; rank < grid.count(); rank++) {
            estimates.add(
                    switch (diagram.cell(grid.index(rank), 0)) {
                        case DiagramCell.Missing _ -> Estimate.NONE;
                        case DiagramCell.Measured cell -> number.apply(cell);
                    });
        }
        return estimates;
    }
}

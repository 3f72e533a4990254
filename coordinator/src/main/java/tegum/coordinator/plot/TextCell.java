package tegum.coordinator.plot;

import java.awt.Color;
import java.util.List;
import tegum.measure.Phase;
import tegum.measure.Thresholds;

/// What one block of a text diagram shows: one cell, or several merged.
///
/// @param letter stands for it where there are no colours
/// @param face its colour, or what it is instead of one
record TextCell(char letter, CellFace face) {
    static final char MISSING = '?';
    static final char UNDEFINED = 'x';

    /// Merges cells: the commonest phase among those with a number wins, and the colour is that of its members' mean.
    static TextCell of(List<DiagramCell> cells, Thresholds thresholds) {
        List<DiagramCell.Measured> measured = cells.stream()
                .filter(DiagramCell.Measured.class::isInstance)
                .map(DiagramCell.Measured.class::cast)
                .toList();
        if (measured.isEmpty()) {
            return new TextCell(MISSING, new CellFace.Hatched());
        }
        TextCell winner = new TextCell(UNDEFINED, new CellFace.Crossed());
        int most = 0;
        for (PhaseLook phase : PhaseLook.values()) {
            List<DiagramCell.Measured> members = measured.stream()
                    .filter(cell -> cell.isDefined() && look(cell, thresholds) == phase)
                    .toList();
            if (members.size() > most) {
                most = members.size();
                winner = new TextCell(phase.letter(), new CellFace.Filled(meanColor(members)));
            }
        }
        return winner;
    }

    private static PhaseLook look(DiagramCell.Measured cell, Thresholds thresholds) {
        return PhaseLook.of(Phase.of(cell.norm(), cell.interference(), thresholds));
    }

    private static Color meanColor(List<DiagramCell.Measured> members) {
        double norms = 0.0;
        double interferences = 0.0;
        for (DiagramCell.Measured member : members) {
            norms += Math.min(1.0, member.norm());
            interferences += Math.min(1.0, member.interference());
        }
        return PhaseColours.of(norms / members.size(), interferences / members.size());
    }
}

package tegum.coordinator.plot;

import java.awt.Color;
import tegum.measure.Phase;

/// How pictures show a phase: letter, colours and mark.
enum PhaseLook {
    IGNORED(Phase.IGNORED, '.', PhaseColours.IGNORED, new Color(0x70, 0x70, 0x70), Marks.DISC),
    DEDICATED(Phase.DEDICATED, 'D', PhaseColours.DEDICATED, PhaseColours.DEDICATED, Marks.SQUARE),
    SUPERPOSED(Phase.SUPERPOSED, 'S', PhaseColours.SUPERPOSED, PhaseColours.SUPERPOSED, Marks.TRIANGLE);

    private final Phase phase;
    private final char letter;
    private final Color fill;
    private final Color line;
    private final Marks mark;

    PhaseLook(Phase phase, char letter, Color fill, Color line, Marks mark) {
        this.phase = phase;
        this.letter = letter;
        this.fill = fill;
        this.line = line;
        this.mark = mark;
    }

    /// How a phase looks.
    static PhaseLook of(Phase phase) {
        return switch (phase) {
            case IGNORED -> IGNORED;
            case DEDICATED -> DEDICATED;
            case SUPERPOSED -> SUPERPOSED;
        };
    }

    String text() {
        return phase.text();
    }

    char letter() {
        return letter;
    }

    /// Colour of an area in this phase.
    Color fill() {
        return fill;
    }

    /// Colour of a line on white; darker than the area's where that would be too pale.
    Color line() {
        return line;
    }

    /// Mark on the phase's curve.
    Marks mark() {
        return mark;
    }
}

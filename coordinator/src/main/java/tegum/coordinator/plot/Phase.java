package tegum.coordinator.plot;

import java.awt.Color;

/// The phases as pictures show them: name, letter and colour.
enum Phase {
    IGNORED("ignored", '.', PhaseColours.IGNORED, new Color(0x70, 0x70, 0x70), Marks.DISC),
    DEDICATED("dedicated", 'D', PhaseColours.DEDICATED, PhaseColours.DEDICATED, Marks.SQUARE),
    SUPERPOSED("superposed", 'S', PhaseColours.SUPERPOSED, PhaseColours.SUPERPOSED, Marks.TRIANGLE);

    private final String text;
    private final char letter;
    private final Color fill;
    private final Color line;
    private final Marks mark;

    Phase(String text, char letter, Color fill, Color line, Marks mark) {
        this.text = text;
        this.letter = letter;
        this.fill = fill;
        this.line = line;
        this.mark = mark;
    }

    String text() {
        return text;
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

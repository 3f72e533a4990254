package tegum.coordinator.plot;

import java.util.ArrayList;
import java.util.List;

/// A diagram as text for a terminal: the same cells and colours as the picture, with the rule in the title.
///
/// Up to 35 cells side by side are two characters wide each; more are half as large, two rows to a line; still more
/// are merged in blocks, and a line says so. Without colours a letter stands for the phase. A diagram of one axis
/// becomes a bar per value.
public final class TextDiagram {
    /// Columns of a terminal that says nothing about its size.
    public static final int DEFAULT_COLUMNS = 80;

    private static final int LEAST_COLUMNS = 48;

    private TextDiagram() {}

    /// Renders the diagram; every line ends with a newline.
    ///
    /// @param depth what colours to use; with [ColourDepth#NONE] only the caption and axis titles may leave ASCII
    /// @param columns width to fit into; at least 48
    /// @throws IllegalArgumentException if there are fewer columns
    public static String render(PhaseDiagram diagram, ColourDepth depth, int columns) {
        if (columns < LEAST_COLUMNS) {
            throw new IllegalArgumentException("%d columns: at least %d".formatted(columns, LEAST_COLUMNS));
        }
        List<String> lines = new ArrayList<>();
        String shown = diagram.isGrid()
                ? "phase diagram"
                : "phases along " + diagram.x().name();
        String rule = ", rule: " + diagram.caption().rule();
        lines.addAll(wrap(diagram.caption().headline(shown + rule), columns));
        String small = diagram.caption().small();
        lines.addAll(wrap(depth == ColourDepth.NONE ? small.replace(" · ", ", ") : small, columns));
        lines.add("");
        lines.addAll(
                diagram.isGrid()
                        ? new TextGrid(diagram, depth, columns).lines()
                        : new TextBars(diagram, depth, columns).lines());
        if (diagram.measured().findAny().isPresent()) {
            lines.addAll(wrap(diagram.replicatesText(), columns));
        }
        return String.join("\n", lines) + "\n";
    }

    /// The phases with their letters or colours, as a legend's line.
    static String phases(ColourDepth depth) {
        StringBuilder legend = new StringBuilder();
        for (PhaseLook phase : PhaseLook.values()) {
            legend.append(legend.isEmpty() ? "" : "   ")
                    .append(
                            depth == ColourDepth.NONE
                                    ? phase.letter()
                                    : depth.ground(phase.fill()) + "  " + depth.reset())
                    .append(' ')
                    .append(phase.text());
        }
        return legend.toString();
    }

    /// Breaks a text at blanks, and inside a word only if that alone is too wide.
    static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.length() > columns) {
                lines.add(line);
                line = "";
            }
            while (rest.length() > columns) {
                int cut = rest.offsetByCodePoints(0, rest.codePointCount(0, columns));
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line = line.isEmpty() ? rest : line + " " + rest;
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }
}

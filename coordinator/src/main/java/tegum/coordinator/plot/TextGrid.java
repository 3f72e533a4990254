package tegum.coordinator.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/// The cells of a diagram of two axes as lines of text, with ticks, names and a legend.
final class TextGrid {
    private static final int LABEL = 8;
    private static final int TICK_EVERY_LINES = 3;
    private static final int TICK_GAP = 2;
    private static final int MOST_LINES = 40;
    private static final int FEW = 8;
    private static final int WIDE = 6;

    // Half a character holds no sign, so what has no number gets a colour that no phase has.
    private static final Color MISSING = new Color(0x44, 0x44, 0x44);
    private static final Color UNDEFINED = new Color(0xE6, 0xC2, 0x29);

    private final PhaseDiagram diagram;
    private final ColourDepth depth;
    private final int columns;
    private final AxisGrid x;
    private final AxisGrid y;
    private final Layout layout;

    /// How cells become characters.
    ///
    /// @param mergeX cells merged along x
    /// @param mergeY cells merged along y
    /// @param width characters per block
    /// @param rows blocks per line, above each other
    private record Layout(int mergeX, int mergeY, int width, int rows) {}

    TextGrid(PhaseDiagram diagram, ColourDepth depth, int columns) {
        this.diagram = diagram;
        this.depth = depth;
        this.columns = columns;
        x = new AxisGrid(diagram.x());
        y = new AxisGrid(diagram.y());
        layout = layout();
    }

    private Layout layout() {
        int room = columns - LABEL - 2;
        if (2 * x.count() <= room && y.count() <= MOST_LINES) {
            return new Layout(1, 1, WIDE * x.count() <= room && x.count() <= FEW ? WIDE : 2, 1);
        }
        int rows = depth == ColourDepth.NONE ? 1 : 2;
        return new Layout(Math.ceilDiv(x.count(), room), Math.ceilDiv(y.count(), rows * MOST_LINES), 1, rows);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(TextDiagram.wrap(diagram.y().title(), columns));
        TextCell[][] blocks = blocks();
        for (int top = 0; top < blocks.length; top += layout.rows()) {
            int rank = rank(top, y, layout.mergeY());
            boolean ticked = blocks.length <= FEW
                    || top / layout.rows() % TICK_EVERY_LINES == 0
                    || top + layout.rows() >= blocks.length;
            String label = ticked ? label(y, rank) : "";
            lines.add("%8s %s%s".formatted(label, ticked ? "+" : "|", line(blocks, top)));
        }
        addTicks(lines, blocks[0].length);
        addLegend(lines);
        return lines;
    }

    /// Blocks from the top line down and from left to right.
    private TextCell[][] blocks() {
        int height = Math.ceilDiv(y.count(), layout.mergeY());
        int width = Math.ceilDiv(x.count(), layout.mergeX());
        TextCell[][] blocks = new TextCell[height][width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                blocks[row][column] =
                        TextCell.of(members(column * layout.mergeX(), row * layout.mergeY()), diagram.thresholds());
            }
        }
        return blocks;
    }

    private List<DiagramCell> members(int left, int top) {
        List<DiagramCell> members = new ArrayList<>();
        for (int down = top; down < Math.min(y.count(), top + layout.mergeY()); down++) {
            for (int across = left; across < Math.min(x.count(), left + layout.mergeX()); across++) {
                members.add(diagram.cell(x.index(fromLeft(across)), y.index(fromTop(down))));
            }
        }
        return members;
    }

    private int fromLeft(int position) {
        return x.axis().falls() ? x.count() - 1 - position : position;
    }

    /// The first value of the axis stands at the bottom, as in the picture.
    private int fromTop(int position) {
        return y.axis().falls() ? position : y.count() - 1 - position;
    }

    private int rank(int block, AxisGrid grid, int merge) {
        int middle = Math.min(block * merge + merge / 2, grid.count() - 1);
        return grid.equals(x) ? fromLeft(middle) : fromTop(middle);
    }

    private String line(TextCell[][] blocks, int top) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < blocks[top].length; column++) {
            TextCell upper = blocks[top][column];
            if (depth == ColourDepth.NONE) {
                line.append(upper.letter()).append(" ".repeat(layout.width() - 1));
            } else if (layout.rows() == 1) {
                line.append(whole(upper));
            } else {
                line.append(top + 1 < blocks.length ? depth.ground(color(blocks[top + 1][column])) : depth.reset())
                        .append(depth.ink(color(upper)))
                        .append("▀");
            }
        }
        return depth == ColourDepth.NONE ? line.toString().stripTrailing() : line + depth.reset();
    }

    private String whole(TextCell cell) {
        return switch (cell.face()) {
            case CellFace.Filled(Color color) -> depth.ground(color) + " ".repeat(layout.width());
            case CellFace.Crossed _ -> depth.ground(Color.WHITE) + depth.ink(Color.BLACK) + "x".repeat(layout.width());
            case CellFace.Hatched _ -> depth.reset() + "/".repeat(layout.width());
        };
    }

    private static Color color(TextCell cell) {
        return switch (cell.face()) {
            case CellFace.Filled(Color color) -> color;
            case CellFace.Crossed _ -> UNDEFINED;
            case CellFace.Hatched _ -> MISSING;
        };
    }

    private String sign(char letter, String wide, Color half) {
        if (depth == ColourDepth.NONE) {
            return String.valueOf(letter);
        }
        return layout.rows() == 1 ? wide : depth.ground(half) + "  " + depth.reset();
    }

    private String label(AxisGrid grid, int rank) {
        return Labels.value(grid.axis().value(grid.index(rank)), 3);
    }

    private void addTicks(List<String> lines, int blocks) {
        StringBuilder marks = new StringBuilder(" ".repeat(LABEL + 1) + "+");
        StringBuilder labels = new StringBuilder(" ".repeat(LABEL + 2));
        for (int block = 0; block < blocks; block++) {
            int column = LABEL + 2 + block * layout.width();
            String label = label(x, rank(block, x, layout.mergeX()));
            boolean fits = (block == 0 || column - labels.length() >= TICK_GAP) && column + label.length() <= columns;
            marks.append(fits ? "+" : "-").append("-".repeat(layout.width() - 1));
            if (fits) {
                labels.append(" ".repeat(column - labels.length())).append(label);
            }
        }
        lines.add(marks.toString());
        lines.add(labels.toString());
        String title = diagram.x().title();
        int indent = Math.max(0, Math.min(LABEL + 2, columns - title.length()));
        TextDiagram.wrap(title, columns - indent).forEach(line -> lines.add(" ".repeat(indent) + line));
        lines.add("");
    }

    private void addLegend(List<String> lines) {
        lines.add(TextDiagram.phases(depth));
        if (diagram.missingCount() > 0) {
            lines.add("%s not trained yet: %s of %s cells"
                    .formatted(
                            sign(TextCell.MISSING, "//", MISSING),
                            Labels.count(diagram.missingCount()),
                            Labels.count(diagram.cells().size())));
        }
        if (diagram.undefinedCount() > 0) {
            lines.add("%s no number by this rule: %s"
                    .formatted(sign(TextCell.UNDEFINED, "xx", UNDEFINED), Labels.count(diagram.undefinedCount())));
        }
        if (layout.mergeX() * layout.mergeY() > 1) {
            lines.addAll(TextDiagram.wrap(
                    "each block merges up to %d x %d cells and shows their commonest phase"
                            .formatted(layout.mergeX(), layout.mergeY()),
                    columns));
        }
    }
}

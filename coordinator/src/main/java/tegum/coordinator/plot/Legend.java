package tegum.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// A column of samples with their meaning, its text broken to the column's width.
final class Legend {
    private static final double SAMPLE = 30.0;
    private static final double GAP = 5.0;
    private static final double LINE = Lettering.lineHeight(Lettering.DETAIL);

    /// What stands left of a legend's text.
    sealed interface Sample {
        /// A boundary's stroke.
        record Stroke(Boundary.Kind kind) implements Sample {}

        /// A cell's look.
        record Swatch(CellFace face) implements Sample {}

        /// A curve's colour and mark.
        record Curve(Color color, Marks mark) implements Sample {}

        /// A point's colour.
        record Dot(Color color) implements Sample {}

        /// Nothing: the text is a note.
        record None() implements Sample {}
    }

    private record Entry(Sample sample, String text) {}

    private final double width;
    private final int columns;
    private final List<Entry> entries = new ArrayList<>();

    Legend(double width) {
        this(width, 1);
    }

    private Legend(double width, int columns) {
        this.width = width;
        this.columns = columns;
    }

    Legend add(Sample sample, String text) {
        entries.add(new Entry(sample, text));
        return this;
    }

    /// The entries of another legend, below these.
    Legend addAll(Legend other) {
        entries.addAll(other.entries);
        return this;
    }

    /// The same entries, side by side.
    Legend inColumns(int count) {
        Legend legend = new Legend(width, count);
        legend.entries.addAll(entries);
        return legend;
    }

    /// The diagram's boundaries, its cells without colour as far as there are any, and the count of replicates.
    ///
    /// @param crossedCount how many cells the picture crosses out
    static Legend of(PhaseDiagram diagram, double width, long crossedCount) {
        Legend legend = new Legend(width);
        for (Boundary boundary : diagram.boundaries()) {
            legend.add(new Sample.Stroke(boundary.kind()), boundary.label());
        }
        if (diagram.missingCount() > 0) {
            legend.add(
                    new Sample.Swatch(new CellFace.Hatched()),
                    "not trained yet: %s of %s cells"
                            .formatted(
                                    Labels.count(diagram.missingCount()),
                                    Labels.count(diagram.cells().size())));
        }
        if (crossedCount > 0) {
            legend.add(
                    new Sample.Swatch(new CellFace.Crossed()),
                    "no number by this rule (too many diverged): " + Labels.count(crossedCount));
        }
        if (diagram.measured().findAny().isPresent()) {
            legend.add(new Sample.None(), diagram.replicatesText());
        }
        return legend;
    }

    double height() {
        double sum = 0.0;
        for (int row = 0; row * columns < entries.size(); row++) {
            sum += rowHeight(row);
        }
        return sum;
    }

    private double rowHeight(int row) {
        return entries.stream()
                                .skip((long) row * columns)
                                .limit(columns)
                                .mapToInt(entry -> lines(entry).size())
                                .max()
                                .orElse(0)
                        * LINE
                + GAP;
    }

    private List<String> lines(Entry entry) {
        return Lettering.wrap(entry.text(), Lettering.DETAIL, width / columns - indent(entry));
    }

    private static double indent(Entry entry) {
        return entry.sample() instanceof Sample.None ? 0.0 : SAMPLE + 6.0;
    }

    void draw(Graphics2D graphics, double left, double top) {
        double y = top;
        for (int row = 0; row * columns < entries.size(); row++) {
            for (int column = 0; column < columns && row * columns + column < entries.size(); column++) {
                drawEntry(graphics, entries.get(row * columns + column), left + column * (width / columns), y);
            }
            y += rowHeight(row);
        }
    }

    private void drawEntry(Graphics2D graphics, Entry entry, double left, double top) {
        drawSample(graphics, entry.sample(), left, top + 0.5 * LINE);
        graphics.setFont(Lettering.DETAIL);
        graphics.setPaint(entry.sample() instanceof Sample.None ? Color.DARK_GRAY : Color.BLACK);
        double y = top;
        for (String line : lines(entry)) {
            y += LINE;
            graphics.drawString(line, (float) (left + indent(entry)), (float) (y - 4.0));
        }
    }

    private static void drawSample(Graphics2D graphics, Sample sample, double left, double middle) {
        switch (sample) {
            case Sample.None _ -> {}
            case Sample.Stroke(Boundary.Kind kind) ->
                BoundaryLine.stroke(graphics, kind, new Line2D.Double(left, middle, left + SAMPLE, middle));
            case Sample.Curve(Color color, Marks mark) -> {
                graphics.setPaint(color);
                graphics.setStroke(new BasicStroke(2f));
                graphics.draw(new Line2D.Double(left, middle, left + SAMPLE, middle));
                mark.fill(graphics, left + SAMPLE / 2, middle);
            }
            case Sample.Dot(Color color) -> {
                graphics.setPaint(color);
                Marks.DISC.fill(graphics, left + SAMPLE / 2, middle);
            }
            case Sample.Swatch(CellFace face) -> {
                Rectangle2D box = new Rectangle2D.Double(left + 4.0, middle - 7.0, SAMPLE - 8.0, 14.0);
                if (face instanceof CellFace.Hatched) {
                    CellMap.hatch(graphics, box);
                }
                CellMap.drawCell(graphics, face, box);
                graphics.setPaint(Color.DARK_GRAY);
                graphics.setStroke(new BasicStroke(0.8f));
                graphics.draw(box);
            }
        }
    }
}

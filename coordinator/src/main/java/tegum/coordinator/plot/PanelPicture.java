package tegum.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// Panels of single models in rows and columns, their key and legend below.
final class PanelPicture implements Drawing {
    private static final double MARGIN = 14.0;
    private static final double GAP = 16.0;
    private static final double HEAD = 22.0;
    private static final double FOOT = 18.0;
    private static final double LEAST_WIDTH = 620.0;
    private static final double KEY_GAP = 14.0;
    private static final double ROW_GAP = 12.0;

    private final ModelGrid grid;
    private final PanelFace face;
    private final double width;
    private final Heading heading;
    private final Legend legend;

    PanelPicture(ModelGrid grid, PanelFace face) {
        this.grid = grid;
        this.face = face;
        int columns = grid.columns().size();
        width = Math.max(LEAST_WIDTH, 2 * MARGIN + columns * face.width() + (columns - 1) * GAP);
        double inner = width - 2 * MARGIN;
        heading =
                Heading.of(grid.caption(), face.shown() + ", " + grid.caption().rule(), inner);
        legend = legend(inner);
    }

    private Legend legend(double inner) {
        Legend entries = new Legend(inner);
        face.explain(entries);
        entries.add(new Legend.Sample.None(), "below each panel: the model's loss, summed over features");
        if (grid.cells().stream().anyMatch(ModelCell.Missing.class::isInstance)) {
            entries.add(new Legend.Sample.Swatch(new CellFace.Hatched()), "not trained yet");
        }
        if (grid.cells().stream().anyMatch(ModelCell.Diverged.class::isInstance)) {
            entries.add(new Legend.Sample.Swatch(new CellFace.Crossed()), "every training diverged");
        }
        return entries.inColumns(inner > 900 ? 3 : 2);
    }

    private double rowHeight(int row) {
        return (row == 0 ? 0 : ROW_GAP) + (grid.rows().get(row).isEmpty() ? 0 : HEAD) + HEAD + face.height() + FOOT;
    }

    private double panelsHeight() {
        double sum = 0;
        for (int row = 0; row < grid.rows().size(); row++) {
            sum += rowHeight(row);
        }
        return sum;
    }

    @Override
    public double width() {
        return width;
    }

    @Override
    public double height() {
        return heading.height() + panelsHeight() + KEY_GAP + face.keyHeight() + legend.height() + MARGIN;
    }

    @Override
    public void draw(Graphics2D graphics) {
        heading.draw(graphics, MARGIN);
        double top = heading.height();
        for (int row = 0; row < grid.rows().size(); row++) {
            drawRow(graphics, row, top);
            top += rowHeight(row);
        }
        top += KEY_GAP;
        if (face.keyHeight() > 0) {
            face.drawKey(graphics, MARGIN, top);
        }
        legend.draw(graphics, MARGIN, top + face.keyHeight());
    }

    private void drawRow(Graphics2D graphics, int row, double rowTop) {
        double top = rowTop + (row == 0 ? 0 : ROW_GAP);
        String head = grid.rows().get(row);
        if (!head.isEmpty()) {
            Lettering.write(graphics, head, Lettering.PANEL, MARGIN, top + 16);
            top += HEAD;
        }
        for (int column = 0; column < grid.columns().size(); column++) {
            Rectangle2D area = new Rectangle2D.Double(
                    MARGIN + column * (face.width() + GAP), top + HEAD, face.width(), face.height());
            Lettering.centred(
                    graphics, grid.columns().get(column), Lettering.DETAIL, area.getCenterX(), top + HEAD - 7);
            drawPanel(graphics, grid.cell(row, column), area);
        }
    }

    private void drawPanel(Graphics2D graphics, ModelCell cell, Rectangle2D area) {
        switch (cell) {
            case ModelCell.Missing _ -> {
                CellMap.hatch(graphics, area);
                frame(graphics, area);
            }
            case ModelCell.Diverged _ -> {
                CellMap.drawCell(graphics, new CellFace.Crossed(), area);
                frame(graphics, area);
            }
            case ModelCell.Trained trained -> {
                if (face.needsWeights() && trained.parameters() instanceof ModelCell.Parameters.NotKept) {
                    frame(graphics, area);
                    drawLines(graphics, List.of("weights", "not kept"), area);
                } else {
                    face.draw(graphics, trained, area);
                }
                Lettering.centred(
                        graphics,
                        Labels.value(trained.loss(), 3),
                        Lettering.DETAIL,
                        area.getCenterX(),
                        area.getMaxY() + FOOT - 3);
            }
        }
    }

    private static void drawLines(Graphics2D graphics, List<String> lines, Rectangle2D area) {
        double y = area.getCenterY();
        for (String line : lines) {
            Lettering.centred(graphics, line, Lettering.DETAIL, area.getCenterX(), y);
            y += Lettering.lineHeight(Lettering.DETAIL);
        }
    }

    static void frame(Graphics2D graphics, Rectangle2D area) {
        graphics.setPaint(Color.BLACK);
        graphics.setStroke(new BasicStroke(0.8f));
        graphics.draw(area);
    }
}

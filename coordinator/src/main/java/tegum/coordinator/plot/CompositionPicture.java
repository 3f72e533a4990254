package tegum.coordinator.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import java.util.Optional;

/// Which shapes the features of a cell form: of a grid the commonest composition of each cell, along an axis the shares
/// of all.
final class CompositionPicture implements Drawing {
    private static final double WIDTH = 860.0;
    private static final double MARGIN = 14.0;
    private static final double DATA_WIDTH = 470.0;
    private static final double DATA_HEIGHT = 440.0;
    private static final double SIDE_LEFT = MARGIN + CellPlots.LEFT + DATA_WIDTH + 24.0;
    private static final double SIDE_WIDTH = WIDTH - SIDE_LEFT - MARGIN;

    /// The least share is still a shade of its colour.
    private static final double PALEST = 0.18;

    private final PhaseDiagram diagram;
    private final CompositionColours colours;
    private final Heading heading;
    private final Legend legend;

    private CompositionPicture(PhaseDiagram diagram, CompositionColours colours) {
        this.diagram = diagram;
        this.colours = colours;
        heading = Heading.of(
                diagram.caption(),
                diagram.isGrid()
                        ? "commonest composition of each cell's replicates"
                        : "shares of the replicates by composition",
                WIDTH - 2 * MARGIN);
        legend = new Legend(SIDE_WIDTH);
        colours.explain(legend);
        if (diagram.isGrid()) {
            legend.add(
                    new Legend.Sample.Swatch(new CellFace.Filled(shade(new Color(0x0072B2), 0.3))),
                    "paler: a smaller share of the cell's replicates has it");
        } else if (diagram.measured().anyMatch(cell -> cell.diverged() > 0)) {
            legend.add(new Legend.Sample.None(), "white: diverged");
        }
        legend.addAll(Legend.of(
                diagram,
                SIDE_WIDTH,
                diagram.measured().filter(cell -> cell.compositions().isEmpty()).count()));
    }

    /// Empty if no cell has a composition.
    static Optional<CompositionPicture> of(PhaseDiagram diagram) {
        CompositionColours colours = CompositionColours.of(diagram);
        return colours.isEmpty() ? Optional.empty() : Optional.of(new CompositionPicture(diagram, colours));
    }

    @Override
    public double width() {
        return WIDTH;
    }

    @Override
    public double height() {
        return heading.height() + Math.max(DATA_HEIGHT + CellPlots.BOTTOM, legend.height()) + MARGIN;
    }

    /// The rectangle that the cells fill.
    Rectangle2D data() {
        return new Rectangle2D.Double(MARGIN + CellPlots.LEFT, heading.height(), DATA_WIDTH, DATA_HEIGHT);
    }

    @Override
    public void draw(Graphics2D graphics) {
        heading.draw(graphics, MARGIN);
        if (diagram.isGrid()) {
            CellPlots.draw(
                    graphics,
                    diagram,
                    this::face,
                    PositionAxis.of(new AxisGrid(diagram.x()), 8).fitted(DATA_WIDTH),
                    PositionAxis.of(new AxisGrid(diagram.y()), 8).fitted(DATA_HEIGHT),
                    data());
        } else {
            drawStacks(graphics);
        }
        legend.draw(graphics, SIDE_LEFT, heading.height());
    }

    private CellFace face(DiagramCell.Measured cell) {
        String commonest = "";
        double most = 0;
        for (Map.Entry<String, Estimate> entry : cell.compositions().entrySet()) {
            if (entry.getValue().value() > most) {
                commonest = entry.getKey();
                most = entry.getValue().value();
            }
        }
        return most > 0 ? new CellFace.Filled(shade(colours.of(commonest), most)) : new CellFace.Crossed();
    }

    private static Color shade(Color color, double share) {
        return ColourScale.mix(Color.WHITE, color, PALEST + (1 - PALEST) * share);
    }

    private void drawStacks(Graphics2D graphics) {
        PlotFrame frame = new PlotFrame(data(), new AxisGrid(diagram.x()), "fraction of replicates", 0, 1);
        AxisGrid grid = frame.grid();
        for (int rank = 0; rank < grid.count(); rank++) {
            double one = frame.x(grid.edge(rank));
            double other = frame.x(grid.edge(rank + 1));
            Rectangle2D column = new Rectangle2D.Double(
                    Math.min(one, other) + 1, frame.y(1), Math.abs(other - one) - 2, DATA_HEIGHT);
            switch (diagram.cell(grid.index(rank), 0)) {
                case DiagramCell.Missing _ -> CellMap.hatch(graphics, column);
                case DiagramCell.Measured cell -> drawStack(graphics, frame, column, cell);
            }
        }
        frame.drawAxes(graphics, false);
    }

    /// From the bottom up in the order of the legend, so that a colour keeps its place.
    private void drawStack(Graphics2D graphics, PlotFrame frame, Rectangle2D column, DiagramCell.Measured cell) {
        double from = 0;
        double others = cell.compositions().values().stream()
                .mapToDouble(Estimate::value)
                .sum();
        for (Map.Entry<String, Color> named : colours.colours().entrySet()) {
            double share = cell.compositions()
                    .getOrDefault(named.getKey(), Estimate.exact(0))
                    .value();
            drawPart(graphics, frame, column, from, share, named.getValue());
            from += share;
            others -= share;
        }
        drawPart(graphics, frame, column, from, others, CompositionColours.OTHER);
    }

    private static void drawPart(
            Graphics2D graphics, PlotFrame frame, Rectangle2D column, double from, double share, Color color) {
        double top = frame.y(from + share);
        double height = frame.y(from) - top;
        if (height < 0.01) {
            return;
        }
        graphics.setPaint(color);
        graphics.fill(new Rectangle2D.Double(column.getX(), top, column.getWidth(), Math.max(0.5, height - 0.7)));
    }
}

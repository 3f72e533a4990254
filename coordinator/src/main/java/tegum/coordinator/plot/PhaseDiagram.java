package tegum.coordinator.plot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;
import tegum.measure.Thresholds;

/// A diagram to be drawn: cells on a grid of one or two axes, with the words and the theory that belong to it.
///
/// | component | shape | layout |
/// |-----------|-------|--------|
/// | `cells`   | `[y][x]`, or `[x]` with one axis | row-major: index = y position times x count plus x position |
///
/// A sweep of more axes is a list of diagrams, one per slice.
///
/// @param caption words above the picture
/// @param axes one axis, or x and then y
/// @param thresholds where the phases part
/// @param cells one per grid point; [DiagramCell.Missing] where nothing is trained yet
/// @param boundaries lines of theory to draw over the cells; may be empty
public record PhaseDiagram(
        Caption caption,
        List<DiagramAxis> axes,
        Thresholds thresholds,
        List<DiagramCell> cells,
        List<Boundary> boundaries) {

    /// @throws IllegalArgumentException unless there are 1 or 2 axes and a cell for each grid point
    public PhaseDiagram {
        axes = List.copyOf(axes);
        cells = List.copyOf(cells);
        boundaries = List.copyOf(boundaries);
        if (axes.isEmpty() || axes.size() > 2) {
            throw new IllegalArgumentException("a diagram has 1 or 2 axes, not %d".formatted(axes.size()));
        }
        long points = axes.stream().mapToLong(DiagramAxis::count).reduce(1, Math::multiplyExact);
        if (cells.size() != points) {
            throw new IllegalArgumentException("%d cells for %d grid points".formatted(cells.size(), points));
        }
    }

    DiagramAxis x() {
        return axes.getFirst();
    }

    DiagramAxis y() {
        return axes.getLast();
    }

    boolean isGrid() {
        return axes.size() == 2;
    }

    DiagramCell cell(int x, int y) {
        return cells.get(y * x().count() + x);
    }

    Stream<DiagramCell.Measured> measured() {
        return cells.stream().filter(DiagramCell.Measured.class::isInstance).map(DiagramCell.Measured.class::cast);
    }

    long missingCount() {
        return cells.size() - measured().count();
    }

    long undefinedCount() {
        return measured().filter(cell -> !cell.isDefined()).count();
    }

    /// Names of the losses of all cells, each once, in the order of their first appearance.
    SequencedSet<String> lossRules() {
        SequencedSet<String> rules = new LinkedHashSet<>();
        measured().forEach(cell -> rules.addAll(cell.losses().sequencedKeySet()));
        return rules;
    }

    /// "10 replicates per cell", or their range, and how many diverged.
    String replicatesText() {
        int least = measured().mapToInt(DiagramCell.Measured::replicates).min().orElse(0);
        int most = measured().mapToInt(DiagramCell.Measured::replicates).max().orElse(0);
        long diverged = measured().mapToLong(DiagramCell.Measured::diverged).sum();
        long all = measured().mapToLong(DiagramCell.Measured::replicates).sum();
        String range = least == most ? Labels.count(most) : Labels.count(least) + " to " + Labels.count(most);
        String text = range + (most == 1 ? " replicate" : " replicates") + " per cell";
        return diverged == 0 ? text : text + ", " + Labels.count(diverged) + " of " + Labels.count(all) + " diverged";
    }
}

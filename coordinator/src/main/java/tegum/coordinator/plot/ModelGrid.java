package tegum.coordinator.plot;

import java.util.List;
import java.util.stream.Stream;

/// Single models side by side: along an axis from left to right, other axes from top to bottom.
///
/// | component | shape | layout |
/// |-----------|-------|--------|
/// | `cells`   | `[row][column]` | row-major |
///
/// @param caption words above the picture; its rule says how a cell's model was chosen
/// @param columns heads of the columns, "p = 0.3"; at least one
/// @param rows heads of the rows, "output = relu"; at least one, empty where there is nothing to tell apart
/// @param focus index of the feature that the sweep looks at
/// @param cells one for each panel
public record ModelGrid(Caption caption, List<String> columns, List<String> rows, int focus, List<ModelCell> cells) {

    /// @throws IllegalArgumentException unless there is a cell for each panel, and at least one
    public ModelGrid {
        columns = columns.stream().map(Caption::printable).toList();
        rows = rows.stream().map(Caption::printable).toList();
        cells = List.copyOf(cells);
        if (cells.isEmpty() || cells.size() != columns.size() * rows.size()) {
            throw new IllegalArgumentException(
                    "%d cells for %d x %d panels".formatted(cells.size(), rows.size(), columns.size()));
        }
    }

    ModelCell cell(int row, int column) {
        return cells.get(row * columns.size() + column);
    }

    Stream<ModelCell.Trained> trained() {
        return cells.stream().filter(ModelCell.Trained.class::isInstance).map(ModelCell.Trained.class::cast);
    }

    /// Whether a panel has weights to draw.
    public boolean hasWeights() {
        return trained().anyMatch(cell -> cell.parameters() instanceof ModelCell.Parameters.Kept);
    }

    /// Hidden dimensions of the models whose weights are kept; 0 if they differ or there are none.
    int hidden() {
        int[] hidden = trained()
                .map(ModelCell.Trained::parameters)
                .filter(ModelCell.Parameters.Kept.class::isInstance)
                .mapToInt(parameters -> ((ModelCell.Parameters.Kept) parameters)
                        .weights()
                        .shape()
                        .hidden())
                .distinct()
                .toArray();
        return hidden.length == 1 ? hidden[0] : 0;
    }
}

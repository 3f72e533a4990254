package tegum.coordinator.plot;

import java.awt.Color;

/// How one cell looks.
sealed interface CellFace {
    /// Nothing is trained: the hatching of the ground shows through.
    record Hatched() implements CellFace {}

    /// Trained, but the rule yields no number: white, crossed out.
    record Crossed() implements CellFace {}

    /// A number, as a colour.
    ///
    /// @param color fills the cell
    record Filled(Color color) implements CellFace {}
}

package tegum.spec.text;

import java.util.List;
import tegum.spec.Axis;

/// An axis and the lines it stands in.
///
/// @param line line of the name
/// @param valueLines line of each written value: of a list its entries, of a range its ends
record DeclaredAxis(Axis axis, int line, List<Integer> valueLines) {
    DeclaredAxis {
        valueLines = List.copyOf(valueLines);
    }
}

package tegum.coordinator.diagram;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row of a sweep's view, by column.
///
/// @param values the values; null where the view has none
public record CellRow(Map<String, @Nullable Object> values) {

    double number(String column) {
        return values.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @Nullable Object value(String column) {
        return values.get(column);
    }
}

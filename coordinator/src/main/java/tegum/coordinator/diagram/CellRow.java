package tegum.coordinator.diagram;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row of a sweep's view, by column.
///
/// @param values the values; null where the view has none
public record CellRow(Map<String, @Nullable Object> values) {

    double number(String column) {
        return values.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /// The numbers of a list; empty where the column has none.
    Optional<double[]> list(String column) {
        return values.get(column) instanceof List<?> list
                ? Optional.of(list.stream()
                        .mapToDouble(number -> ((Number) number).doubleValue())
                        .toArray())
                : Optional.empty();
    }

    @Nullable Object value(String column) {
        return values.get(column);
    }
}

package tegum.cli.output;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table to print: named columns, and rows of texts, numbers, booleans, lists or nothing.
///
/// @param columns names of the columns
/// @param rows one value a column each, null where there is none; read once, in their order
public record Rows(List<String> columns, Iterator<? extends List<? extends @Nullable Object>> rows) {
    public Rows {
        columns = List.copyOf(columns);
    }

    /// The rows as objects with the columns as keys; reads them.
    public List<Map<String, @Nullable Object>> objects() {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        rows.forEachRemaining(row -> {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int column = 0; column < row.size(); column++) {
                object.put(columns.get(column), row.get(column));
            }
            objects.add(object);
        });
        return objects;
    }
}

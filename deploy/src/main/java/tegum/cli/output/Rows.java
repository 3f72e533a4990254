package tegum.cli.output;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table to print: named columns, and rows of texts, numbers, booleans, lists or nothing.
///
/// @param columns names of the columns
/// @param rows one value a column each, null where there is none; read once, in their order
public record Rows(List<String> columns, Iterator<? extends List<? extends @Nullable Object>> rows) {
    public Rows {
        columns = List.copyOf(columns);
    }
}

package tegum.coordinator.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.npz.ElementType;
import tegum.coordinator.npz.NpyArray;
import tegum.coordinator.npz.NpzFile;
import tegum.coordinator.query.QueryColumn;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;

/// A column of a held answer, as an array: numbers keep their type, texts get the width of the longest, lists become a
/// last dimension as long as the longest.
///
/// @param type type of an element
/// @param length length of its lists; empty if it has none
record HeldColumn(String name, ElementType type, Optional<Long> length) {
    private static final String LIST = "[]";

    /// The columns of a held answer.
    static List<HeldColumn> of(QueryEngine engine, String held) {
        List<QueryColumn> columns;
        try (QueryResult empty = engine.query("SELECT * FROM %s LIMIT 0".formatted(held))) {
            columns = empty.columns();
        }
        List<String> sizes = new ArrayList<>();
        for (QueryColumn column : columns) {
            boolean list = column.type().endsWith(LIST);
            String value = list ? "unnest(\"%s\")".formatted(column.name()) : '"' + column.name() + '"';
            sizes.add(list ? "max(len(\"%s\"))".formatted(column.name()) : "0");
            sizes.add(
                    isText(column)
                            ? "(SELECT max(length(value::VARCHAR)) FROM (SELECT %s AS value FROM %s))"
                                    .formatted(value, held)
                            : "0");
        }
        List<HeldColumn> all = new ArrayList<>();
        try (QueryResult answer = engine.query("SELECT %s FROM %s".formatted(String.join(", ", sizes), held))) {
            List<? extends @Nullable Object> found = answer.next().orElseThrow();
            for (int index = 0; index < columns.size(); index++) {
                QueryColumn column = columns.get(index);
                all.add(new HeldColumn(
                        column.name(),
                        type(column, size(found.get(2 * index + 1))),
                        column.type().endsWith(LIST) ? Optional.of(size(found.get(2 * index))) : Optional.empty()));
            }
        }
        return all;
    }

    private static boolean isText(QueryColumn column) {
        String element = column.type().replace(LIST, "");
        return element.equals("VARCHAR") || element.equals("TIMESTAMP");
    }

    private static long size(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static ElementType type(QueryColumn column, long characters) {
        return switch (column.type().replace(LIST, "")) {
            case "BOOLEAN" -> ElementType.BOOL;
            case "INTEGER" -> ElementType.INT32;
            case "BIGINT" -> ElementType.INT64;
            case "FLOAT" -> ElementType.FLOAT32;
            case "DOUBLE" -> ElementType.FLOAT64;
            case "VARCHAR", "TIMESTAMP" -> ElementType.text((int) Math.max(1, characters));
            default -> throw new IllegalStateException("no array of " + column);
        };
    }

    /// Writes the column as an array.
    ///
    /// @param array name of the array
    /// @param held rows of the answer, in the order of the array
    /// @param missing what a whole number is where the answer has none; other numbers are NaN there, texts empty
    /// @param shape of the array without the last dimension that lists make
    /// @throws IOException if the file cannot be written
    void write(NpzFile file, String array, QueryEngine engine, String held, long missing, long... shape)
            throws IOException {
        long[] whole = LongStream.concat(LongStream.of(shape), length.stream().mapToLong(Long::longValue))
                .toArray();
        String value = type.code().startsWith("<U") && length.isEmpty() ? "\"%s\"::VARCHAR" : "\"%s\"";
        try (NpyArray elements = file.array(array, type, whole);
                QueryResult rows = engine.query("SELECT %s FROM %s".formatted(value.formatted(name), held))) {
            Optional<List<@Nullable Object>> row = rows.next();
            while (row.isPresent()) {
                add(elements, row.get().getFirst(), missing);
                row = rows.next();
            }
        }
    }

    private void add(NpyArray elements, @Nullable Object value, long missing) throws IOException {
        if (length.isEmpty()) {
            element(elements, value, missing);
            return;
        }
        List<?> values = value instanceof List<?> list ? list : List.of();
        for (int index = 0; index < length.get(); index++) {
            element(elements, index < values.size() ? values.get(index) : null, missing);
        }
    }

    private void element(NpyArray elements, @Nullable Object value, long missing) throws IOException {
        if (type.equals(ElementType.FLOAT64) || type.equals(ElementType.FLOAT32)) {
            elements.add(value instanceof Number number ? number.doubleValue() : Double.NaN);
        } else if (type.equals(ElementType.INT64) || type.equals(ElementType.INT32)) {
            elements.add(value instanceof Number number ? number.longValue() : missing);
        } else if (type.equals(ElementType.BOOL)) {
            elements.add(Boolean.TRUE.equals(value));
        } else {
            elements.add(value == null ? "" : value.toString());
        }
    }
}

package tegum.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/// Prints rows in the format a person or a machine asked for.
public final class RowPrinter {
    private static final int MAX_COLUMN_CHARACTERS = 60;
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);

    private RowPrinter() {}

    /// Prints the rows and flushes.
    ///
    /// @return their number
    public static long print(Rows rows, Format format, PrintWriter out) {
        CountedRows counted = new CountedRows(rows.rows());
        Rows printed = new Rows(rows.columns(), counted);
        switch (format) {
            case TABLE -> table(printed, out);
            case CSV -> csv(printed, out);
            case JSON -> json(printed, out);
        }
        out.flush();
        return counted.count();
    }

    /// Prints one JSON value and ends the line.
    ///
    /// @param value records, maps, lists, texts, numbers
    public static void printJson(Object value, PrintWriter out) {
        try {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable as JSON: " + value.getClass(), e);
        }
        out.flush();
    }

    /// Prints one JSON value on one line.
    public static void printJsonLine(Object value, PrintWriter out) {
        out.println(json(value));
        out.flush();
    }

    /// One JSON value as a text on one line.
    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable as JSON: " + value.getClass(), e);
        }
    }

    private static void table(Rows rows, PrintWriter out) {
        List<List<String>> texts = new ArrayList<>();
        rows.rows()
                .forEachRemaining(
                        row -> texts.add(row.stream().map(RowPrinter::cellText).toList()));
        Column[] columns = new Column[rows.columns().size()];
        for (int column = 0; column < columns.length; column++) {
            int width = rows.columns().get(column).length();
            for (List<String> row : texts) {
                width = Math.max(width, row.get(column).length());
            }
            int gap = column == 0 ? 0 : 2;
            // The last column has nothing to its right that a long value could push away.
            int shown = column == columns.length - 1 ? width : Math.min(width, MAX_COLUMN_CHARACTERS);
            columns[column] = new Column(shown + gap, gap, Column.Overflow.WRAP);
        }
        TextTable table = TextTable.forColumns(new ColorScheme.Builder(Ansi.OFF).build(), columns);
        table.setAdjustLineBreaksForWideCJKCharacters(false);
        table.addRowValues(rows.columns().toArray(String[]::new));
        texts.forEach(row -> table.addRowValues(row.toArray(String[]::new)));
        table.toString().lines().map(String::stripTrailing).forEach(out::println);
    }

    private static void csv(Rows rows, PrintWriter out) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(rows.columns().toArray(String[]::new))
                .setRecordSeparator("\n")
                .get();
        try {
            CSVPrinter printer = new CSVPrinter(out, format);
            while (rows.rows().hasNext()) {
                printer.printRecord(rows.rows().next().stream().map(RowPrinter::plainText));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void json(Rows rows, PrintWriter out) {
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            generator.writeStartArray();
            while (rows.rows().hasNext()) {
                List<? extends @Nullable Object> row = rows.rows().next();
                generator.writeRaw("\n  ");
                generator.writeStartObject();
                for (int column = 0; column < row.size(); column++) {
                    generator.writeFieldName(rows.columns().get(column));
                    jsonValue(row.get(column), generator);
                }
                generator.writeEndObject();
            }
            generator.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    /// Numbers stay numbers, lists stay lists; what JSON has no form for becomes text.
    private static void jsonValue(@Nullable Object value, JsonGenerator generator) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Boolean flag -> generator.writeBoolean(flag);
            case Double number when !Double.isFinite(number) -> generator.writeString(number.toString());
            case Float number when !Float.isFinite(number) -> generator.writeString(number.toString());
            case Number number -> generator.writeRawValue(number.toString());
            case List<?> list -> {
                generator.writeStartArray();
                for (Object element : list) {
                    jsonValue(element, generator);
                }
                generator.writeEndArray();
            }
            default -> generator.writeString(value.toString());
        }
    }

    /// Six significant digits are enough to read; the machine formats carry all of them.
    private static String cellText(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number -> readable(number);
            case Float number -> readable(number);
            case List<?> list -> list.stream().map(RowPrinter::cellText).collect(Collectors.joining(", ", "[", "]"));
            default -> plainText(value);
        };
    }

    private static String readable(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        String text = String.format(Locale.ROOT, "%.6g", number);
        if (text.contains("e")) {
            return text;
        }
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    private static String plainText(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value.toString();
    }
}

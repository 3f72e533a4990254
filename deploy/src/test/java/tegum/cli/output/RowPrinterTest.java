package tegum.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowPrinterTest {

    @Test
    void aTableAlignsItsColumnsAndRoundsToSixDigits() {
        String text =
                print(Format.TABLE, List.of("cell", "loss"), List.of(row("a", 0.123456789), row("long name", 12.5)));

        assertThat(text).isEqualTo("cell       loss\na          0.123457\nlong name  12.5\n");
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        String text = print(Format.CSV, List.of("a", "b"), List.of(row("x,y", null), row("\"q\"", List.of(1, 2))));

        assertThat(text).isEqualTo("a,b\n\"x,y\",\n\"\"\"q\"\"\",\"[1, 2]\"\n");
    }

    @Test
    void jsonKeepsEveryDigitAndNamesWhatIsNotFinite() {
        String text = print(
                Format.JSON,
                List.of("a", "b", "c"),
                List.of(row(0.1, Double.NaN, null), row(1L, List.of(1.5, 2.5), "x")));

        assertThat(text.replaceAll("\\s", ""))
                .isEqualTo("[{\"a\":0.1,\"b\":\"NaN\",\"c\":null},{\"a\":1,\"b\":[1.5,2.5],\"c\":\"x\"}]");
    }

    @Test
    void noRowsAreAnEmptyAnswerInEachFormat() {
        assertThat(print(Format.TABLE, List.of("a"), List.of())).isEqualTo("a\n");
        assertThat(print(Format.CSV, List.of("a"), List.of())).isEqualTo("a\n");
        assertThat(print(Format.JSON, List.of("a"), List.of()).strip()).isEqualTo("[]");
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static String print(Format format, List<String> columns, List<List<@Nullable Object>> rows) {
        StringWriter text = new StringWriter();
        RowPrinter.print(new Rows(columns, rows.iterator()), format, new PrintWriter(text));
        return text.toString();
    }
}

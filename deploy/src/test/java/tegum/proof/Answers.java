package tegum.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What was asked of the program, what it answered, and whether that is near enough: a page of documentation.
final class Answers {
    private final List<Part> parts = new ArrayList<>();

    /// @param what what is asked, a sentence and how it was trained
    private record Part(String title, String what, List<Row> rows) {}

    private record Row(String of, String known, String obtained, String tolerance, boolean met) {}

    /// Begins a table.
    Answers part(String title, String what) {
        parts.add(new Part(title, what, new ArrayList<>()));
        return this;
    }

    /// A number that is to be near another.
    ///
    /// @param tolerance largest distance
    /// @param why how the tolerance reads, "1 %"
    Answers near(String of, double known, double obtained, double tolerance, String why) {
        return row(of, number(known), number(obtained), why, Math.abs(obtained - known) <= tolerance);
    }

    /// Numbers of which the median is to be near another; the page shows the least and the greatest as well.
    Answers near(String of, double known, double[] obtained, double tolerance, String why) {
        return row(of, number(known), spread(obtained), why, Math.abs(median(obtained) - known) <= tolerance);
    }

    /// Numbers of which the median is to lie in a range; the page shows the least and the greatest as well.
    Answers between(String of, double from, double to, double... obtained) {
        String range = number(from) + " to " + number(to);
        double median = median(obtained);
        return row(of, range, spread(obtained), "in the range", median >= from && median <= to);
    }

    private static String spread(double... values) {
        double[] sorted = sorted(values);
        return "%s (%s to %s)".formatted(number(median(values)), number(sorted[0]), number(sorted[sorted.length - 1]));
    }

    /// The middle one; of an even number the lower of the two.
    private static double median(double... values) {
        return sorted(values)[(values.length - 1) / 2];
    }

    private static double[] sorted(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /// A word that is to be another.
    Answers equal(String of, String known, String obtained) {
        return row(of, known, obtained, "the same", known.equals(obtained));
    }

    private Answers row(String of, String known, String obtained, String tolerance, boolean met) {
        parts.getLast().rows.add(new Row(of, known, obtained, tolerance, met));
        return this;
    }

    /// What was missed, one line each.
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        for (Part part : parts) {
            part.rows.stream()
                    .filter(row -> !row.met)
                    .map(row -> part.title + ", " + row.of + ": " + row.obtained + ", known " + row.known)
                    .forEach(missed::add);
        }
        return missed;
    }

    /// Writes the page.
    ///
    /// @param head what stands above the tables
    void write(Path page, String head) {
        StringBuilder text = new StringBuilder(head);
        int count = parts.stream().mapToInt(part -> part.rows.size()).sum();
        text.append("%n%d answers, %d inside their tolerances, %d missed.%n"
                .formatted(count, count - missed().size(), missed().size()));
        for (Part part : parts) {
            text.append("%n## %s%n%n%s%n%n| | known | obtained | tolerance | verdict |%n|---|---|---|---|---|%n"
                    .formatted(part.title, part.what));
            for (Row row : part.rows) {
                text.append("| %s | %s | %s | %s | %s |%n"
                        .formatted(row.of, row.known, row.obtained, row.tolerance, row.met ? "met" : "**missed**"));
            }
        }
        try {
            Files.writeString(page, text.toString().replace("\r", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Six significant digits, without the zeros at the end.
    private static String number(double value) {
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}

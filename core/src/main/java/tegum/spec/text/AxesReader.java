package tegum.spec.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tegum.spec.Axis;
import tegum.spec.AxisList;
import tegum.spec.AxisRange;
import tegum.spec.AxisSample;
import tegum.spec.AxisValues;
import tegum.spec.InvalidSpecException;
import tegum.spec.Problem;
import tegum.spec.Scalar;
import tegum.spec.Scale;

/// Reads the part `axes`: lists of numbers, words or flags, and ranges.
final class AxesReader {
    static final List<String> RANGE_KEYS = List.of("from", "to", "count", "scale");
    static final List<String> SCALES = List.of(Scale.LIN.text(), Scale.LOG.text());
    static final Permitted ANY = Permitted.closed("-1e299", "1e299", "a number");
    static final Permitted COUNT = Permitted.whole(1, AxisRange.MAX_POINTS, "a whole number, 1 to 1,000,000");

    private final Reading reading;
    private final OptionalInt sample;
    private int dimension;

    /// @param sample points that are drawn from the ranges; empty for a grid
    AxesReader(Reading reading, OptionalInt sample) {
        this.reading = reading;
        this.sample = sample;
    }

    void read(Source source) {
        if (!(source instanceof Source.Named(int _, Map<String, Source.Entry> entries))) {
            reading.refuse(source, "axes", "a mapping from names to lists or ranges");
            return;
        }
        entries.forEach((name, entry) -> {
            axis(name, entry);
            dimension++;
        });
        if (sample.isPresent() && entries.isEmpty()) {
            reading.refuse(source, "axes", "axes with ranges to draw from");
        }
        if (sample.isPresent() && entries.size() > AxisSample.MAX_AXES) {
            reading.refuse(source.line(), "axes", entries.size() + " axes", "at most 50 in a sample");
        }
    }

    private void axis(String name, Source.Entry entry) {
        int before = reading.problems().size();
        String path = "axes." + name;
        if (!Axis.isPermittedName(name)) {
            reading.refuse(entry.line(), "axes", name.isEmpty() ? "an empty name" : name, Axis.PERMITTED_NAMES);
        }
        switch (entry.value()) {
            case Source.Many(int line, List<Source> items) -> list(name, entry.line(), line, items, before);
            case Source.Named named -> range(name, entry.line(), named, before);
            case Source.Single single ->
                reading.refuse(
                        single,
                        path,
                        "a list of values, or a range such as {from: 0.1, to: 10, count: 40, scale: log}");
        }
        if (reading.axis(name).isEmpty()) {
            reading.declareBroken(name, entry.line());
        }
    }

    private void list(String name, int line, int listLine, List<Source> items, int before) {
        String path = "axes." + name;
        if (sample.isPresent()) {
            reading.refuse(line, path, "a list", "a range {from, to, scale}: a sample draws from ranges");
        }
        if (items.isEmpty()) {
            reading.refuse(listLine, path, "an empty list", "at least one value");
        }
        List<Scalar> values = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        Map<Scalar, Integer> firstLines = new HashMap<>();
        for (Source item : items) {
            Optional<Scalar> read = value(item, path);
            if (read.isEmpty()) {
                continue;
            }
            Scalar value = read.get();
            if (!values.isEmpty() && value.getClass() != values.getFirst().getClass()) {
                reading.refuse(
                        item,
                        path,
                        "values of one kind; the first is " + values.getFirst().text());
                continue;
            }
            Integer first = firstLines.putIfAbsent(value, item.line());
            if (first != null) {
                reading.refuse(item, path, "each value once (12 digits count); the first is in line " + first);
                continue;
            }
            values.add(value);
            lines.add(item.line());
        }
        if (reading.problems().size() == before) {
            reading.declare(new DeclaredAxis(new Axis(name, new AxisList(values)), line, lines));
        }
    }

    private Optional<Scalar> value(Source source, String path) {
        if (!(source instanceof Source.Single(int _, String text, boolean plain)) || text.isEmpty()) {
            reading.refuse(source, path, "a number, a word, or true or false");
            return Optional.empty();
        }
        if (Reading.referenceName(source).isPresent()) {
            reading.refuse(source, path, "values; an axis does not refer to another");
            return Optional.empty();
        }
        if (!plain) {
            return Optional.of(new Scalar.Word(text));
        }
        if (text.equals("true") || text.equals("false")) {
            return Optional.of(new Scalar.Flag(text.equals("true")));
        }
        Optional<BigDecimal> number = Numbers.parse(text);
        if (number.isEmpty()) {
            return Optional.of(new Scalar.Word(text));
        }
        if (!Scalar.Decimal.isInRange(number.get())) {
            reading.refuse(source, path, "a number: 0, or of a size between 1e-300 and 1e300");
            return Optional.empty();
        }
        return Optional.of(new Scalar.Decimal(number.get()));
    }

    private void range(String name, int line, Source.Named named, int before) {
        String path = "axes." + name;
        Section section = Section.of(reading, named, path, RANGE_KEYS);
        Optional<Scalar.Decimal> from = section.require("from", "the first value")
                .flatMap(source -> reading.fixedNumber(source, section.path("from"), ANY));
        Optional<Scalar.Decimal> to = section.require("to", "the last value")
                .flatMap(source -> reading.fixedNumber(source, section.path("to"), ANY));
        // A sample has its own number of points; that of the grid may stay where it is.
        Optional<Source> written =
                sample.isPresent() ? section.find("count") : section.require("count", "the number of points");
        Optional<Scalar.Decimal> count =
                written.flatMap(source -> reading.fixedNumber(source, section.path("count"), COUNT));
        Optional<String> scale = section.has("scale")
                ? section.find("scale").flatMap(source -> reading.fixedWord(source, section.path("scale"), SCALES))
                : Optional.of(Scale.LIN.text());
        if (from.isEmpty() || to.isEmpty() || (count.isEmpty() && sample.isEmpty()) || scale.isEmpty()) {
            return;
        }
        try {
            Scale spacing = scale.get().equals(Scale.LOG.text()) ? Scale.LOG : Scale.LIN;
            AxisValues values = sample.isPresent()
                    ? new AxisSample(
                            from.get(),
                            to.get(),
                            spacing,
                            Math.min(dimension, AxisSample.MAX_AXES - 1),
                            sample.getAsInt())
                    : new AxisRange(from.get(), to.get(), count.orElseThrow().toInt(), spacing);
            if (reading.problems().size() == before) {
                List<Integer> lines = List.of(lineOf(section, "from"), lineOf(section, "to"));
                reading.declare(new DeclaredAxis(new Axis(name, values), line, lines));
            }
        } catch (InvalidSpecException e) {
            for (Problem problem : e.problems()) {
                reading.refuse(
                        lineOf(section, problem.field()),
                        section.path(problem.field()),
                        problem.value(),
                        problem.advice());
            }
        }
    }

    private static int lineOf(Section section, String key) {
        return section.find(key).map(Source::line).orElse(section.line());
    }
}

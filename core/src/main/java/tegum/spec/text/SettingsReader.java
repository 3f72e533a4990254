package tegum.spec.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import tegum.spec.Focus;
import tegum.spec.Keep;
import tegum.spec.MeasureSettings;
import tegum.spec.RecordSteps;
import tegum.spec.Scalar;
import tegum.spec.SweepSpec;
import tegum.spec.Template;
import tegum.statistics.Rule;

/// Reads what changes no trained bit: name, title, replicates, seed, `measure`, `keep` and the engine.
final class SettingsReader {
    static final List<String> MEASURE_KEYS = List.of("focus", "rule", "represented", "superposed", "edge", "record");
    static final List<String> KEEP_KEYS = List.of("weights", "trajectories");
    static final List<String> RULES =
            Arrays.stream(Rule.values()).map(Rule::text).toList();
    static final List<String> AMOUNTS =
            Arrays.stream(Keep.Amount.values()).map(Keep.Amount::text).toList();
    static final List<String> ENGINES = List.of("auto", "reference", "vector", "nd4j", "cuda", "dl4j");
    static final Permitted REPLICATES = Permitted.whole(1, 1_000_000, "a whole number, 1 to 1,000,000");
    static final Permitted THRESHOLD = Permitted.above0("1e6", "a number above 0, at most 1e6");
    static final Permitted FOCUS = Permitted.whole(0, 999_999, "last, or the index of a feature, from 0");
    static final Permitted STEP = Permitted.whole(1, Integer.MAX_VALUE, "a step, 1 to the last");
    static final Permitted STEP_COUNT = Permitted.whole(2, 10_000, "a number of steps, 2 to 10,000");
    static final int LONGEST_TITLE = 200;
    private static final String PERMITTED_SEEDS = "a whole number, 0 to 9223372036854775807";

    private final Reading reading;

    SettingsReader(Reading reading) {
        this.reading = reading;
    }

    String name(Source source) {
        if (source instanceof Source.Single(int _, String text, boolean _)
                && text.length() < 100
                && SweepSpec.isPermittedName(text)) {
            return text;
        }
        reading.refuse(source, "name", SweepSpec.PERMITTED_NAMES);
        return "";
    }

    String title(Source source) {
        if (source instanceof Source.Single(int _, String text, boolean _)
                && text.length() <= LONGEST_TITLE
                && text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        reading.refuse(source, "title", "one line of at most 200 characters");
        return "";
    }

    int replicates(Source source) {
        return reading.fixedNumber(source, "replicates", REPLICATES)
                .map(Scalar.Decimal::toInt)
                .orElse(1);
    }

    /// All 63 bits, so not by way of a number of 12 digits.
    long seed(Source source) {
        if (source instanceof Source.Single(int _, String text, boolean plain) && plain) {
            Optional<BigDecimal> value = Numbers.parse(text).filter(Scalar.Decimal::isInRange);
            if (value.isPresent()
                    && value.get().signum() >= 0
                    && value.get().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                    && (value.get().signum() == 0
                            || value.get().stripTrailingZeros().scale() <= 0)) {
                return value.get().longValueExact();
            }
        }
        reading.refuse(source, "seed", PERMITTED_SEEDS);
        return 0;
    }

    String engine(Source source) {
        return reading.fixedWord(source, "engine", ENGINES).orElse("auto");
    }

    Keep keep(Source source) {
        Section section = Section.of(reading, source, "keep", KEEP_KEYS);
        return new Keep(
                amount(section, "weights", Keep.DEFAULT.weights()),
                amount(section, "trajectories", Keep.DEFAULT.trajectories()));
    }

    private Keep.Amount amount(Section section, String key, Keep.Amount byDefault) {
        return section.find(key)
                .flatMap(value -> reading.fixedWord(value, section.path(key), AMOUNTS))
                .flatMap(word -> Arrays.stream(Keep.Amount.values())
                        .filter(amount -> amount.text().equals(word))
                        .findFirst())
                .orElse(byDefault);
    }

    MeasureSettings measure(Source source) {
        Section section = Section.of(reading, source, "measure", MEASURE_KEYS);
        MeasureSettings byDefault = MeasureSettings.DEFAULT;
        return new MeasureSettings(
                section.find("focus").map(this::focus).orElse(byDefault.focus()),
                section.find("rule").flatMap(this::rule).orElse(byDefault.rule()),
                threshold(section, "represented", byDefault.represented()),
                threshold(section, "superposed", byDefault.superposed()),
                threshold(section, "edge", byDefault.edge()),
                section.find("record").map(this::record).orElse(byDefault.record()));
    }

    private Focus focus(Source source) {
        if (source instanceof Source.Single(int _, String text, boolean _) && text.equals("last")) {
            return new Focus.Last();
        }
        Optional<Scalar.Decimal> index = reading.fixedNumber(source, "measure.focus", FOCUS);
        index.ifPresent(value -> reading.register("measure.focus", source.line(), new Template.Value(value)));
        return index.<Focus>map(value -> new Focus.Feature(value.toInt())).orElse(new Focus.Last());
    }

    private Optional<Rule> rule(Source source) {
        return reading.fixedWord(source, "measure.rule", RULES)
                .flatMap(word -> Arrays.stream(Rule.values())
                        .filter(rule -> rule.text().equals(word))
                        .findFirst());
    }

    private double threshold(Section section, String key, double byDefault) {
        return section.find(key)
                .flatMap(value -> reading.fixedNumber(value, section.path(key), THRESHOLD))
                .map(Scalar.Decimal::toDouble)
                .orElse(byDefault);
    }

    private RecordSteps record(Source source) {
        return switch (source) {
            case Source.Many(int line, List<Source> items) -> listed(line, items);
            case Source.Named named -> {
                Section section = Section.of(reading, named, "measure.record", List.of("log"));
                yield section.require("log", "the number of steps, as {log: 32}")
                        .flatMap(value -> reading.fixedNumber(value, "measure.record.log", STEP_COUNT))
                        .map(count -> logSpaced(named.line(), count))
                        .orElse(new RecordSteps.Settling());
            }
            case Source.Single single -> {
                reading.refuse(single, "measure.record", "a list of steps, or {log: 32}");
                yield new RecordSteps.Settling();
            }
        };
    }

    private RecordSteps logSpaced(int line, Scalar.Decimal count) {
        reading.register("measure.record.log", line, new Template.Value(count));
        return new RecordSteps.LogSpaced(count.toInt());
    }

    private RecordSteps listed(int line, List<Source> items) {
        NavigableSet<Integer> steps = new TreeSet<>();
        for (int i = 0; i < items.size(); i++) {
            String path = "measure.record[%d]".formatted(i);
            Source item = items.get(i);
            reading.fixedNumber(item, path, STEP).ifPresent(step -> {
                if (!steps.add(step.toInt())) {
                    reading.refuse(item, path, "each step once");
                }
            });
        }
        if (!steps.isEmpty()) {
            reading.register("measure.record", line, new Template.Value(Scalar.Decimal.of(steps.last())));
        }
        return steps.isEmpty() ? new RecordSteps.Settling() : new RecordSteps.Listed(new ArrayList<>(steps));
    }
}

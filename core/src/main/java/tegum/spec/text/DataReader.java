package tegum.spec.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tegum.model.ValueLaw;
import tegum.spec.Scalar;
import tegum.spec.Template;

/// Reads the part `data`: the law by which features are active, and their values. `sparsity` becomes `density` here.
final class DataReader {
    static final List<String> KEYS = List.of("law", "density", "sparsity", "values", "set", "samples");
    static final List<String> LAWS = List.of("independent", "correlated", "anti-correlated", "one-active", "fixed");
    static final List<String> VALUES =
            Arrays.stream(ValueLaw.values()).map(ValueLaw::text).toList();

    /// Laws that take a key; the others do not.
    static final Map<String, List<String>> LAWS_WITH = Map.of(
            "density", List.of("independent", "correlated", "anti-correlated", "fixed"),
            "sparsity", List.of("independent", "correlated", "anti-correlated", "fixed"),
            "set", List.of("correlated", "anti-correlated"),
            "samples", List.of("fixed"));

    static final Permitted DENSITY = Permitted.closed("0", "1", "a probability, 0 to 1");
    static final Permitted SPARSITY =
            Permitted.closed("0", "1", "one minus the probability that a feature is active, 0 to 1");
    static final Permitted SET = Permitted.whole(1, 1_000_000, "the number of features in a set");
    static final Permitted SAMPLES = Permitted.whole(1, 1 << 24, "a whole number, 1 to 16,777,216");
    static final Permitted EXPONENT = Permitted.closed("0", "100", "a number, 0 to 100");

    private final Reading reading;
    private final SortedMap<String, Template> fields = new TreeMap<>();

    DataReader(Reading reading) {
        this.reading = reading;
    }

    Template read(Source source) {
        return read(Section.of(reading, source, "data", KEYS));
    }

    Template readAbsent(int line) {
        return read(Section.absent(reading, "data", line));
    }

    private Template read(Section section) {
        section.find("law")
                .flatMap(value -> reading.word(value, "data.law", LAWS))
                .ifPresent(template -> fields.put("law", template));
        section.find("values")
                .flatMap(value -> reading.word(value, "data.values", VALUES))
                .ifPresent(template -> fields.put("values", template));
        if (section.has("law") && reading.slot("data.law").isEmpty()) {
            return new Template.Fields(fields); // Which keys belong here is not known.
        }
        Set<String> laws = Choices.of(reading, "data.law", "independent");
        for (String key : KEYS) {
            refuseUnless(section, key, LAWS_WITH.getOrDefault(key, LAWS), laws);
        }
        if (laws.stream().anyMatch(LAWS_WITH.getOrDefault("density", List.of())::contains)) {
            density(section, laws).ifPresent(template -> {
                fields.put("density", template);
                reading.register("data.density", densityLine(section), template);
            });
        }
        if (laws.stream().anyMatch(LAWS_WITH.getOrDefault("set", List.of())::contains)) {
            section.require("set", SET.advice())
                    .flatMap(value -> reading.number(value, "data.set", SET))
                    .ifPresent(template -> fields.put("set", template));
        }
        if (laws.contains("fixed")) {
            section.require("samples", "the number of samples in the data set")
                    .flatMap(value -> reading.number(value, "data.samples", SAMPLES))
                    .ifPresent(template -> fields.put("samples", template));
        }
        return new Template.Fields(fields);
    }

    private void refuseUnless(Section section, String key, List<String> takers, Set<String> laws) {
        laws.stream()
                .filter(law -> section.has(key) && !takers.contains(law))
                .sorted()
                .findFirst()
                .ifPresent(law -> section.find(key)
                        .ifPresent(value -> reading.refuse(
                                value.line(),
                                section.path(key),
                                "",
                                "the law %s has no %s; %s have it".formatted(law, key, String.join(", ", takers)))));
    }

    private static int densityLine(Section section) {
        return section.find("density")
                .or(() -> section.find("sparsity"))
                .map(Source::line)
                .orElse(section.line());
    }

    private Optional<Template> density(Section section, Set<String> laws) {
        Optional<Source> sparsity = section.find("sparsity");
        if (sparsity.isPresent() && section.has("density")) {
            reading.refuse(sparsity.get(), "data.sparsity", "density or sparsity, not both");
            return Optional.empty();
        }
        boolean perFeature = laws.equals(Set.of("independent"));
        if (sparsity.isPresent()) {
            return (perFeature
                            ? PerFeatureReader.read(reading, sparsity.get(), "data.sparsity", SPARSITY)
                            : reading.number(sparsity.get(), "data.sparsity", SPARSITY))
                    .map(template -> complement(sparsity.get(), template));
        }
        Optional<Source> density = section.require("density", "the probability that a feature is active, 0 to 1");
        if (density.isEmpty()) {
            return Optional.empty();
        }
        if (!perFeature) {
            return reading.number(density.get(), "data.density", DENSITY);
        }
        return density.get() instanceof Source.Named named
                ? power(named)
                : PerFeatureReader.read(reading, density.get(), "data.density", DENSITY);
    }

    /// The densities of sparsities as they are written: the subtraction comes before the rounding.
    private static Template complement(Source source, Template sparsity) {
        return switch (sparsity) {
            case Template.Reference(String axis, boolean _) -> new Template.Reference(axis, true);
            case Template.Items(List<Template> items)
            when source instanceof Source.Many(int _, List<Source> sources) -> {
                List<Template> densities = new ArrayList<>();
                for (int feature = 0; feature < items.size(); feature++) {
                    densities.add(complement(sources.get(feature), items.get(feature)));
                }
                yield new Template.Items(densities);
            }
            case Template.Value _
            when source instanceof Source.Single(int _, String text, boolean _) -> {
                BigDecimal written = Numbers.parse(text).orElseThrow();
                yield new Template.Value(new Scalar.Decimal(BigDecimal.ONE.subtract(written)));
            }
            case Template.Items _, Template.Value _, Template.Fields _ ->
                throw new IllegalStateException("sparsity " + sparsity);
        };
    }

    private Optional<Template> power(Source.Named named) {
        Section generator = Section.of(reading, named, "data.density", List.of("power"));
        Optional<Source> power = generator.require("power", "{power: {first: 0.5, exponent: 1.5}}");
        if (power.isEmpty()) {
            return Optional.empty();
        }
        Section section = Section.of(reading, power.get(), "data.density.power", List.of("first", "exponent"));
        Optional<Template> first = section.require("first", "the density of the first feature")
                .flatMap(value -> reading.number(value, section.path("first"), DENSITY));
        Optional<Template> exponent = section.require(
                        "exponent", "feature i = 1, 2, ... has density first / i^exponent")
                .flatMap(value -> reading.number(value, section.path("exponent"), EXPONENT));
        if (first.isEmpty() || exponent.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, Template> parts = new TreeMap<>(Map.of("first", first.get(), "exponent", exponent.get()));
        return Optional.of(new Template.Fields(new TreeMap<>(Map.of("power", new Template.Fields(parts)))));
    }
}

package tegum.spec.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tegum.spec.Template;

/// Reads the part `importance`: a number, a list, or a generator.
final class ImportanceReader {
    static final Permitted IMPORTANCE = Permitted.closed("0", "1e30", "a number, 0 to 1e30");
    static final Permitted POSITIVE = Permitted.above0("1e30", "a number above 0, at most 1e30");

    private final Reading reading;

    ImportanceReader(Reading reading) {
        this.reading = reading;
    }

    Optional<Template> read(Source source) {
        Optional<Template> importance = source instanceof Source.Named named
                ? generator(named)
                : PerFeatureReader.read(reading, source, "importance", IMPORTANCE);
        importance.ifPresent(template -> reading.register("importance", source.line(), template));
        return importance;
    }

    private Optional<Template> generator(Source.Named named) {
        Section section = Section.of(reading, named, "importance", List.of("geometric", "log"));
        if (section.has("geometric") == section.has("log")) {
            reading.refuse(named, "importance", "one generator: {geometric: 0.9} or {log: {from: 1, to: 0.01}}");
            return Optional.empty();
        }
        if (section.has("geometric")) {
            return section.find("geometric")
                    .flatMap(ratio -> reading.number(ratio, "importance.geometric", POSITIVE))
                    .map(ratio -> fields(Map.of("geometric", ratio)));
        }
        return section.find("log").flatMap(this::logSpaced);
    }

    private Optional<Template> logSpaced(Source source) {
        Section section = Section.of(reading, source, "importance.log", List.of("from", "to"));
        Optional<Template> from = section.require("from", "the importance of the first feature")
                .flatMap(value -> reading.number(value, section.path("from"), POSITIVE));
        Optional<Template> to = section.require("to", "the importance of the last feature")
                .flatMap(value -> reading.number(value, section.path("to"), POSITIVE));
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(fields(Map.of("log", fields(Map.of("from", from.get(), "to", to.get())))));
    }

    private static Template fields(Map<String, Template> parts) {
        SortedMap<String, Template> sorted = new TreeMap<>(parts);
        return new Template.Fields(sorted);
    }
}

package tegum.spec.text;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tegum.model.Activation;
import tegum.spec.Template;

/// Reads the part `model`: shape, maps and target.
final class ModelReader {
    static final List<String> KEYS =
            List.of("features", "hidden", "output", "hidden-activation", "untied", "target", "bias");
    static final List<String> ACTIVATIONS =
            Arrays.stream(Activation.values()).map(Activation::text).toList();
    static final List<String> TARGETS = List.of("input", "abs");
    static final Permitted FEATURES = Permitted.whole(1, 1_000_000, "a whole number, 1 to 1,000,000");
    static final Permitted HIDDEN = Permitted.whole(1, 1_000_000, "a whole number, 1 to 1,000,000");

    private final Reading reading;
    private final SortedMap<String, Template> fields = new TreeMap<>();

    ModelReader(Reading reading) {
        this.reading = reading;
    }

    Template read(Source source) {
        Section section = Section.of(reading, source, "model", KEYS);
        section.require("features", "the number of features")
                .flatMap(value -> reading.number(value, "model.features", FEATURES))
                .ifPresent(template -> fields.put("features", template));
        section.require("hidden", "the number of hidden dimensions")
                .flatMap(value -> reading.number(value, "model.hidden", HIDDEN))
                .ifPresent(template -> fields.put("hidden", template));
        word(section, "output", ACTIVATIONS);
        word(section, "hidden-activation", ACTIVATIONS);
        word(section, "target", TARGETS);
        flag(section, "untied");
        flag(section, "bias");
        return new Template.Fields(fields);
    }

    private void word(Section section, String key, List<String> permitted) {
        section.find(key)
                .flatMap(value -> reading.word(value, section.path(key), permitted))
                .ifPresent(template -> fields.put(key, template));
    }

    private void flag(Section section, String key) {
        section.find(key)
                .flatMap(value -> reading.flag(value, section.path(key)))
                .ifPresent(template -> fields.put(key, template));
    }
}

package tegum.spec.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import tegum.spec.Scalar;
import tegum.spec.Template;

/// Reads the part `train`: steps, batch, optimizer, schedule and initial weights.
final class TrainReader {
    static final List<String> KEYS = List.of("steps", "batch", "optimizer", "schedule", "init");
    static final List<String> OPTIMIZER_KEYS =
            List.of("name", "rate", "decay", "beta1", "beta2", "epsilon", "momentum");
    static final List<String> OPTIMIZERS = List.of("adamw", "adam", "sgd");
    static final List<String> SCHEDULES = List.of("constant", "linear", "cosine");
    static final Permitted STEPS = Permitted.whole(1, Integer.MAX_VALUE, "a whole number, 1 to 2,147,483,647");
    static final Permitted BATCH = Permitted.whole(1, 1 << 24, "a whole number, 1 to 16,777,216");
    private static final Permitted RATE = Permitted.above0("1000", "a number above 0, at most 1000");
    static final Permitted SCALE = Permitted.above0("1000", "a number above 0, at most 1000");

    /// Below it float32 squares of gradients vanish that are still larger, and Adam would divide by almost nothing.
    private static final Permitted EPSILON = Permitted.closed("1e-20", "1", "a number, 1e-20 to 1");

    static final Map<String, Permitted> OPTIMIZER_NUMBERS = Map.of(
            "rate", RATE,
            "decay", Permitted.closed("-1000", "1000", "a number, -1000 to 1000"),
            "beta1", Permitted.fraction("a number from 0, below 1"),
            "beta2", Permitted.fraction("a number from 0, below 1"),
            "epsilon", EPSILON,
            "momentum", Permitted.fraction("a number from 0, below 1"));

    private final Reading reading;
    private final SortedMap<String, Template> fields = new TreeMap<>();

    TrainReader(Reading reading) {
        this.reading = reading;
    }

    Template read(Source source) {
        Section section = Section.of(reading, source, "train", KEYS);
        put("steps", section.find("steps").flatMap(value -> reading.number(value, "train.steps", STEPS)));
        put("batch", section.find("batch").flatMap(value -> reading.number(value, "train.batch", BATCH)));
        put("optimizer", section.find("optimizer").map(this::optimizer));
        put("schedule", section.find("schedule").flatMap(this::schedule));
        put("init", section.find("init").flatMap(this::init));
        return new Template.Fields(fields);
    }

    private void put(String key, Optional<Template> template) {
        template.ifPresent(value -> fields.put(key, value));
    }

    private Template optimizer(Source source) {
        Section section = Section.of(reading, source, "train.optimizer", OPTIMIZER_KEYS);
        SortedMap<String, Template> parts = new TreeMap<>();
        section.find("name")
                .flatMap(value -> reading.word(value, "train.optimizer.name", OPTIMIZERS))
                .ifPresent(template -> parts.put("name", template));
        SortedSet<String> names = Choices.of(reading, "train.optimizer.name", "adamw");
        boolean nameIsKnown =
                !section.has("name") || reading.slot("train.optimizer.name").isPresent();
        for (String key : OPTIMIZER_KEYS) {
            Permitted permitted = OPTIMIZER_NUMBERS.get(key);
            Optional<Source> value = section.find(key);
            if (permitted == null || value.isEmpty()) {
                continue;
            }
            names.stream()
                    .filter(name -> nameIsKnown && !takes(name, key))
                    .findFirst()
                    .ifPresent(name -> reading.refuse(
                            value.get().line(), section.path(key), "", "%s has no %s".formatted(name, key)));
            reading.number(value.get(), section.path(key), permitted).ifPresent(template -> parts.put(key, template));
        }
        return new Template.Fields(parts);
    }

    static boolean takes(String optimizer, String key) {
        return switch (key) {
            case "rate", "decay" -> true;
            case "momentum" -> optimizer.equals("sgd");
            default -> !optimizer.equals("sgd");
        };
    }

    private Optional<Template> schedule(Source source) {
        if (!(source instanceof Source.Named named)) {
            return reading.word(source, "train.schedule", SCHEDULES);
        }
        Section section = Section.of(reading, named, "train.schedule", List.of("warmup-cosine"));
        return section.require("warmup-cosine", "the number of warm-up steps, as {warmup-cosine: 500}")
                .flatMap(value -> reading.number(value, section.path("warmup-cosine"), STEPS))
                .map(steps -> new Template.Fields(new TreeMap<>(Map.of("warmup-cosine", steps))));
    }

    private Optional<Template> init(Source source) {
        Section section = Section.of(reading, source, "train.init", List.of("normal", "uniform"));
        if (section.has("normal") == section.has("uniform")) {
            if (source instanceof Source.Named) {
                reading.refuse(source, "train.init", "{normal: xavier}, {normal: 0.1} or {uniform: 0.1}");
            }
            return Optional.empty();
        }
        String law = section.has("normal") ? "normal" : "uniform";
        return section.find(law)
                .flatMap(value -> law.equals("normal") && isXavier(value)
                        ? Optional.of(new Template.Value(new Scalar.Word("xavier")))
                        : reading.number(value, section.path(law), SCALE))
                .map(scale -> new Template.Fields(new TreeMap<>(Map.of(law, scale))));
    }

    private static boolean isXavier(Source source) {
        return source instanceof Source.Single(int _, String text, boolean _) && text.equals("xavier");
    }
}

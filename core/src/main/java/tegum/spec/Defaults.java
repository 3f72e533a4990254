package tegum.spec;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a field that a spec leaves out stands for: the settings of the paper's notebook.
///
/// **A default never changes.** It is left out of the canonical JSON of a cell, so that a parameter that a
/// later version adds, with a default that trains what was trained before, leaves every old id as it is.
///
/// Source: SCIENCE section 1; DESIGN section 1, `CellId`.
public final class Defaults {
    private static final Map<String, Scalar> BY_PATH = Map.ofEntries(
            Map.entry("importance", Scalar.Decimal.of("1")),
            Map.entry("data.law", new Scalar.Word("independent")),
            Map.entry("data.values", new Scalar.Word("uniform")),
            Map.entry("model.output", new Scalar.Word("relu")),
            Map.entry("model.hidden-activation", new Scalar.Word("linear")),
            Map.entry("model.untied", new Scalar.Flag(false)),
            Map.entry("model.target", new Scalar.Word("input")),
            Map.entry("model.bias", new Scalar.Flag(true)),
            Map.entry("train.steps", Scalar.Decimal.of("10000")),
            Map.entry("train.batch", Scalar.Decimal.of("1024")),
            Map.entry("train.optimizer.name", new Scalar.Word("adamw")),
            Map.entry("train.optimizer.rate", Scalar.Decimal.of("1e-3")),
            Map.entry("train.optimizer.beta1", Scalar.Decimal.of("0.9")),
            Map.entry("train.optimizer.beta2", Scalar.Decimal.of("0.999")),
            Map.entry("train.optimizer.epsilon", Scalar.Decimal.of("1e-8")),
            Map.entry("train.optimizer.momentum", Scalar.Decimal.of("0")),
            Map.entry("train.schedule", new Scalar.Word("constant")),
            Map.entry("train.init.normal", new Scalar.Word("xavier")));

    /// The notebook's decay belongs to its optimizer; the others have none unless asked.
    private static final Map<String, Scalar> DECAY_BY_OPTIMIZER = Map.of(
            "adamw", Scalar.Decimal.of("0.01"),
            "adam", Scalar.Decimal.of("0"),
            "sgd", Scalar.Decimal.of("0"));

    private static final String DECAY = "train.optimizer.decay";

    private Defaults() {}

    /// The default of a field, by its dotted path.
    ///
    /// @param optimizer name of the cell's optimizer, on which the default decay depends
    public static Optional<Scalar> of(String path, String optimizer) {
        return Optional.ofNullable(path.equals(DECAY) ? DECAY_BY_OPTIMIZER.get(optimizer) : BY_PATH.get(path));
    }

    /// The same template without fields at their default and then without parts that have become empty.
    public static Template.Fields leftOut(Template.Fields template) {
        return leftOut("", template, optimizerOf(template));
    }

    /// The optimizer's name; empty if an axis gives it.
    private static String optimizerOf(Template.Fields template) {
        Optional<Template> name = template.part("train").part("optimizer").field("name");
        if (name.isEmpty()) {
            return "adamw";
        }
        return name.get() instanceof Template.Value(Scalar scalar) ? scalar.text() : "";
    }

    private static Template.Fields leftOut(String prefix, Template.Fields part, String optimizer) {
        Map<String, Template> kept = new HashMap<>();
        part.fields().forEach((key, field) -> {
            String path = prefix + key;
            switch (field) {
                case Template.Fields fields -> {
                    Template.Fields rest = leftOut(path + ".", fields, optimizer);
                    if (!rest.fields().isEmpty()) {
                        kept.put(key, rest);
                    }
                }
                case Template.Value(Scalar scalar)
                when of(path, optimizer).filter(scalar::equals).isPresent() -> {}
                case Template.Value _, Template.Reference _, Template.Items _ -> kept.put(key, field);
            }
        });
        return new Template.Fields(new TreeMap<>(kept));
    }
}

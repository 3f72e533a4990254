package tegum.spec.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tegum.spec.Axis;
import tegum.spec.ReservedNames;
import tegum.spec.Scale;
import tegum.spec.SweepSpec;

/// The JSON Schema of a spec, for completion and checks in editors; made from the keys, words and ranges that the
/// readers use.
///
/// A spec that it refuses, [SpecReader] refuses too, but for words that YAML takes for numbers or flags. The other way
/// round it cannot tell what depends on several fields: whether axes exist, are used and have fitting values, lengths
/// of lists, `hidden` against `features`, sizes of the sweep.
///
/// Source: JSON Schema, draft 2020-12.
public final class SpecSchema {
    private static final String NO_CONTROLS = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$";

    private SpecSchema() {}

    /// The schema, indented.
    public static String text() {
        try {
            return JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build()
                    .writeValueAsString(schema());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> schema() {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (String key : SpecReader.KEYS) {
            parts.put(key, part(key));
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "A sweep of Tegum");
        root.putAll(SchemaNode.mapping(List.of("name", "model", "data"), parts));
        Map<String, Object> range = Map.of("type", "object");
        root.put(
                "allOf",
                List.of(Map.of(
                        "if",
                        SchemaNode.with("sample"),
                        "then",
                        Map.of(
                                "required",
                                List.of("axes"),
                                "properties",
                                Map.of("axes", Map.of("minProperties", 1, "additionalProperties", range))),
                        "else",
                        Map.of(
                                "properties",
                                Map.of(
                                        "axes",
                                        Map.of(
                                                "additionalProperties",
                                                Map.of("if", range, "then", SchemaNode.with("count"))))))));
        return root;
    }

    private static Map<String, Object> part(String key) {
        return switch (key) {
            case "name" ->
                Map.of(
                        "type",
                        "string",
                        "pattern",
                        "^" + SweepSpec.NAME_PATTERN + "$",
                        "not",
                        SchemaNode.fixedWord(List.copyOf(ReservedNames.RELATIONS)));
            case "title" -> Map.of("type", "string", "maxLength", SettingsReader.LONGEST_TITLE, "pattern", NO_CONTROLS);
            case "model" -> model();
            case "data" -> data();
            case "importance" -> importance();
            case "axes" -> axes();
            case "train" -> train();
            case "replicates" -> SchemaNode.fixed(SettingsReader.REPLICATES);
            case "seed" -> Map.of("type", "integer", "minimum", 0, "maximum", Long.MAX_VALUE);
            case "measure" -> measure();
            case "keep" -> keep();
            case "engine" -> SchemaNode.fixedWord(SettingsReader.ENGINES);
            case "sample" -> SchemaNode.only("sobol", SchemaNode.fixed(SampleReader.COUNT));
            default -> throw new IllegalStateException("no schema of " + key);
        };
    }

    private static Map<String, Object> model() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String key : ModelReader.KEYS) {
            fields.put(
                    key,
                    switch (key) {
                        case "features" -> SchemaNode.number(ModelReader.FEATURES);
                        case "hidden" -> SchemaNode.number(ModelReader.HIDDEN);
                        case "output", "hidden-activation" -> SchemaNode.word(ModelReader.ACTIVATIONS);
                        case "target" -> SchemaNode.word(ModelReader.TARGETS);
                        case "untied", "bias" -> SchemaNode.flag();
                        default -> throw new IllegalStateException("no schema of model." + key);
                    });
        }
        return SchemaNode.mapping(List.of("features", "hidden"), fields);
    }

    private static Map<String, Object> data() {
        Map<String, Object> power = SchemaNode.only(
                "power",
                SchemaNode.mapping(
                        List.of("first", "exponent"),
                        Map.of(
                                "first", SchemaNode.number(DataReader.DENSITY),
                                "exponent", SchemaNode.number(DataReader.EXPONENT))));
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String key : DataReader.KEYS) {
            fields.put(
                    key,
                    switch (key) {
                        case "law" -> SchemaNode.word(DataReader.LAWS);
                        case "density" -> SchemaNode.any(List.of(SchemaNode.perFeature(DataReader.DENSITY), power));
                        case "sparsity" -> SchemaNode.perFeature(DataReader.SPARSITY);
                        case "values" -> SchemaNode.word(DataReader.VALUES);
                        case "set" -> SchemaNode.number(DataReader.SET);
                        case "samples" -> SchemaNode.number(DataReader.SAMPLES);
                        default -> throw new IllegalStateException("no schema of data." + key);
                    });
        }
        Map<String, Object> node = SchemaNode.mapping(List.of(), fields);
        node.put("allOf", DataReader.LAWS.stream().map(SpecSchema::law).toList());
        return node;
    }

    /// What keys go with a law.
    private static Map<String, Object> law(String law) {
        List<String> foreign = DataReader.LAWS_WITH.entrySet().stream()
                .filter(takers -> !takers.getValue().contains(law))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        List<Map<String, Object>> rules = new ArrayList<>();
        if (!foreign.isEmpty()) {
            rules.add(SchemaNode.without(foreign));
        }
        if (!foreign.contains("density")) {
            rules.add(Map.of("oneOf", List.of(SchemaNode.with("density"), SchemaNode.with("sparsity"))));
        }
        for (String key : List.of("set", "samples")) {
            if (!foreign.contains(key)) {
                rules.add(SchemaNode.with(key));
            }
        }
        boolean independent = law.equals("independent");
        if (!independent) {
            rules.add(Map.of(
                    "properties",
                    Map.of(
                            "density", SchemaNode.number(DataReader.DENSITY),
                            "sparsity", SchemaNode.number(DataReader.SPARSITY))));
        }
        return SchemaNode.where("law", List.of(law), independent, Map.of("allOf", rules));
    }

    private static Map<String, Object> importance() {
        Map<String, Object> positive = SchemaNode.number(ImportanceReader.POSITIVE);
        return SchemaNode.any(List.of(
                SchemaNode.perFeature(ImportanceReader.IMPORTANCE),
                SchemaNode.only("geometric", positive),
                SchemaNode.only(
                        "log", SchemaNode.mapping(List.of("from", "to"), Map.of("from", positive, "to", positive)))));
    }

    private static Map<String, Object> axes() {
        List<Map<String, Object>> kinds = List.of(
                SchemaNode.fixed(AxesReader.ANY),
                Map.of("type", "string", "minLength", 1, "not", Map.of("pattern", "^\\$")),
                Map.of("type", "boolean"));
        List<Map<String, Object>> choices = new ArrayList<>();
        for (Map<String, Object> kind : kinds) {
            choices.add(Map.of("type", "array", "minItems", 1, "uniqueItems", true, "items", kind));
        }
        Map<String, Object> ends = new LinkedHashMap<>();
        for (String key : AxesReader.RANGE_KEYS) {
            ends.put(
                    key,
                    switch (key) {
                        case "from", "to" -> SchemaNode.fixed(AxesReader.ANY);
                        case "count" -> SchemaNode.fixed(AxesReader.COUNT);
                        case "scale" -> SchemaNode.fixedWord(AxesReader.SCALES);
                        default -> throw new IllegalStateException("no schema of a range's " + key);
                    });
        }
        Map<String, Object> range = SchemaNode.mapping(List.of("from", "to"), ends);
        Map<String, Object> positive = Map.of("exclusiveMinimum", 0);
        range.put(
                "allOf",
                List.of(SchemaNode.where(
                        "scale",
                        List.of(Scale.LOG.text()),
                        false,
                        Map.of("properties", Map.of("from", positive, "to", positive)))));
        choices.add(range);
        return Map.of(
                "type",
                "object",
                "propertyNames",
                Map.of(
                        "pattern",
                        "^" + Axis.PATTERN + "$",
                        "not",
                        SchemaNode.fixedWord(List.copyOf(ReservedNames.COLUMNS))),
                "additionalProperties",
                Map.of("anyOf", choices));
    }

    private static Map<String, Object> train() {
        Map<String, Object> scale = SchemaNode.number(TrainReader.SCALE);
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String key : TrainReader.KEYS) {
            fields.put(
                    key,
                    switch (key) {
                        case "steps" -> SchemaNode.number(TrainReader.STEPS);
                        case "batch" -> SchemaNode.number(TrainReader.BATCH);
                        case "optimizer" -> optimizer();
                        case "schedule" ->
                            SchemaNode.any(List.of(
                                    SchemaNode.word(TrainReader.SCHEDULES),
                                    SchemaNode.only("warmup-cosine", SchemaNode.number(TrainReader.STEPS))));
                        case "init" ->
                            SchemaNode.any(List.of(
                                    SchemaNode.only(
                                            "normal",
                                            SchemaNode.any(List.of(scale, SchemaNode.fixedWord(List.of("xavier"))))),
                                    SchemaNode.only("uniform", scale)));
                        default -> throw new IllegalStateException("no schema of train." + key);
                    });
        }
        return SchemaNode.mapping(List.of(), fields);
    }

    private static Map<String, Object> optimizer() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String key : TrainReader.OPTIMIZER_KEYS) {
            Permitted permitted = TrainReader.OPTIMIZER_NUMBERS.get(key);
            fields.put(key, permitted == null ? SchemaNode.word(TrainReader.OPTIMIZERS) : SchemaNode.number(permitted));
        }
        Map<String, Object> node = SchemaNode.mapping(List.of(), fields);
        List<Map<String, Object>> rules = new ArrayList<>();
        for (String name : TrainReader.OPTIMIZERS) {
            List<String> foreign = TrainReader.OPTIMIZER_KEYS.stream()
                    .filter(key -> TrainReader.OPTIMIZER_NUMBERS.containsKey(key) && !TrainReader.takes(name, key))
                    .toList();
            rules.add(SchemaNode.where("name", List.of(name), name.equals("adamw"), SchemaNode.without(foreign)));
        }
        node.put("allOf", rules);
        return node;
    }

    private static Map<String, Object> measure() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String key : SettingsReader.MEASURE_KEYS) {
            fields.put(
                    key,
                    switch (key) {
                        case "focus" ->
                            SchemaNode.any(List.of(
                                    SchemaNode.fixedWord(List.of("last")), SchemaNode.fixed(SettingsReader.FOCUS)));
                        case "rule" -> SchemaNode.fixedWord(SettingsReader.RULES);
                        case "record" ->
                            SchemaNode.any(List.of(
                                    Map.of(
                                            "type",
                                            "array",
                                            "uniqueItems",
                                            true,
                                            "items",
                                            SchemaNode.fixed(SettingsReader.STEP)),
                                    SchemaNode.only("log", SchemaNode.fixed(SettingsReader.STEP_COUNT))));
                        default -> SchemaNode.fixed(SettingsReader.THRESHOLD);
                    });
        }
        return SchemaNode.mapping(List.of(), fields);
    }

    private static Map<String, Object> keep() {
        Map<String, Object> fields = new LinkedHashMap<>();
        SettingsReader.KEEP_KEYS.forEach(key -> fields.put(key, SchemaNode.fixedWord(SettingsReader.AMOUNTS)));
        return SchemaNode.mapping(List.of(), fields);
    }
}

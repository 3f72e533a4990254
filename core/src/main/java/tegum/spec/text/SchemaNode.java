package tegum.spec.text;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tegum.spec.Axis;

/// Parts of a JSON Schema, made from what the readers permit.
final class SchemaNode {
    /// A text `$p` in the place of a value.
    static final Map<String, Object> REFERENCE =
            Map.of("type", "string", "pattern", "^\\$" + Axis.PATTERN + "$", "description", "an axis, as $p");

    private SchemaNode() {}

    /// A number that no axis gives.
    static Map<String, Object> fixed(Permitted permitted) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("type", permitted.whole() ? "integer" : "number");
        node.put(permitted.aboveFrom() ? "exclusiveMinimum" : "minimum", number(permitted.from()));
        node.put(permitted.belowTo() ? "exclusiveMaximum" : "maximum", number(permitted.to()));
        node.put("description", permitted.advice());
        return node;
    }

    private static Number number(BigDecimal value) {
        return value.stripTrailingZeros().scale() <= 0 && value.precision() - value.scale() < 19
                ? (Number) value.longValueExact()
                : (Number) value.doubleValue();
    }

    /// A number or an axis.
    static Map<String, Object> number(Permitted permitted) {
        return any(List.of(fixed(permitted), REFERENCE));
    }

    /// A number for all features or a list with one for each, where an axis may stand for any.
    static Map<String, Object> perFeature(Permitted permitted) {
        return any(List.of(
                fixed(permitted), REFERENCE, Map.of("type", "array", "minItems", 1, "items", number(permitted))));
    }

    static Map<String, Object> fixedWord(List<String> words) {
        return Map.of("enum", words);
    }

    /// One of some words, or an axis.
    static Map<String, Object> word(List<String> words) {
        return any(List.of(fixedWord(words), REFERENCE));
    }

    /// True, false or an axis.
    static Map<String, Object> flag() {
        return any(List.of(Map.of("type", "boolean"), REFERENCE));
    }

    static Map<String, Object> any(List<Map<String, Object>> choices) {
        return Map.of("anyOf", choices);
    }

    /// A mapping with no other keys.
    static Map<String, Object> mapping(List<String> required, Map<String, Object> properties) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("type", "object");
        node.put("additionalProperties", false);
        if (!required.isEmpty()) {
            node.put("required", required);
        }
        node.put("properties", properties);
        return node;
    }

    /// A mapping of one key.
    static Map<String, Object> only(String key, Map<String, Object> value) {
        return mapping(List.of(key), Map.of(key, value));
    }

    /// None of some keys.
    static Map<String, Object> without(List<String> keys) {
        return Map.of("not", Map.of("anyOf", keys.stream().map(SchemaNode::with).toList()));
    }

    /// A key is there.
    static Map<String, Object> with(String key) {
        return Map.of("required", List.of(key));
    }

    /// Where a key has one of some values, or by default is absent, something else holds.
    static Map<String, Object> where(String key, List<String> values, boolean byDefault, Map<String, Object> then) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("properties", Map.of(key, fixedWord(values)));
        if (!byDefault) {
            condition.put("required", List.of(key));
        }
        return Map.of("if", condition, "then", then);
    }
}

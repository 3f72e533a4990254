package tegum.spec;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a sweep trains, with axes where values vary: the spec's own keys and nesting. Without a reference
/// it is one cell.
public sealed interface Template {

    /// A value that does not vary.
    record Value(Scalar scalar) implements Template {}

    /// A value that an axis gives.
    ///
    /// @param complement whether it is one minus the axis value: a density written as sparsity
    record Reference(String axis, boolean complement) implements Template {

        /// What stands here when the axis has a value.
        public Scalar of(Scalar axisValue) {
            return complement && axisValue instanceof Scalar.Decimal decimal ? decimal.complement() : axisValue;
        }
    }

    /// A list, one entry per feature.
    record Items(List<Template> items) implements Template {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// Named parts, in the order of canonical JSON (UTF-16 code units).
    record Fields(SortedMap<String, Template> fields) implements Template {
        public Fields {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }

        public Optional<Template> field(String key) {
            return Optional.ofNullable(fields.get(key));
        }

        /// The part with the given name, or one without parts.
        public Fields part(String key) {
            return fields.get(key) instanceof Fields part ? part : new Fields(new TreeMap<>());
        }

        @Override
        public Fields substitute(Function<Reference, Scalar> values) {
            TreeMap<String, Template> substituted = new TreeMap<>();
            fields.forEach((key, part) -> substituted.put(key, part.substitute(values)));
            return new Fields(substituted);
        }
    }

    /// The same with each reference replaced by its value.
    default Template substitute(Function<Reference, Scalar> values) {
        return switch (this) {
            case Value value -> value;
            case Reference reference -> new Value(values.apply(reference));
            case Items(List<Template> items) ->
                new Items(items.stream().map(item -> item.substitute(values)).toList());
            case Fields fields -> fields.substitute(values);
        };
    }

    /// Whether a reference in here satisfies the condition.
    default boolean refersTo(Predicate<Reference> condition) {
        return switch (this) {
            case Value _ -> false;
            case Reference reference -> condition.test(reference);
            case Items(List<Template> items) -> items.stream().anyMatch(item -> item.refersTo(condition));
            case Fields(SortedMap<String, Template> fields) ->
                fields.values().stream().anyMatch(part -> part.refersTo(condition));
        };
    }
}

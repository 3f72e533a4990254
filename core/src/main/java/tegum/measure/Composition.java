package tegum.measure;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Of which shapes a training's represented features consist, as text: `2 digon`, `1 single + 1 digon`, `none`.
///
/// Canonical: the classes in the order of [ComponentClass], each with its count, joined by ` + `.
public final class Composition {
    private static final String NONE = "none";

    private Composition() {}

    /// The text of some shapes, in any order.
    public static String of(Collection<ComponentClass> components) {
        if (components.isEmpty()) {
            return NONE;
        }
        SortedMap<ComponentClass, Integer> counts = new TreeMap<>();
        components.forEach(shape -> counts.merge(shape, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().text())
                .collect(Collectors.joining(" + "));
    }
}

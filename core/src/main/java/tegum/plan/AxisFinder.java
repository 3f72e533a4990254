package tegum.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tegum.spec.Axis;
import tegum.spec.AxisList;
import tegum.spec.AxisRange;
import tegum.spec.AxisSample;
import tegum.spec.AxisValues;
import tegum.spec.Defaults;
import tegum.spec.Scalar;
import tegum.spec.SweepSpec;
import tegum.spec.Template;

/// Finds the only grid point of a sweep that could be a given cell: it reads the axis values where the template
/// refers to them. Whether it is that cell, the caller sees by making it.
final class AxisFinder {
    private static final int NOT_SEEN = -1;

    private final SweepSpec spec;
    private final Map<String, Integer> axes = new HashMap<>();
    private final Map<String, Map<Scalar, Integer>> byComplement = new HashMap<>();

    AxisFinder(SweepSpec spec) {
        this.spec = spec;
        for (int index = 0; index < spec.axes().size(); index++) {
            Axis axis = spec.axes().get(index);
            axes.put(axis.name(), index);
            if (axis.values() instanceof AxisList list
                    && spec.template()
                            .refersTo(reference ->
                                    reference.complement() && reference.axis().equals(axis.name()))) {
                Map<Scalar, Integer> complements = new HashMap<>();
                for (int i = 0; i < list.count(); i++) {
                    complements.put(new Template.Reference(axis.name(), true).of(list.at(i)), i);
                }
                byComplement.put(axis.name(), complements);
            }
        }
    }

    /// Index on each axis, or empty if some axis lacks the cell's value.
    ///
    /// @param cell a cell with defaults left out
    Optional<int[]> indices(Template.Fields cell) {
        String optimizer =
                cell.part("train").part("optimizer").field("name").orElse(null) instanceof Template.Value(Scalar name)
                        ? name.text()
                        : "adamw";
        int[] indices = new int[spec.axes().size()];
        Arrays.fill(indices, NOT_SEEN);
        boolean found = find("", spec.template(), cell, optimizer, indices);
        return found && Arrays.stream(indices).noneMatch(index -> index == NOT_SEEN)
                ? Optional.of(indices)
                : Optional.empty();
    }

    private boolean find(String path, Template template, @Nullable Template cell, String optimizer, int[] indices) {
        return switch (template) {
            case Template.Value _ -> true;
            case Template.Reference reference -> {
                Scalar value = cell instanceof Template.Value(Scalar scalar)
                        ? scalar
                        : Defaults.of(path, optimizer).orElse(null);
                int index = value == null || cell instanceof Template.Items || cell instanceof Template.Fields
                        ? NOT_SEEN
                        : indexOf(reference, value);
                indices[axes.getOrDefault(reference.axis(), 0)] = index;
                yield index != NOT_SEEN;
            }
            case Template.Items(List<Template> items) -> {
                if (!(cell instanceof Template.Items(List<Template> there)) || there.size() != items.size()) {
                    yield false;
                }
                boolean found = true;
                for (int i = 0; found && i < items.size(); i++) {
                    found = find(path, items.get(i), there.get(i), optimizer, indices);
                }
                yield found;
            }
            case Template.Fields fields -> {
                String prefix = path.isEmpty() ? "" : path + ".";
                for (Map.Entry<String, Template> field : fields.fields().entrySet()) {
                    Template there =
                            cell instanceof Template.Fields part ? part.fields().get(field.getKey()) : null;
                    if (!find(prefix + field.getKey(), field.getValue(), there, optimizer, indices)) {
                        yield false;
                    }
                }
                yield true;
            }
        };
    }

    private int indexOf(Template.Reference reference, Scalar value) {
        Axis axis = spec.axis(reference.axis()).orElseThrow();
        if (!reference.complement()) {
            return axis.values().indexOf(value);
        }
        return switch (axis.values()) {
            case AxisList _ -> byComplement.getOrDefault(axis.name(), Map.of()).getOrDefault(value, NOT_SEEN);
            case AxisRange _, AxisSample _ -> indexOfComplement(axis.values(), value);
        };
    }

    /// One minus a density of 12 digits is the sparsity to within a point: densities of different points differ.
    private static int indexOfComplement(AxisValues values, Scalar density) {
        return density instanceof Scalar.Decimal decimal
                ? values.around(decimal.complement().toDouble())
                        .filter(index -> values.at(index) instanceof Scalar.Decimal sparsity
                                && sparsity.complement().equals(decimal))
                        .findFirst()
                        .orElse(NOT_SEEN)
                : NOT_SEEN;
    }
}

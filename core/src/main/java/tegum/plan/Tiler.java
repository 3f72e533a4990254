package tegum.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tegum.model.PerFeature;
import tegum.random.ActivityPattern;
import tegum.spec.Axis;
import tegum.spec.Defaults;
import tegum.spec.Scalar;
import tegum.spec.SweepSpec;
import tegum.spec.Template;

/// Cuts the grid of a sweep into boxes of one kernel key: first the axes whose every value has its own,
/// then the densities.
final class Tiler {
    /// Laws without densities per feature, and grids without density axes, have nothing that varies.
    private static final Tiling.Box WHOLE = new Tiling.Box(ActivityPattern.of(PerFeature.of(1.0), 1));

    private final SweepSpec spec;
    private final KernelAxes kernelAxes;
    private final long maxBoxes;
    private final Map<String, Scalar> fixed = new HashMap<>();

    private Tiler(SweepSpec spec, KernelAxes kernelAxes, long maxBoxes) {
        this.spec = spec;
        this.kernelAxes = kernelAxes;
        this.maxBoxes = maxBoxes;
    }

    /// @throws TooManyStrataException if there are more boxes
    static Tiling tile(SweepSpec spec, long maxBoxes) {
        return new Tiler(spec, KernelAxes.of(spec), maxBoxes).tile(0);
    }

    private Tiling tile(int depth) {
        if (depth == kernelAxes.single().size()) {
            return densities();
        }
        int index = kernelAxes.single().get(depth);
        Axis axis = spec.axes().get(index);
        List<Integer> starts = new ArrayList<>();
        List<Tiling> parts = new ArrayList<>();
        long boxes = 0;
        for (int start = 0; start < axis.count(); start++) {
            fixed.put(axis.name(), axis.values().at(start));
            starts.add(start);
            parts.add(tile(depth + 1));
            boxes += parts.getLast().boxes();
            if (boxes > maxBoxes) {
                throw new TooManyStrataException();
            }
        }
        return new Tiling.Cut(index, starts, parts);
    }

    private Tiling densities() {
        Template.Fields data = spec.template().part("data");
        boolean independent = at(data, "data.", "law").text().equals("independent");
        Optional<Template> density = data.field("density");
        if (kernelAxes.density().isEmpty() || !independent || density.isEmpty()) {
            return WHOLE;
        }
        return new DensityTiler(
                        withFixed(density.get()),
                        whole(spec.template().part("model"), "model.", "features"),
                        whole(spec.template().part("train"), "train.", "batch"),
                        spec.axes(),
                        kernelAxes.density(),
                        maxBoxes)
                .tile();
    }

    /// The densities with the axes in place that have one value here.
    private Template withFixed(Template density) {
        return switch (density) {
            case Template.Value value -> value;
            case Template.Reference reference -> {
                Scalar value = fixed.get(reference.axis());
                yield value == null ? reference : new Template.Value(reference.of(value));
            }
            case Template.Items(List<Template> items) ->
                new Template.Items(items.stream().map(this::withFixed).toList());
            case Template.Fields(var fields) -> {
                Map<String, Template> parts = new HashMap<>();
                fields.forEach((key, part) -> parts.put(key, withFixed(part)));
                yield new Template.Fields(new TreeMap<>(parts));
            }
        };
    }

    private int whole(Template.Fields part, String prefix, String key) {
        return at(part, prefix, key) instanceof Scalar.Decimal number ? number.toInt() : 0;
    }

    private Scalar at(Template.Fields part, String prefix, String key) {
        Optional<Template> field = part.field(key);
        if (field.isEmpty()) {
            return Defaults.of(prefix + key, "").orElseThrow();
        }
        if (withFixed(field.get()) instanceof Template.Value(Scalar scalar)) {
            return scalar;
        }
        throw new IllegalStateException(prefix + key + " varies in a box");
    }
}

package tegum.coordinator.diagram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tegum.coordinator.plot.DiagramAxis;
import tegum.spec.Axis;
import tegum.spec.AxisList;
import tegum.spec.AxisRange;
import tegum.spec.AxisSample;
import tegum.spec.Scalar;
import tegum.spec.Scale;
import tegum.spec.SweepSpec;
import tegum.spec.Template;

/// Which axes of a sweep span its diagrams, and which are cut into slices.
///
/// As in the paper the density runs along x; y is the first other axis of numbers.
///
/// @param shown positions of one or two axes in the spec, x first; none if no axis has numbers
/// @param sliced positions of the other axes
record DiagramAxes(List<Integer> shown, List<Integer> sliced) {
    private static final String DENSITY = "data.density";

    /// What the axes that occur in most sweeps are called beside a picture.
    private static final Map<String, String> LABELS = Map.of(
            DENSITY,
            "density %s (probability that a feature is active)",
            "importance",
            "importance %s, relative to the first feature",
            "importance.geometric",
            "ratio %s of successive importances",
            "train.optimizer.rate",
            "learning rate %s",
            "train.optimizer.decay",
            "weight decay %s",
            "train.steps",
            "steps %s",
            "train.batch",
            "samples a step %s",
            "model.features",
            "features %s",
            "model.hidden",
            "hidden dimensions %s");

    static DiagramAxes of(SweepSpec spec) {
        List<Integer> numbers = new ArrayList<>();
        List<Integer> sliced = new ArrayList<>();
        for (int axis = 0; axis < spec.axes().size(); axis++) {
            boolean number = spec.axes().get(axis).values().at(0) instanceof Scalar.Decimal;
            (number ? numbers : sliced).add(axis);
        }
        List<Integer> shown = new ArrayList<>();
        numbers.stream().filter(axis -> isDensity(spec, axis)).findFirst().ifPresent(shown::add);
        for (int axis : numbers) {
            if (shown.size() < 2 && !shown.contains(axis)) {
                shown.add(axis);
            } else if (!shown.contains(axis)) {
                sliced.add(axis);
            }
        }
        return new DiagramAxes(List.copyOf(shown), sliced.stream().sorted().toList());
    }

    private static boolean isDensity(SweepSpec spec, int axis) {
        return place(spec, spec.axes().get(axis).name()).startsWith(DENSITY);
    }

    /// The first field that takes its value from an axis.
    private static String place(SweepSpec spec, String axis) {
        return place(spec.template(), axis, "");
    }

    private static String place(Template.Fields fields, String axis, String path) {
        for (Map.Entry<String, Template> field : fields.fields().entrySet()) {
            String here = path + field.getKey();
            if (!field.getValue().refersTo(reference -> reference.axis().equals(axis))) {
                continue;
            }
            return field.getValue() instanceof Template.Fields inner ? place(inner, axis, here + ".") : here;
        }
        return path;
    }

    static DiagramAxis drawn(SweepSpec spec, int position) {
        Axis axis = spec.axes().get(position);
        double[] values = new double[axis.count()];
        for (int index = 0; index < values.length; index++) {
            values[index] = number(axis.values().at(index));
        }
        return new DiagramAxis(axis.name(), label(spec, axis.name()), "", values, spacing(axis, values));
    }

    /// The axis as one over the density, so that features become rarer to the right; empty unless it is the density of
    /// all features.
    static Optional<DiagramAxis> inverseDensity(SweepSpec spec, int position) {
        DiagramAxis drawn = drawn(spec, position);
        boolean sparsity = isSparsity(spec, drawn.name());
        double[] inverse = Arrays.stream(drawn.values())
                .map(value -> 1 / (sparsity ? 1 - value : value))
                .toArray();
        if (!isDensityOfAll(spec, drawn.name()) || !Arrays.stream(inverse).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        String name = sparsity ? "1/(1-%s)".formatted(drawn.name()) : "1/" + drawn.name();
        return Optional.of(new DiagramAxis(
                name, "%s, one over the density of a feature".formatted(name), "", inverse, DiagramAxis.Spacing.LOG));
    }

    private static boolean isDensityOfAll(SweepSpec spec, String axis) {
        return place(spec, axis).equals(DENSITY)
                && !(spec.template().part("data").field("density").orElseThrow() instanceof Template.Items);
    }

    private static String label(SweepSpec spec, String axis) {
        String place = place(spec, axis);
        if (isSparsity(spec, axis)) {
            return "sparsity %s (probability that a feature is inactive)".formatted(axis);
        }
        if (place.equals(DENSITY)
                && spec.template().part("data").field("density").orElseThrow() instanceof Template.Items) {
            return "density %s of the features that have it".formatted(axis);
        }
        String words = LABELS.getOrDefault(place, "%s");
        // An axis that is called as what it varies is not named twice: "learning rate rate".
        boolean named = Arrays.asList(words.split(" ")).contains(axis);
        return named ? words.replace(" %s", "") : words.formatted(axis);
    }

    /// Whether the axis gives one minus a density.
    static boolean isSparsity(SweepSpec spec, String axis) {
        return spec.template()
                .part("data")
                .refersTo(reference -> reference.axis().equals(axis) && reference.complement());
    }

    private static DiagramAxis.Spacing spacing(Axis axis, double... values) {
        return switch (axis.values()) {
            case AxisRange range when range.scale() == Scale.LOG -> DiagramAxis.Spacing.LOG;
            case AxisSample sample when sample.scale() == Scale.LOG -> DiagramAxis.Spacing.LOG;
            case AxisRange _, AxisSample _ -> DiagramAxis.Spacing.LINEAR;
            case AxisList _ -> spansDecades(values) ? DiagramAxis.Spacing.LOG : DiagramAxis.Spacing.LINEAR;
        };
    }

    /// A written-out list says nothing of its spacing; positive values over a decade are read on a logarithmic scale.
    private static boolean spansDecades(double... values) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0.0;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return least > 0 && most / least >= 10;
    }

    static double number(Scalar scalar) {
        return scalar instanceof Scalar.Decimal decimal ? decimal.toDouble() : Double.NaN;
    }
}

package tegum.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntToDoubleFunction;
import tegum.model.PerFeature;
import tegum.random.ActivityPattern;
import tegum.spec.Axis;
import tegum.spec.Scalar;
import tegum.spec.Template;

/// Cuts the axes that give densities into boxes of one activity pattern, without visiting the points.
///
/// Every part of a pattern is monotone in each density: the law of a feature; then, where laws agree, whether an
/// octave has runs (its largest density); whether samples are compacted (the product of 1 - p). So a box has one
/// pattern if it has the same at its corner of least densities and at its corner of largest ones, and what lies
/// between two equal slabs equals them. Boxes are found by halving an axis until that holds. The longest axis is
/// cut last: then a curved border costs two boxes for each index of the shorter axes.
final class DensityTiler {
    private final Template density;
    private final int features;
    private final int batch;
    private final long maxBoxes;
    private final List<Dimension> dimensions;
    private final Map<String, Dimension> dimensionsByName = new HashMap<>();
    private final Map<ActivityPattern, Tiling.Box> boxes = new HashMap<>();

    /// @param density the spec's densities with references to the density axes alone
    /// @param directions index of each density axis and whether densities rise with it
    /// @param maxBoxes beyond it the cutting stops
    DensityTiler(
            Template density,
            int features,
            int batch,
            List<Axis> axes,
            SortedMap<Integer, Boolean> directions,
            long maxBoxes) {
        this.density = density;
        this.features = features;
        this.batch = batch;
        this.maxBoxes = maxBoxes;
        List<Dimension> found = new ArrayList<>();
        directions.forEach((index, rises) -> found.add(new Dimension(index, axes.get(index), rises, density)));
        found.sort(Comparator.comparingInt(Dimension::count));
        this.dimensions = List.copyOf(found);
        dimensions.forEach(dimension -> dimensionsByName.put(dimension.name(), dimension));
    }

    Tiling tile() {
        return tile(0);
    }

    /// The grid of the dimensions from a depth on, which are whole; those before are at one index.
    private Tiling tile(int depth) {
        Tiling.Box low = corner(true);
        if (low.equals(corner(false))) {
            return low;
        }
        Dimension dimension = dimensions.get(depth);
        Map<Integer, Tiling> slabs = new HashMap<>();
        Runs runs = cut(depth, 0, dimension.count() - 1, slabs);
        dimension.reset();
        return runs.parts.size() == 1
                ? runs.parts.getFirst()
                : new Tiling.Cut(dimension.index(), runs.starts, runs.parts);
    }

    private record Runs(List<Integer> starts, List<Tiling> parts) {}

    private Runs cut(int depth, int from, int to, Map<Integer, Tiling> slabs) {
        Dimension dimension = dimensions.get(depth);
        Tiling low = slab(depth, dimension.extreme(from, to, true), slabs);
        if (from == to || low.equals(slab(depth, dimension.extreme(from, to, false), slabs))) {
            return new Runs(new ArrayList<>(List.of(from)), new ArrayList<>(List.of(low)));
        }
        int middle = (from + to) >>> 1;
        Runs left = cut(depth, from, middle, slabs);
        Runs right = cut(depth, middle + 1, to, slabs);
        int skipped = left.parts.getLast().equals(right.parts.getFirst()) ? 1 : 0;
        left.starts.addAll(right.starts.subList(skipped, right.starts.size()));
        left.parts.addAll(right.parts.subList(skipped, right.parts.size()));
        if (left.parts.stream().mapToLong(Tiling::boxes).sum() > maxBoxes) {
            throw new TooManyStrataException();
        }
        return left;
    }

    private Tiling slab(int depth, int index, Map<Integer, Tiling> slabs) {
        Tiling known = slabs.get(index);
        if (known != null) {
            return known;
        }
        dimensions.get(depth).fix(index);
        Tiling slab = tile(depth + 1);
        slabs.put(index, slab);
        return slab;
    }

    /// The pattern at the corner of least, or of largest, densities.
    private Tiling.Box corner(boolean least) {
        PerFeature densities = switch (density) {
            case Template.Fields generator -> CellFactory.density(atCorner(generator, least), features);
            case Template.Items(List<Template> items) -> PerFeature.generate(items.size(), numbers(items, least));
            case Template.Value _, Template.Reference _ ->
                PerFeature.uniform(features, numbers(List.of(density), least).applyAsDouble(0));
        };
        return boxes.computeIfAbsent(ActivityPattern.of(densities, batch), Tiling.Box::new);
    }

    private IntToDoubleFunction numbers(List<Template> items, boolean least) {
        return feature -> switch (items.get(feature)) {
            case Template.Reference(String name, boolean _) -> dimension(name).number(least);
            case Template.Value(Scalar scalar) when scalar instanceof Scalar.Decimal decimal -> decimal.toDouble();
            case Template.Value _, Template.Items _, Template.Fields _ ->
                throw new IllegalStateException("density " + items.get(feature));
        };
    }

    private Template atCorner(Template.Fields generator, boolean least) {
        return generator.substitute(
                reference -> Scalar.Decimal.of(dimension(reference.axis()).number(least)));
    }

    private Dimension dimension(String name) {
        Dimension dimension = dimensionsByName.get(name);
        if (dimension == null) {
            throw new IllegalStateException(name + " gives no density");
        }
        return dimension;
    }

    /// An axis that gives densities, and which of its indices are looked at.
    private static final class Dimension {
        private final int index;
        private final Axis axis;
        private final boolean rises;
        private final boolean complement;
        private final double[] numbers;
        private int from;
        private int to;

        Dimension(int index, Axis axis, boolean rises, Template density) {
            this.index = index;
            this.axis = axis;
            this.rises = rises;
            this.complement = density.refersTo(
                    reference -> reference.complement() && reference.axis().equals(axis.name()));
            this.numbers = new double[axis.count()];
            Arrays.fill(numbers, Double.NaN);
            reset();
        }

        int index() {
            return index;
        }

        String name() {
            return axis.name();
        }

        int count() {
            return axis.count();
        }

        void reset() {
            from = 0;
            to = axis.count() - 1;
        }

        void fix(int at) {
            from = at;
            to = at;
        }

        /// Index of the value with the least, or largest, densities in a stretch.
        int extreme(int first, int last, boolean least) {
            boolean smallest = least == (complement || rises);
            if (axis.values().isMonotone()) {
                return (at(first) <= at(last)) == smallest ? first : last;
            }
            int extreme = first;
            for (int i = first + 1; i <= last; i++) {
                if (smallest ? at(i) < at(extreme) : at(i) > at(extreme)) {
                    extreme = i;
                }
            }
            return extreme;
        }

        /// What stands for the axis where densities are least, or largest.
        double number(boolean least) {
            return at(extreme(from, to, least));
        }

        /// The number that replaces a reference: the value, or one minus it.
        private double at(int i) {
            if (Double.isNaN(numbers[i])) {
                if (!(axis.values().at(i) instanceof Scalar.Decimal value)) {
                    throw new IllegalStateException(axis.name() + " has no numbers");
                }
                numbers[i] = (complement ? value.complement() : value).toDouble();
            }
            return numbers[i];
        }
    }
}

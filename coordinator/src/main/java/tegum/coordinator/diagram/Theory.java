package tegum.coordinator.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import tegum.coordinator.plot.Boundary;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.DataLaw;
import tegum.model.Decoder;
import tegum.model.Encoder;
import tegum.model.Loss;
import tegum.model.Model;
import tegum.model.PerFeature;
import tegum.model.Shape;
import tegum.model.Target;
import tegum.model.ValueLaw;
import tegum.plan.Plan;
import tegum.spec.Scalar;
import tegum.theory.ThreeInTwo;
import tegum.theory.TwoInOne;

/// Lines of theory over a diagram of density along x and importance along y.
///
/// They are drawn only where they hold: tied ReLU models with bias and values on U[0,1), two features in
/// one dimension or three in two, of which only the last has another importance.
final class Theory {
    private static final int POINTS = 97;
    private static final Shape TWO_IN_ONE = new Shape(2, 1);
    private static final Shape THREE_IN_TWO = new Shape(3, 2);

    private final Plan plan;

    /// An exact boundary takes a second to find, and the slices of a sweep mostly share theirs.
    private final Map<Range, List<Boundary>> found = new HashMap<>();

    /// @param least least density
    /// @param sparsity whether x is one minus the density
    private record Range(Shape shape, double from, double to, double least, boolean sparsity) {
        Boundary.Point point(double density, double r) {
            return new Boundary.Point(sparsity ? 1 - density : density, r);
        }
    }

    Theory(Plan plan) {
        this.plan = plan;
    }

    /// The boundaries that hold on a slice.
    ///
    /// @param indices index on each axis of the plan at which the slice is taken; those of x and y do not matter
    List<Boundary> boundaries(int[] indices, int x, int y) {
        int[] first = indices.clone();
        first[x] = 0;
        first[y] = 0;
        int[] last = indices.clone();
        last[x] = plan.axes().get(x).count() - 1;
        last[y] = plan.axes().get(y).count() - 1;
        Cell cell = plan.cellAt(first).cell();
        if (!holds(first, x, y) || !holds(last, x, y)) {
            return List.of();
        }
        Range range = new Range(
                cell.model().shape(),
                value(y, first),
                value(y, last),
                Math.min(density(x, first), density(x, last)),
                isSparsity(x));
        // Importance 0 has no place on the curve, which is drawn in equal ratios.
        return Math.min(range.from, range.to) > 0 ? found.computeIfAbsent(range, Theory::lines) : List.of();
    }

    private static List<Boundary> lines(Range range) {
        if (range.shape.equals(THREE_IN_TWO)) {
            return List.of(candidates(points(range, ThreeInTwo::boundary, range.least)));
        }
        return List.of(
                new Boundary(
                        "exact boundary of the optimum",
                        Boundary.Kind.EXACT,
                        points(range, Theory::sharpBoundary, TwoInOne.boundary(1))),
                candidates(points(range, TwoInOne::candidateBoundary, TwoInOne.candidateBoundary(1))));
    }

    private static Boundary candidates(List<Boundary.Point> points) {
        return new Boundary("comparison of candidates", Boundary.Kind.CANDIDATES, points);
    }

    private boolean isSparsity(int axis) {
        return DiagramAxes.isSparsity(plan.spec(), plan.axes().get(axis).name());
    }

    private double density(int axis, int... indices) {
        return isSparsity(axis) && plan.axes().get(axis).values().at(indices[axis]) instanceof Scalar.Decimal sparsity
                ? sparsity.complement().toDouble()
                : value(axis, indices);
    }

    /// Between r = .65 and 1.5 the optimum changes continuously: no line is drawn there.
    private static double sharpBoundary(double r) {
        return TwoInOne.sharp(r) ? TwoInOne.boundary(r) : Double.NaN;
    }

    /// The boundary as a function of importance, and the line of equal importance from a density up: there the features
    /// change roles.
    private static List<Boundary.Point> points(Range range, DoubleUnaryOperator density, double equalFrom) {
        List<Boundary.Point> points = new ArrayList<>();
        double low = Math.min(range.from, range.to);
        double high = Math.max(range.from, range.to);
        for (int point = 0; point < POINTS; point++) {
            double r = low * Math.pow(high / low, point / (POINTS - 1.0));
            points.add(range.point(density.applyAsDouble(r), r));
        }
        if (low < 1 && high > 1) {
            points.add(new Boundary.Point(Double.NaN, Double.NaN));
            points.add(range.point(equalFrom, 1));
            points.add(range.point(1, 1));
        }
        return points;
    }

    /// Whether the theory speaks of the cell, and the axes are its density and its last importance.
    private boolean holds(int[] indices, int x, int y) {
        Model model = plan.cellAt(indices).cell().model();
        boolean form = (model.shape().equals(TWO_IN_ONE) || model.shape().equals(THREE_IN_TWO))
                && model.target() == Target.INPUT
                && model.encoder().equals(new Encoder(Activation.LINEAR))
                && model.decoder().equals(new Decoder.Tied(Activation.RELU, true));
        OptionalDouble density = density(model);
        OptionalDouble importance = lastImportance(model);
        return form
                && density.isPresent()
                && density.getAsDouble() == density(x, indices)
                && importance.isPresent()
                && importance.getAsDouble() == value(y, indices);
    }

    private static OptionalDouble density(Model model) {
        return model.data() instanceof DataLaw.Independent(PerFeature density, ValueLaw values)
                        && values == ValueLaw.UNIFORM
                ? equalTo(density, density.count())
                : OptionalDouble.empty();
    }

    private static OptionalDouble lastImportance(Model model) {
        return switch (model.loss()) {
            case Loss.SquaredError(PerFeature importance) ->
                equalTo(importance, importance.count() - 1).stream().anyMatch(first -> first == 1.0)
                        ? OptionalDouble.of(importance.at(importance.count() - 1))
                        : OptionalDouble.empty();
        };
    }

    /// The number that the first `count` features share.
    private static OptionalDouble equalTo(PerFeature numbers, int count) {
        for (int feature = 1; feature < count; feature++) {
            if (numbers.at(feature) != numbers.at(0)) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(numbers.at(0));
    }

    private double value(int axis, int... indices) {
        return DiagramAxes.number(plan.axes().get(axis).values().at(indices[axis]));
    }
}

package tegum.spec.text;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.BiPredicate;
import tegum.spec.Axis;
import tegum.spec.AxisList;
import tegum.spec.AxisRange;
import tegum.spec.AxisSample;
import tegum.spec.Defaults;
import tegum.spec.Scalar;
import tegum.spec.Template;

/// A number of the spec with all that it may be: one value, or the values of an axis.
///
/// @param axis name of the axis that gives it, empty for a fixed number
record Operand(String path, int line, String axis, Optional<Axis> source, BigDecimal least, BigDecimal largest) {

    static Operand fixed(String path, int line, BigDecimal value) {
        return new Operand(path, line, "", Optional.empty(), value, value);
    }

    /// The field's number; empty if it is written and has a problem, or has no default.
    static Optional<Operand> find(Reading reading, String path) {
        Optional<Slot> slot = reading.slot(path);
        if (slot.isPresent()) {
            return Optional.of(of(reading, slot.get()));
        }
        if (reading.isWritten(path)) {
            return Optional.empty();
        }
        return Defaults.of(path, "adamw")
                .flatMap(value -> value instanceof Scalar.Decimal(BigDecimal number)
                        ? Optional.of(fixed(path, 1, number))
                        : Optional.empty());
    }

    /// The field as it was read.
    ///
    /// @throws IllegalStateException if it is not a number
    static Operand of(Reading reading, Slot slot) {
        return switch (slot.template()) {
            case Template.Value(Scalar.Decimal(BigDecimal value)) -> fixed(slot.path(), slot.line(), value);
            case Template.Reference(String name, boolean complement) -> {
                Axis axis = reading.axis(name).orElseThrow().axis();
                BigDecimal least = extreme(axis, -1);
                BigDecimal largest = extreme(axis, 1);
                yield complement
                        ? new Operand(
                                slot.path(),
                                slot.line(),
                                name,
                                Optional.of(axis),
                                BigDecimal.ONE.subtract(largest),
                                BigDecimal.ONE.subtract(least))
                        : new Operand(slot.path(), slot.line(), name, Optional.of(axis), least, largest);
            }
            case Template.Value _, Template.Items _, Template.Fields _ ->
                throw new IllegalStateException(slot.path() + " is no number");
        };
    }

    private static BigDecimal extreme(Axis axis, int sign) {
        return switch (axis.values()) {
            case AxisRange(Scalar.Decimal from, Scalar.Decimal to, int _, var _) -> further(from, to, sign);
            // Its end is not drawn, but as many points more would come as close as one likes.
            case AxisSample(Scalar.Decimal from, Scalar.Decimal to, var _, int _, int _) -> further(from, to, sign);
            case AxisList _ -> extremeOfAll(axis, sign);
        };
    }

    private static BigDecimal further(Scalar.Decimal from, Scalar.Decimal to, int sign) {
        return Integer.signum(from.compareTo(to)) == sign ? from.value() : to.value();
    }

    private static BigDecimal extremeOfAll(Axis axis, int sign) {
        BigDecimal extreme = number(axis, 0);
        for (int index = 1; index < axis.count(); index++) {
            BigDecimal value = number(axis, index);
            extreme = Integer.signum(value.compareTo(extreme)) == sign ? value : extreme;
        }
        return extreme;
    }

    static BigDecimal number(Axis axis, int index) {
        return switch (axis.values().at(index)) {
            case Scalar.Decimal(BigDecimal value) -> value;
            case Scalar.Word _, Scalar.Flag _ -> throw new IllegalStateException(axis.name() + " has no numbers");
        };
    }

    /// Whether a relation that is monotone in both numbers holds at every point of the grid.
    boolean always(Operand other, BiPredicate<BigDecimal, BigDecimal> relation) {
        if (source.isPresent() && axis.equals(other.axis())) {
            Axis shared = source.get();
            for (int index = 0; index < shared.count(); index++) {
                BigDecimal value = number(shared, index);
                if (!relation.test(value, value)) {
                    return false;
                }
            }
            return true;
        }
        return relation.test(least, other.least)
                && relation.test(least, other.largest)
                && relation.test(largest, other.least)
                && relation.test(largest, other.largest);
    }

    boolean isFixed() {
        return least.compareTo(largest) == 0;
    }

    /// `5`, or `2 to 5`, for a message.
    String shown() {
        String small = new Scalar.Decimal(least).text();
        return isFixed() ? small : small + " to " + new Scalar.Decimal(largest).text();
    }
}

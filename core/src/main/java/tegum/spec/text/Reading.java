package tegum.spec.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import tegum.spec.AxisList;
import tegum.spec.AxisRange;
import tegum.spec.AxisSample;
import tegum.spec.InvalidSpecException;
import tegum.spec.Problem;
import tegum.spec.Scalar;
import tegum.spec.Template;

/// One pass over a spec: the problems found so far, the axes, which of them are used, and the fields that were read.
///
/// A value that comes through an axis is checked for every point of the axis; of a range the ends suffice, because
/// what a field permits is an interval, and whole numbers are looked for point by point.
final class Reading {
    /// More than anyone reads; the rest is counted.
    private static final int MAX_PROBLEMS = 500;

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, DeclaredAxis> axes = new LinkedHashMap<>();
    private final Map<String, Integer> brokenAxes = new LinkedHashMap<>();
    private final Set<String> usedAxes = new HashSet<>();
    private final Map<String, Slot> slots = new HashMap<>();
    private final Set<String> attempted = new HashSet<>();

    List<Problem> problems() {
        return problems;
    }

    void refuse(int line, String field, String value, String advice) {
        problems.add(new Problem(line, field, value, advice));
    }

    void refuse(Source source, String field, String advice) {
        refuse(source.line(), field, source.shown(), advice);
    }

    /// @throws InvalidSpecException if there are problems, in the order of their lines
    void throwProblems() {
        if (problems.isEmpty()) {
            return;
        }
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt(Problem::line));
        if (sorted.size() > MAX_PROBLEMS) {
            int more = sorted.size() - MAX_PROBLEMS;
            int line = sorted.get(MAX_PROBLEMS).line();
            sorted = new ArrayList<>(sorted.subList(0, MAX_PROBLEMS));
            sorted.add(new Problem(line, "", "", "from here on %d more problems".formatted(more)));
        }
        throw new InvalidSpecException(sorted);
    }

    void declare(DeclaredAxis axis) {
        axes.put(axis.axis().name(), axis);
    }

    /// An axis whose own declaration has a problem: whoever refers to it has none for that.
    void declareBroken(String name, int line) {
        brokenAxes.put(name, line);
    }

    /// Axes whose own declaration has a problem, and the line of each.
    Map<String, Integer> brokenAxes() {
        return brokenAxes;
    }

    Collection<DeclaredAxis> axes() {
        return axes.values();
    }

    Optional<DeclaredAxis> axis(String name) {
        return Optional.ofNullable(axes.get(name));
    }

    boolean isUsed(String axis) {
        return usedAxes.contains(axis);
    }

    /// A field that was read without a problem.
    Optional<Slot> slot(String path) {
        return Optional.ofNullable(slots.get(path));
    }

    /// Whether the spec has the field, read with or without a problem.
    boolean isWritten(String path) {
        return attempted.contains(path);
    }

    Slot register(String path, int line, Template template) {
        Slot slot = new Slot(path, line, template);
        slots.put(path, slot);
        return slot;
    }

    /// A number or an axis of numbers.
    Optional<Template> number(Source source, String path, Permitted permitted) {
        attempted.add(path);
        Optional<String> reference = referenceName(source);
        if (reference.isPresent()) {
            return reference(source, path, reference.get(), (axis, use) -> checkNumbers(axis, use, permitted));
        }
        return fixedNumber(source, path, permitted)
                .map(value ->
                        register(path, source.line(), new Template.Value(value)).template());
    }

    /// A number that no axis gives.
    Optional<Scalar.Decimal> fixedNumber(Source source, String path, Permitted permitted) {
        if (referenceName(source).isPresent()) {
            refuse(source, path, "not a parameter of a cell, so no axis gives it; " + permitted.advice());
            return Optional.empty();
        }
        if (!(source instanceof Source.Single(int _, String text, boolean plain))) {
            refuse(source, path, permitted.advice());
            return Optional.empty();
        }
        Optional<BigDecimal> value = Numbers.parse(text);
        if (value.isPresent() && !plain) {
            refuse(source, path, "without quotation marks: " + permitted.advice());
            return Optional.empty();
        }
        if (value.isEmpty() || !Scalar.Decimal.isInRange(value.get())) {
            refuse(source, path, permitted.advice());
            return Optional.empty();
        }
        Scalar.Decimal rounded = new Scalar.Decimal(value.get());
        if (!permitted.permits(value.get()) || !permitted.permits(rounded.value())) {
            refuse(source, path, permitted.advice());
            return Optional.empty();
        }
        return Optional.of(rounded);
    }

    /// One word of a closed set, or an axis of such words.
    Optional<Template> word(Source source, String path, List<String> permitted) {
        attempted.add(path);
        Optional<String> reference = referenceName(source);
        if (reference.isPresent()) {
            return reference(source, path, reference.get(), (axis, use) -> checkWords(axis, use, permitted));
        }
        return fixedWord(source, path, permitted)
                .map(word -> register(path, source.line(), new Template.Value(new Scalar.Word(word)))
                        .template());
    }

    /// One word of a closed set that no axis gives.
    Optional<String> fixedWord(Source source, String path, List<String> permitted) {
        if (source instanceof Source.Single(int _, String text, boolean _) && permitted.contains(text)) {
            return Optional.of(text);
        }
        String typed = source instanceof Source.Single(int _, String text, boolean _) ? text : "";
        refuse(source, path, "one of " + String.join(", ", permitted) + meant(typed, permitted));
        return Optional.empty();
    }

    /// `true` or `false`, or an axis of the two.
    Optional<Template> flag(Source source, String path) {
        attempted.add(path);
        Optional<String> reference = referenceName(source);
        if (reference.isPresent()) {
            return reference(source, path, reference.get(), this::checkFlags);
        }
        if (source instanceof Source.Single(int line, String text, boolean plain)
                && plain
                && (text.equals("true") || text.equals("false"))) {
            return Optional.of(register(path, line, new Template.Value(new Scalar.Flag(text.equals("true"))))
                    .template());
        }
        refuse(source, path, "true or false");
        return Optional.empty();
    }

    static String meant(String typed, Collection<String> names) {
        return Nearest.to(typed, names).map(name -> "; is " + name + " meant?").orElse("");
    }

    /// The axis that a text names, as `$p` does.
    static Optional<String> referenceName(Source source) {
        return source instanceof Source.Single(int _, String text, boolean _) && text.startsWith("$")
                ? Optional.of(text.substring(1))
                : Optional.empty();
    }

    private Optional<Template> reference(
            Source source, String path, String name, BiConsumer<DeclaredAxis, String> check) {
        usedAxes.add(name);
        if (brokenAxes.containsKey(name)) {
            return Optional.empty();
        }
        DeclaredAxis axis = axes.get(name);
        if (axis == null) {
            String known = axes.isEmpty() ? "there is none" : "there are " + String.join(", ", axes.keySet());
            refuse(source, path, "an axis of this spec; " + known + meant(name, axes.keySet()));
            return Optional.empty();
        }
        int before = problems.size();
        check.accept(axis, path);
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(register(path, source.line(), new Template.Reference(name, false))
                        .template());
    }

    private void checkNumbers(DeclaredAxis declared, String path, Permitted permitted) {
        switch (declared.axis().values()) {
            case AxisList list -> {
                for (int index = 0; index < list.count(); index++) {
                    Scalar value = list.at(index);
                    if (!(value instanceof Scalar.Decimal decimal) || !permitted.permits(decimal.value())) {
                        refuseValue(declared, index, value, path, permitted.advice());
                    }
                }
            }
            case AxisRange range -> {
                if (endsArePermitted(declared, range.from(), range.to(), path, permitted) && permitted.whole()) {
                    checkWhole(declared, range, path, permitted);
                }
            }
            case AxisSample sampled -> {
                if (endsArePermitted(declared, sampled.from(), sampled.to(), path, permitted) && permitted.whole()) {
                    refuse(
                            declared.line(),
                            "axes." + declared.axis().name(),
                            "",
                            "its use in %s: %s; a sample draws no whole numbers".formatted(path, permitted.advice()));
                }
            }
        }
    }

    private boolean endsArePermitted(
            DeclaredAxis declared, Scalar.Decimal from, Scalar.Decimal to, String path, Permitted permitted) {
        int before = problems.size();
        if (!permitted.permits(from.value())) {
            refuseValue(declared, 0, from, path, permitted.advice());
        }
        if (!permitted.permits(to.value())) {
            refuseValue(declared, 1, to, path, permitted.advice());
        }
        return problems.size() == before;
    }

    private void checkWhole(DeclaredAxis declared, AxisRange range, String path, Permitted permitted) {
        for (int index = 0; index < range.count(); index++) {
            Scalar.Decimal value = range.at(index);
            if (!value.isWhole()) {
                refuse(
                        declared.line(),
                        "axes." + declared.axis().name(),
                        value.text(),
                        "its use in %s: %s; write the values as a list, or a count that steps by whole numbers"
                                .formatted(path, permitted.advice()));
                return;
            }
        }
    }

    private void checkWords(DeclaredAxis declared, String path, List<String> permitted) {
        for (int index = 0; index < declared.axis().count(); index++) {
            Scalar value = declared.axis().values().at(index);
            if (!(value instanceof Scalar.Word(String word)) || !permitted.contains(word)) {
                refuseValue(declared, index, value, path, "one of " + String.join(", ", permitted));
                if (!(declared.axis().values() instanceof AxisList)) {
                    return;
                }
            }
        }
    }

    private void checkFlags(DeclaredAxis declared, String path) {
        for (int index = 0; index < declared.axis().count(); index++) {
            Scalar value = declared.axis().values().at(index);
            if (!(value instanceof Scalar.Flag)) {
                refuseValue(declared, index, value, path, "true or false");
                if (!(declared.axis().values() instanceof AxisList)) {
                    return;
                }
            }
        }
    }

    private void refuseValue(DeclaredAxis declared, int index, Scalar value, String path, String advice) {
        int line =
                declared.valueLines().get(Math.min(index, declared.valueLines().size() - 1));
        refuse(line, "axes." + declared.axis().name(), value.text(), "its use in " + path + ": " + advice);
    }
}

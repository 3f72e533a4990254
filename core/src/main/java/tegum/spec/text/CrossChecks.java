package tegum.spec.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tegum.spec.Axis;
import tegum.spec.AxisSample;
import tegum.spec.Scalar;
import tegum.spec.SweepSpec;
import tegum.spec.Template;

/// Checks what no field can tell alone: that fields fit each other at every point of the grid, and that the
/// axes are used.
///
/// Each relation of two numbers is monotone in both, so the ends of their axes decide.
final class CrossChecks {
    /// A feature below this density is never active (DESIGN section 5).
    private static final BigDecimal LEAST_DENSITY = BigDecimal.ONE.divide(BigDecimal.valueOf(1L << 32));

    private static final BigDecimal MAX_BATCH_TIMES_FEATURES = BigDecimal.valueOf((1L << 31) - 256);

    /// One matrix of a training is at most 4 MB in float32.
    private static final BigDecimal MAX_WEIGHTS = BigDecimal.valueOf(1_000_000);

    /// Beyond it an importance times a squared error leaves float32.
    private static final double MAX_IMPORTANCE = 1e30;

    private final Reading reading;

    CrossChecks(Reading reading) {
        this.reading = reading;
    }

    void check() {
        checkShape();
        checkBatch();
        checkLists();
        checkDensity();
        checkImportance();
        checkSchedule();
        checkSets();
        checkMeasure();
        checkAxes();
    }

    private Optional<Operand> operand(String path) {
        return Operand.find(reading, path);
    }

    private void refuse(Operand operand, String advice) {
        reading.refuse(operand.line(), operand.path(), operand.shown(), advice);
    }

    private void checkShape() {
        Optional<Operand> features = operand("model.features");
        Optional<Operand> hidden = operand("model.hidden");
        if (features.isEmpty() || hidden.isEmpty()) {
            return;
        }
        boolean tied = Choices.of(reading, "model.untied", "false").contains("false")
                && (reading.slot("model.untied").isPresent() || !reading.isWritten("model.untied"));
        if (tied && !hidden.get().always(features.get(), (m, n) -> m.compareTo(n) <= 0)) {
            refuse(
                    hidden.get(),
                    "with tied weights at most the features, %s"
                            .formatted(features.get().shown()));
        }
        if (!hidden.get().always(features.get(), CrossChecks::isPermittedShape)) {
            refuse(
                    hidden.get(),
                    "hidden times features is at most 1,000,000, and there are %s features"
                            .formatted(features.get().shown()));
        }
    }

    static boolean isPermittedShape(BigDecimal hidden, BigDecimal features) {
        return hidden.multiply(features).compareTo(MAX_WEIGHTS) <= 0;
    }

    private void checkBatch() {
        Optional<Operand> features = operand("model.features");
        Set<String> laws = Choices.of(reading, "data.law", "independent");
        if (laws.contains("fixed")) {
            if (reading.isWritten("train.batch")) {
                reading.slot("train.batch")
                        .ifPresent(slot -> reading.refuse(
                                slot.line(),
                                slot.path(),
                                "",
                                "the law fixed has no batch; each step takes all samples"));
            }
            checkFits(operand("data.samples"), features);
        }
        if (!laws.equals(Set.of("fixed"))) {
            checkFits(operand("train.batch"), features);
        }
    }

    private void checkFits(Optional<Operand> batch, Optional<Operand> features) {
        if (batch.isPresent()
                && features.isPresent()
                && !batch.get()
                        .always(features.get(), (b, n) -> b.multiply(n).compareTo(MAX_BATCH_TIMES_FEATURES) <= 0)) {
            refuse(
                    batch.get(),
                    "times %s features at most 2,147,483,392 (2^31 - 256)"
                            .formatted(features.get().shown()));
        }
    }

    private void checkLists() {
        Optional<Operand> features = operand("model.features");
        for (String path : List.of("data.density", "data.sparsity", "importance")) {
            Optional<Slot> slot = reading.slot(path);
            if (features.isEmpty()
                    || slot.isEmpty()
                    || !(slot.get().template() instanceof Template.Items(List<Template> items))
                    || (path.equals("data.density") && reading.isWritten("data.sparsity[0]"))) {
                continue;
            }
            BigDecimal count = BigDecimal.valueOf(items.size());
            if (features.get().least().compareTo(count) != 0
                    || features.get().largest().compareTo(count) != 0) {
                reading.refuse(
                        slot.get().line(),
                        path,
                        "a list of " + items.size(),
                        "one number for each feature, and there are "
                                + features.get().shown());
            }
        }
    }

    private void checkDensity() {
        Optional<Slot> density = reading.slot("data.density");
        if (density.isEmpty()) {
            return;
        }
        if (mayAllBeBelow(density.get(), LEAST_DENSITY)) {
            reading.refuse(
                    density.get().line(),
                    density.get().path(),
                    "",
                    "no feature would ever be active at some point of the grid; at least one density is 2^-32 (2.4e-10) or more");
        }
        checkSparsityPoints(density.get().template());
    }

    /// Whether at some point of the grid all numbers of a field are below a bound.
    ///
    /// Axes are independent, and entries on one axis are below the bound together at its least value.
    private boolean mayAllBeBelow(Slot slot, BigDecimal bound) {
        return switch (slot.template()) {
            case Template.Items(List<Template> items) ->
                items.stream().allMatch(item -> mayAllBeBelow(new Slot(slot.path(), slot.line(), item), bound));
            // The first feature of a generator is its densest, or of another field decided by its first number.
            case Template.Fields _ ->
                operand(slot.path() + ".power.first")
                        .filter(first -> first.least().compareTo(bound) < 0)
                        .isPresent();
            case Template.Value _, Template.Reference _ ->
                Operand.of(reading, slot).least().compareTo(bound) < 0;
        };
    }

    /// Sparsities that differ may be one density of 12 digits: then two points of the axis were one cell.
    private void checkSparsityPoints(Template density) {
        for (DeclaredAxis declared : reading.axes()) {
            Axis axis = declared.axis();
            if (!density.refersTo(
                    reference -> reference.complement() && reference.axis().equals(axis.name()))) {
                continue;
            }
            if (axis.values() instanceof AxisSample sampled) {
                if (!sampled.hasDistinctComplements()) {
                    refuseSparsity(declared, sampled.at(0));
                }
                continue;
            }
            Set<Scalar> seen = new HashSet<>();
            for (int index = 0; index < axis.count(); index++) {
                if (axis.values().at(index) instanceof Scalar.Decimal sparsity && !seen.add(sparsity.complement())) {
                    refuseSparsity(declared, sparsity);
                    break;
                }
            }
        }
    }

    private void refuseSparsity(DeclaredAxis declared, Scalar sparsity) {
        reading.refuse(
                declared.line(),
                "axes." + declared.axis().name(),
                sparsity.text(),
                "as a sparsity the same density as another point, to 12 digits; use density");
    }

    private void checkImportance() {
        Optional<Slot> importance = reading.slot("importance");
        if (importance.isEmpty()) {
            return;
        }
        if (importance.get().template() instanceof Template.Fields) {
            Optional<Operand> ratio = operand("importance.geometric");
            Optional<Operand> features = operand("model.features");
            if (ratio.isPresent()
                    && features.isPresent()
                    && !ratio.get()
                            .always(
                                    features.get(),
                                    (r, n) -> r.compareTo(BigDecimal.ONE) <= 0
                                            || StrictMath.pow(r.doubleValue(), n.doubleValue() - 1)
                                                    <= MAX_IMPORTANCE)) {
                refuse(
                        ratio.get(),
                        "over %s features an importance grows beyond 1e30"
                                .formatted(features.get().shown()));
            }
        } else if (mayAllBeBelow(importance.get(), BigDecimal.valueOf(Double.MIN_VALUE))) {
            reading.refuse(
                    importance.get().line(),
                    "importance",
                    "",
                    "every importance would be 0 at some point of the grid, and nothing would be trained");
        }
    }

    private void checkSchedule() {
        Optional<Operand> warmup = reading.slot("train.schedule.warmup-cosine").map(slot -> Operand.of(reading, slot));
        Optional<Operand> steps = operand("train.steps");
        if (warmup.isPresent()
                && steps.isPresent()
                && !warmup.get().always(steps.get(), (w, t) -> w.compareTo(t) < 0)) {
            refuse(warmup.get(), "fewer than the steps, " + steps.get().shown());
        }
    }

    private void checkSets() {
        Optional<Operand> set = reading.slot("data.set").map(slot -> Operand.of(reading, slot));
        Optional<Operand> features = operand("model.features");
        if (set.isEmpty()
                || features.isEmpty()
                || (set.get().source().isPresent()
                        && set.get().axis().equals(features.get().axis()))) {
            return;
        }
        // Every size divides every number of features iff it divides their greatest common divisor.
        BigInteger divisor = features.get().least().toBigInteger();
        Optional<Axis> sizes = features.get().source();
        for (int index = 0; sizes.isPresent() && index < sizes.get().count(); index++) {
            divisor = divisor.gcd(Operand.number(sizes.get(), index).toBigInteger());
        }
        Optional<Axis> sets = set.get().source();
        int count = sets.map(Axis::count).orElse(1);
        for (int index = 0; index < count; index++) {
            BigDecimal size = sets.isPresent()
                    ? Operand.number(sets.get(), index)
                    : set.get().least();
            if (divisor.mod(size.toBigInteger()).signum() != 0) {
                reading.refuse(
                        set.get().line(),
                        set.get().path(),
                        new Scalar.Decimal(size).text(),
                        "divides the number of features, " + features.get().shown());
                return;
            }
        }
    }

    private void checkMeasure() {
        Optional<Operand> features = operand("model.features");
        Optional<Operand> focus = reading.slot("measure.focus").map(slot -> Operand.of(reading, slot));
        if (focus.isPresent()
                && features.isPresent()
                && !focus.get().always(features.get(), (i, n) -> i.compareTo(n) < 0)) {
            refuse(
                    focus.get(),
                    "an index below the number of features, " + features.get().shown());
        }
        Optional<Operand> steps = operand("train.steps");
        Optional<Operand> record = reading.slot("measure.record").map(slot -> Operand.of(reading, slot));
        if (record.isPresent()
                && steps.isPresent()
                && record.get().largest().compareTo(steps.get().largest()) > 0) {
            refuse(record.get(), "at most the steps, " + steps.get().shown());
        }
    }

    private void checkAxes() {
        for (DeclaredAxis declared : reading.axes()) {
            checkUse(declared.axis().name(), declared.line());
        }
        reading.brokenAxes().forEach(this::checkUse);
    }

    private void checkUse(String name, int line) {
        if (!reading.isUsed(name)) {
            reading.refuse(
                    line,
                    "axes." + name,
                    "",
                    "unused; write $%s where it gives a value, or remove the axis".formatted(name));
        }
    }

    /// Limits of the whole sweep.
    ///
    /// @param sample points of a sample; empty for a grid
    /// @param axesLine line of the part `axes`
    /// @param replicatesLine line of the replicates
    void checkSize(OptionalInt sample, int axesLine, int replicatesLine, int replicates) {
        BigInteger cells = BigInteger.ONE;
        for (DeclaredAxis declared : reading.axes()) {
            cells = cells.multiply(BigInteger.valueOf(declared.axis().count()));
        }
        if (sample.isPresent()) {
            cells = BigInteger.valueOf(sample.getAsInt());
        }
        if (cells.compareTo(BigInteger.valueOf(SweepSpec.MAX_CELLS)) > 0) {
            reading.refuse(axesLine, "axes", "%,d cells".formatted(cells), "at most 1,000,000,000 cells");
            return;
        }
        BigInteger trainings = cells.multiply(BigInteger.valueOf(replicates));
        if (trainings.compareTo(BigInteger.valueOf(SweepSpec.MAX_TRAININGS)) > 0) {
            reading.refuse(
                    replicatesLine,
                    "replicates",
                    "%,d cells times %,d".formatted(cells, replicates),
                    "at most 10,000,000,000 trainings");
        }
    }
}

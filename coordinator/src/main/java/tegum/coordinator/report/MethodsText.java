package tegum.coordinator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tegum.measure.Convergence;
import tegum.spec.Axis;
import tegum.spec.AxisRange;
import tegum.spec.AxisSample;
import tegum.spec.CanonicalJson;
import tegum.spec.Focus;
import tegum.spec.SweepSpec;
import tegum.spec.Template;
import tegum.statistics.Replicates;

/// The methods of a sweep in Markdown, to be pasted into a paper and cut.
public final class MethodsText {
    private static final int FEW_VALUES = 6;
    private static final int LONGEST_LIST = 120;

    private final SweepFacts facts;
    private final SweepSpec spec;
    private final String build;

    private MethodsText(SweepFacts facts, String build) {
        this.facts = facts;
        this.spec = facts.spec();
        this.build = build;
    }

    /// The text.
    ///
    /// @param build build of the program that writes it
    public static String of(SweepFacts facts, String build) {
        MethodsText text = new MethodsText(facts, build);
        return String.join(
                "\n\n",
                "## Methods: "
                        + (facts.spec().title().isEmpty() ? "" : facts.spec().title() + ", ") + "`" + facts.sweep()
                        + "`",
                text.trained(),
                text.measured(),
                text.sure(),
                text.ran(),
                "Sources: toy models, statistics and thresholds [@elhage2022superposition]; "
                        + (text.setting("optimizer").contains("adamw") ? "optimiser [@loshchilov2019adamw]; " : "")
                        + "random numbers [@salmon2011random]; intervals of shares [@wilson1927probable].",
                Sources.BIBTEX);
    }

    private String trained() {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                "We trained %s toy models of superposition (%s; n = %s features, m = %s hidden dimensions, %s): %s %s with %s %s each."
                        .formatted(
                                count("trainings"),
                                setting("family"),
                                setting("features"),
                                setting("hidden"),
                                setting("bias").equals("true") ? "with output bias" : "output bias: " + setting("bias"),
                                count("cells"),
                                spec.cells() == 1 ? "cell" : "cells",
                                count("replicates"),
                                spec.replicates() == 1 ? "training" : "independent replicates"));
        if (!spec.axes().isEmpty()) {
            sentences.add(spec.axes().stream()
                    .map(MethodsText::axis)
                    .collect(Collectors.joining("; ", "The axes are ", ".")));
        }
        sentences.add(
                "Samples follow the law %s with density %s and values %s; the loss is the squared error, weighted by importance (%s), summed over features and averaged over samples."
                        .formatted(
                                setting("law"),
                                said(spec.template().part("data").field("density")),
                                setting("feature_values"),
                                said(spec.template().field("importance"))));
        sentences.add(
                "Each model was trained for %s steps of %s fresh samples with %s (rate %s, weight decay %s, schedule %s) from %s initial weights of scale %s."
                        .formatted(
                                setting("steps"),
                                setting("batch"),
                                setting("optimizer"),
                                setting("rate"),
                                setting("decay"),
                                setting("schedule"),
                                setting("init"),
                                setting("init_scale")));
        sentences.add(
                "Random numbers are Philox4x32-10, keyed by cell, stream (seed %d) and replicate alone, so that every training can be repeated by itself."
                        .formatted(spec.seed()));
        return String.join(" ", sentences);
    }

    /// What the spec says, in its own words: a value, a list, or the axis that gives it.
    private static String said(Optional<Template> value) {
        return value.map(CanonicalJson::of).map(text -> text.replace("\"", "")).orElse("1");
    }

    private static String axis(Axis axis) {
        if (axis.values() instanceof AxisSample sample) {
            return "%s drawn from %s to %s (%s) at %,d points of a Sobol sequence"
                    .formatted(
                            axis.name(),
                            sample.from().text(),
                            sample.to().text(),
                            sample.scale().text(),
                            sample.count());
        }
        if (axis.values() instanceof AxisRange range) {
            return "%s with %,d values from %s to %s (%s)"
                    .formatted(
                            axis.name(),
                            range.count(),
                            range.from().text(),
                            range.to().text(),
                            range.scale().text());
        }
        if (axis.count() > FEW_VALUES && axis.values().isMonotone()) {
            return "%s with %,d values from %s to %s"
                    .formatted(
                            axis.name(),
                            axis.count(),
                            axis.values().at(0).text(),
                            axis.values().at(axis.count() - 1).text());
        }
        String values = axis.values().canonicalText();
        return values.length() <= LONGEST_LIST
                ? "%s in %s".formatted(axis.name(), values.replace("\"", ""))
                : "%s with %,d values, see the spec".formatted(axis.name(), axis.count());
    }

    private String measured() {
        String focus = switch (spec.measure().focus()) {
            case Focus.Last _ -> "the last feature";
            case Focus.Feature(int feature) -> "feature %d (from 0)".formatted(feature);
        };
        int n = spec.replicates();
        String rule = switch (spec.measure().rule()) {
            case BEST -> "the best of %,d replicates by loss".formatted(n);
            case MEAN -> "the mean of the %,d replicates that did not diverge".formatted(n);
            case DROP_WORST ->
                "the mean of %,d replicates without the worst %,d by loss".formatted(n, Replicates.dropped(n));
            case MEDIAN -> "the median of %,d replicates by loss".formatted(n);
        };
        return ("A feature counts as represented from a norm of %s on, and as superposed from an interference of %s on; features are joined into shapes"
                        + " where |W_i · W_j| exceeds %s. Phases are those of %s. Where replicates become one number, it is %s;"
                        + " diverged trainings rank last and stay in every denominator.")
                .formatted(
                        number(spec.measure().represented()),
                        number(spec.measure().superposed()),
                        number(spec.measure().edge()),
                        focus,
                        rule);
    }

    private String sure() {
        String outcomes = facts.outcomes().isEmpty()
                ? "No training has a result yet"
                : facts.outcomes().entrySet().stream()
                        .map(outcome -> "%,d %s".formatted(outcome.getValue(), outcome.getKey()))
                        .collect(Collectors.joining(", ", "Of the trainings with a result, ", ""));
        return ("%s; %s failed and are not among them. The sweep is %s (%s of %s done). A training is unsettled when its loss fell by more than"
                        + " %s %% over the last tenth of its steps. Losses are evaluated after training on inputs of their own, the"
                        + " same for all replicates of a cell, with a median relative standard error of %s %% (largest %s %%)."
                        + " Shares of replicates have 95 %% Wilson intervals: with %,d replicates, a share of one half is known to within %s.")
                .formatted(
                        outcomes,
                        count("failed"),
                        facts.counts().get("state"),
                        count("done"),
                        count("trainings"),
                        number(100 * Convergence.UNSETTLED_ABOVE),
                        percent("median"),
                        percent("largest"),
                        spec.replicates(),
                        number(new tegum.statistics.Fraction(spec.replicates() / 2, spec.replicates())
                                .wilson()
                                .width()));
    }

    private String ran() {
        String engines = facts.engines().stream()
                .map(row -> "%s by the engine %s (numerics %s) on %s, build %s, %s of device time on %s %s"
                        .formatted(
                                value(row, "trainings"),
                                value(row, "engine"),
                                value(row, "numerics"),
                                value(row, "device"),
                                value(row, "build"),
                                seconds(row),
                                value(row, "workers"),
                                value(row, "workers").equals("1") ? "worker" : "workers"))
                .collect(Collectors.joining("; "));
        String devices = facts.devices().isEmpty() ? "" : " Hardware: " + String.join("; ", facts.devices()) + ".";
        return "Trainings: %s.%s Everything was planned, trained, measured and stored by Tegum; this text is by build %s."
                .formatted(engines.isEmpty() ? "none yet" : engines, devices, build);
    }

    private String count(String name) {
        return value(facts.counts(), name);
    }

    /// The one value that all cells have, or their range.
    private String setting(String name) {
        if (!(facts.cells().get(name) instanceof List<?> values) || values.isEmpty() || values.contains(null)) {
            return "as in the spec";
        }
        Object first = values.getFirst();
        Object last = values.getLast();
        if (values.size() == 1) {
            return written(first);
        }
        return first instanceof Number
                ? "%s to %s".formatted(written(first), written(last))
                : values.stream().map(MethodsText::written).collect(Collectors.joining(" or "));
    }

    private String percent(String name) {
        return facts.error().get(name) instanceof Number number ? number(100 * number.doubleValue()) : "(none yet)";
    }

    private static String seconds(Map<String, @Nullable Object> row) {
        if (!(row.get("device_seconds") instanceof Number seconds)) {
            return "an unknown time";
        }
        double value = seconds.doubleValue();
        return value < 7200 ? number(value) + " s" : number(value / 3600) + " h";
    }

    private static String value(SequencedMap<String, @Nullable Object> row, String name) {
        return written(row.get(name));
    }

    private static String written(@Nullable Object value) {
        return switch (value) {
            case null -> "as in the spec";
            case Double number -> number(number);
            case Float number -> number(number);
            case Number number -> String.format(Locale.ROOT, "%,d", number.longValue());
            default -> value.toString();
        };
    }

    /// Three significant digits.
    private static String number(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(3))
                .stripTrailingZeros()
                .toString()
                .replace("E-", "e-")
                .replace("E+", "e");
    }
}

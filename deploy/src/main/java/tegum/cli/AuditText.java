package tegum.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.audit.AuditReport;
import tegum.coordinator.audit.Check;
import tegum.coordinator.audit.Verdict;

/// Prints what an audit has found.
final class AuditText {
    private static final int MOST_LINES = 20;

    private final String command;
    private final AuditReport report;
    private final Asked asked;
    private final Instant at;

    /// What was asked for.
    ///
    /// @param seed that drew the sample, if one was drawn
    record Asked(OptionalLong seed) {}

    AuditText(String command, AuditReport report, Asked asked, Instant at) {
        this.command = command;
        this.report = report;
        this.asked = asked;
        this.at = at;
    }

    void print(boolean json, PrintWriter out) {
        if (json) {
            RowPrinter.printJson(json(), out);
        } else {
            text(out);
        }
    }

    private Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("sweep", report.sweep().toString());
        object.put("kind", command);
        object.put("sound", report.isSound());
        object.put("trainings", report.trainings());
        object.put("sampled", report.sampled());
        asked.seed().ifPresent(seed -> {
            object.put("seed", seed);
            object.put("confidence_of_1_percent", report.confidence(0.01));
            object.put("share_seen_with_95_percent", report.seenShare(0.95));
        });
        Map<String, Object> compared = new LinkedHashMap<>();
        report.counts().forEach((what, verdicts) -> {
            Map<String, Object> counts = new LinkedHashMap<>();
            verdicts.forEach((verdict, count) -> counts.put(verdict.text(), count));
            compared.put(what.text(), counts);
        });
        object.put("compared", compared);
        object.put(
                "differences",
                report.differences().stream().map(AuditText::json).toList());
        object.put("permitted_beyond_tolerance", report.permitted());
        object.put("notes", report.notes());
        object.put("time", at.toString());
        return object;
    }

    private static Map<String, Object> json(Check check) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("compared", check.what().text());
        switch (check.subject()) {
            case Check.Subject.File(String path) -> object.put("file", path);
            case Check.Subject.Training training -> {
                object.put("cell", training.cell());
                object.put("stream", training.stream());
                object.put("replicate", training.replicate());
                object.put("numerics", training.numerics());
            }
        }
        object.put("expected", check.expected());
        object.put("obtained", check.obtained());
        object.put("reason", check.reason());
        return object;
    }

    private void text(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %,d of %,d trainings%s%n",
                report.sweep(),
                report.sampled(),
                report.trainings(),
                asked.seed().isPresent()
                        ? " (%.2f %%), drawn with seed %d"
                                .formatted(
                                        report.trainings() == 0 ? 0 : 100.0 * report.sampled() / report.trainings(),
                                        asked.seed().getAsLong())
                        : "");
        for (Check.Compared what : report.counts().keySet()) {
            out.println("%-11s".formatted(what.text()) + line(what));
        }
        report.notes().forEach(out::println);
        report.differences().stream().limit(MOST_LINES).forEach(check -> difference(check, out));
        long more = report.counts().keySet().stream()
                        .mapToLong(what -> report.count(what, Verdict.DIFFERS))
                        .sum()
                - Math.min(MOST_LINES, report.differences().size());
        if (more > 0) {
            out.printf(Locale.ROOT, "... and %,d more%n", more);
        }
        if (asked.seed().isPresent() && report.sampled() > 0) {
            coverage(out);
        }
        out.printf(
                "%s; tegum query \"FROM checks WHERE time = '%s'\"%n",
                report.isSound() ? "sound" : "NOT SOUND",
                at.toString().replace("T", " ").replace("Z", ""));
        out.flush();
    }

    private String line(Check.Compared what) {
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long count = report.count(what, verdict);
            if (count > 0) {
                parts.add(String.format(Locale.ROOT, "%,d %s", count, words(what, verdict)));
            }
        }
        return String.join(", ", parts);
    }

    private static String words(Check.Compared what, Verdict verdict) {
        return switch (verdict) {
            case SAME ->
                switch (what) {
                    case FILE -> "as the ledger says";
                    case DIGEST -> "kept weights have their digest";
                    case STATISTICS -> "measured anew to the same bits";
                    case LOSS -> "evaluated anew to the same bits";
                    case TRAINING -> "trained again to the same bits";
                };
            case WITHIN -> "trained again, loss within the tolerance";
            case DIFFERS -> "DIFFER";
            case SKIPPED ->
                switch (what) {
                    case TRAINING -> "not trained again";
                    case FILE, DIGEST, STATISTICS, LOSS -> "not compared";
                };
        };
    }

    private static void difference(Check check, PrintWriter out) {
        out.printf(
                "differs: %s of %s: %s%n    stored   %s%n    obtained %s%n",
                check.what().text(),
                check.subject().text(),
                check.reason(),
                check.expected(),
                Optional.of(check.obtained()).filter(text -> !text.isEmpty()).orElse("-"));
    }

    private void coverage(PrintWriter out) {
        if (report.sampled() == report.trainings()) {
            out.println("Every training was compared.");
            return;
        }
        out.printf(
                Locale.ROOT,
                "If 1 %% of the trainings were corrupted, this sample would have shown it with a confidence of %.1f %%; with 95 %% it shows shares from %.3g %% on.%n",
                100 * report.confidence(0.01),
                100 * report.seenShare(0.95));
    }
}

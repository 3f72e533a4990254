package tegum.coordinator.plot;

import java.util.List;

/// The words above a picture.
///
/// @param title the study in words, "Two features in one dimension"
/// @param sweep its name and version, `phase-2-1@1`
/// @param rule how replicates become one norm, interference and loss: "best of 10", "mean of 10, worst 1 dropped"
/// @param details what else decides the picture, one phrase each: "3,000 steps", "batch 1,024", "focus:
///     last feature", the values of further axes at which this slice was taken
public record Caption(String title, String sweep, String rule, List<String> details) {

    /// Control characters become blanks: neither XML nor a terminal may see them.
    ///
    /// @throws IllegalArgumentException if the rule is blank, because a picture without one says nothing
    public Caption {
        title = printable(title);
        sweep = printable(sweep);
        rule = printable(rule);
        details = details.stream().map(Caption::printable).toList();
        if (rule.isBlank()) {
            throw new IllegalArgumentException("a picture states the rule by which replicates become one number");
        }
    }

    /// The first line: the study, or the sweep where it has no title, and what is shown.
    String headline(String shown) {
        String study = title.isBlank() ? sweep : title;
        return study.isBlank() ? shown : study + ": " + shown;
    }

    /// The second line.
    String small() {
        StringBuilder text = new StringBuilder(title.isBlank() ? "" : sweep);
        for (String detail : details) {
            text.append(text.isEmpty() || detail.isBlank() ? "" : " · ").append(detail);
        }
        return text.toString();
    }

    static String printable(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().map(point -> isPrintable(point) ? point : ' ').forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    private static boolean isPrintable(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED
                && type != Character.FORMAT;
    }
}

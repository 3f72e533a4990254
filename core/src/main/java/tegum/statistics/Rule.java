package tegum.statistics;

/// Which replicates of a cell a number is taken from, and so which picture is seen: the boundary of the optimum (best)
/// and that of the basin (mean) are different curves. Every label says the rule.
///
/// Replicates are ranked by loss, then by index; diverged ones rank last.
///
/// Source: SCIENCE section 3, "Per cell".
public enum Rule {
    /// The replicate of least loss.
    BEST("best"),
    /// All that did not diverge.
    MEAN("mean"),
    /// All but the worst `ceil(n/10)`: the paper's rule, 10 trainings and the worst dropped.
    DROP_WORST("drop-worst"),
    /// The middle one, or the middle two of an even number.
    MEDIAN("median");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /// The spelling in a spec and in labels.
    public String text() {
        return text;
    }

    /// The rule with the given spelling.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Rule parse(String text) {
        for (Rule rule : values()) {
            if (rule.text.equals(text)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("no rule \"" + text + "\"; there are best, mean, drop-worst and median");
    }
}

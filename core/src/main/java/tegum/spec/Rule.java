package tegum.spec;

/// How the replicates of a cell become one number.
///
/// Source: SCIENCE section 3.
public enum Rule {
    /// The replicate with the least loss.
    BEST("best"),
    /// All replicates that did not diverge.
    MEAN("mean"),
    /// Mean after dropping the worst tenth, rounded up; the paper's rule for the phase diagram.
    DROP_WORST("drop-worst"),
    /// The middle replicate by loss.
    MEDIAN("median");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /// The spelling in a spec.
    public String text() {
        return text;
    }
}

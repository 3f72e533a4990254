package tegum.spec;

/// How the points of a range are spaced.
public enum Scale {
    /// Equal differences.
    LIN("lin"),
    /// Equal ratios.
    LOG("log");

    private final String text;

    Scale(String text) {
        this.text = text;
    }

    /// The spelling in a spec.
    public String text() {
        return text;
    }
}

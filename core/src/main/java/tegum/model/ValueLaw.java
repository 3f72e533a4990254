package tegum.model;

/// How the value of an active feature is spread, as a map of `u` in (0, 1).
public enum ValueLaw {
    /// U[0,1): `u`
    UNIFORM("uniform"),
    /// U[-1,1): `2f * u - 1f`
    SYMMETRIC("symmetric"),
    /// U[0,2): `2f * u`
    DOUBLE("double");

    private final String text;

    ValueLaw(String text) {
        this.text = text;
    }

    /// The spelling in a spec.
    public String text() {
        return text;
    }

    /// The value of an active feature; each operation is rounded to float once.
    ///
    /// Source: DESIGN section 5, "Value".
    public float of(float u) {
        return switch (this) {
            case UNIFORM -> u;
            case SYMMETRIC -> 2f * u - 1f;
            case DOUBLE -> 2f * u;
        };
    }
}

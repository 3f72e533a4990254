package tegum.model;

/// What the output is to be for an input `x`.
public enum Target {
    /// `x`
    INPUT,
    /// `|x|`
    ABSOLUTE
}

package tegum.spec;

/// A named parameter that varies in a sweep.
///
/// @param name `[a-z][a-z0-9_]*`, at most 63 characters, not a column's name
public record Axis(String name, AxisValues values) {
    /// Pattern of a name.
    public static final String PATTERN = "[a-z][a-z0-9_]{0,62}";

    /// What the name of an axis may be.
    public static final String PERMITTED_NAMES =
            PATTERN + ", not the name of a column: " + String.join(", ", ReservedNames.COLUMNS);

    /// @throws InvalidSpecException if the name is not permitted
    public Axis {
        InvalidSpecException.check(isPermittedName(name), "axes", name, PERMITTED_NAMES);
    }

    /// Whether an axis may be called so.
    public static boolean isPermittedName(String name) {
        return name.matches(PATTERN) && !ReservedNames.COLUMNS.contains(name);
    }

    public int count() {
        return values.count();
    }
}

package tegum.coordinator.dataset;

/// Spells values in SQL.
final class Sql {
    private Sql() {}

    /// A text literal.
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /// An identifier.
    static String name(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}

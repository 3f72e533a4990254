package tegum.coordinator.dataset;

/// A column of a relation, as the dictionary describes it.
///
/// @param unit unit of its numbers; empty where there is none
/// @param description one sentence
public record Column(String name, ColumnType type, String unit, String description) {

    static Column column(String name, ColumnType type, String unit, String description) {
        return new Column(name, type, unit, description);
    }

    static Column column(String name, ColumnType type, String description) {
        return new Column(name, type, "", description);
    }

    /// The name as SQL may need it: some are words of SQL.
    String quoted() {
        return '"' + name + '"';
    }
}

package tegum.coordinator.query;

/// A column of an answer.
///
/// @param type DuckDB's name of its type, as `DOUBLE` or `VARCHAR[]`
public record QueryColumn(String name, String type) {}

package tegum.coordinator.dataset;

/// Type of a column, as DuckDB and Parquet know it.
public enum ColumnType {
    /// Text.
    TEXT("VARCHAR"),
    /// A whole number of 32 bits.
    INTEGER("INTEGER"),
    /// A whole number of 64 bits.
    BIGINT("BIGINT"),
    /// A number of 32 bits.
    FLOAT("FLOAT"),
    /// A number of 64 bits.
    DOUBLE("DOUBLE"),
    /// Yes or no.
    BOOLEAN("BOOLEAN"),
    /// An instant in UTC.
    TIMESTAMP("TIMESTAMP"),
    /// A list of texts.
    TEXTS("VARCHAR[]"),
    /// A list of whole numbers of 32 bits.
    INTEGERS("INTEGER[]"),
    /// A list of numbers of 32 bits.
    FLOATS("FLOAT[]"),
    /// A list of numbers of 64 bits.
    DOUBLES("DOUBLE[]");

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    /// Its name in DuckDB's SQL.
    public String sql() {
        return sql;
    }
}

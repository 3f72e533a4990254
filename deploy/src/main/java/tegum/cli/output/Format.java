package tegum.cli.output;

import java.util.Locale;

/// How a command prints its answer.
public enum Format {
    /// Aligned columns, for people.
    TABLE,
    /// Comma-separated values with a header (RFC 4180).
    CSV,
    /// A JSON array of objects, or one object.
    JSON;

    /// The spelling on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

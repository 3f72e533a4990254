package tegum.plan;

/// The bit behaviour of an engine, `vector/1`; part of a training's identity.
///
/// The version is raised whenever a golden digest of the engine changes.
///
/// @param engine name of the engine; lower-case letters and digits, begins with a letter
/// @param version 1 or more
public record Numerics(String engine, int version) implements Comparable<Numerics> {

    /// @throws IllegalArgumentException if the name has other characters or the version is below 1
    public Numerics {
        if (!engine.matches("[a-z][a-z0-9]*") || version < 1) {
            throw new IllegalArgumentException("numerics are like vector/1, not \"" + engine + "/" + version + "\"");
        }
    }

    /// The numerics with the given text, `vector/1`.
    ///
    /// @throws IllegalArgumentException if the text is anything else
    public static Numerics parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || !text.substring(slash + 1).matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("numerics are like vector/1, not \"" + text + "\"");
        }
        return new Numerics(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    /// By engine, then by version.
    @Override
    public int compareTo(Numerics other) {
        int byEngine = engine.compareTo(other.engine);
        return byEngine != 0 ? byEngine : Integer.compare(version, other.version);
    }

    @Override
    public String toString() {
        return engine + "/" + version;
    }
}

package tegum.protocol;

/// Identity of a sweep: a changed spec of the same name is a new version.
///
/// @param name the spec's name
/// @param version 1, 2, ...
public record SweepVersion(String name, int version) implements Comparable<SweepVersion> {

    /// @throws IllegalArgumentException if the name is empty or the version not positive
    public SweepVersion {
        if (name.isEmpty() || version < 1) {
            throw new IllegalArgumentException("no sweep version: \"%s\", %d".formatted(name, version));
        }
    }

    @Override
    public int compareTo(SweepVersion other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Integer.compare(version, other.version);
    }

    /// `name@version`, as in the view's name.
    @Override
    public String toString() {
        return name + "@" + version;
    }
}

package tegum.spec.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One mapping of a spec and its permitted keys.
final class Section {
    private final Reading reading;
    private final String path;
    private final int line;
    private final Map<String, Source.Entry> entries;

    private Section(Reading reading, String path, int line, Map<String, Source.Entry> entries) {
        this.reading = reading;
        this.path = path;
        this.line = line;
        this.entries = entries;
    }

    /// The mapping at a path; anything else is a problem and reads as an empty mapping. Unknown keys are problems.
    static Section of(Reading reading, Source source, String path, List<String> keys) {
        if (!(source instanceof Source.Named(int line, Map<String, Source.Entry> entries))) {
            reading.refuse(source, path, "a mapping with keys among " + String.join(", ", keys));
            return new Section(reading, path, source.line(), Map.of());
        }
        entries.forEach((key, entry) -> {
            if (!keys.contains(key)) {
                reading.refuse(
                        entry.line(),
                        path.isEmpty() ? key : path + "." + key,
                        "",
                        "no such key; there are " + String.join(", ", keys) + Reading.meant(key, keys));
            }
        });
        return new Section(reading, path, line, entries);
    }

    /// A mapping that the spec leaves out.
    static Section absent(Reading reading, String path, int line) {
        return new Section(reading, path, line, Map.of());
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    int line() {
        return line;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Optional<Source> find(String key) {
        return Optional.ofNullable(entries.get(key)).map(Source.Entry::value);
    }

    /// The value of a key that must be there; else a problem in the line of the mapping.
    Optional<Source> require(String key, String advice) {
        if (!has(key)) {
            reading.refuse(line, path(key), "", "missing; " + advice);
        }
        return find(key);
    }
}

package tegum.spec.text;

import java.util.List;
import java.util.Map;

/// A piece of a YAML text that knows its line.
sealed interface Source {

    /// Line of the text, from 1.
    int line();

    /// @param plain whether the text stood without quotation marks, so that it may be a number or a flag
    record Single(int line, String text, boolean plain) implements Source {}

    record Many(int line, List<Source> items) implements Source {}

    /// @param entries by key, in the order of the text
    record Named(int line, Map<String, Entry> entries) implements Source {}

    /// @param line line of the key
    record Entry(int line, Source value) {}

    /// What stands here, for a message.
    default String shown() {
        return switch (this) {
            case Single(int _, String text, boolean _) when text.isEmpty() -> "nothing";
            case Single(int _, String text, boolean plain) -> plain ? text : "\"" + text + "\"";
            case Many _ -> "a list";
            case Named _ -> "a mapping";
        };
    }
}

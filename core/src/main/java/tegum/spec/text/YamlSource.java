package tegum.spec.text;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.reader.ReaderException;
import tegum.spec.InvalidSpecException;
import tegum.spec.Problem;

/// Reads YAML as a tree of [Source], from the parser's events: what YAML does beyond mappings, lists and
/// scalars (aliases, tags, several documents) has no place in a spec and is refused where it stands.
final class YamlSource {
    /// Deeper than any spec; ends braces within braces before they cost anything.
    private static final int MAX_DEPTH = 20;

    private final String text;
    private final List<Problem> problems;
    private final Iterator<Event> events;

    private YamlSource(String text, List<Problem> problems) {
        this.text = text;
        this.problems = problems;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(text.length() + 1);
        this.events = new Yaml(options).parse(new StringReader(text)).iterator();
    }

    /// The mapping that a text holds.
    ///
    /// @param problems receives what is wrong although the text parses: keys that are there twice
    /// @throws InvalidSpecException with the first problem if the text is no YAML, or not one mapping
    static Source.Named read(String text, List<Problem> problems) {
        return new YamlSource(text, problems).document();
    }

    private Source.Named document() {
        next(); // The start of the stream.
        Event event = next();
        if (event.is(Event.ID.StreamEnd)) {
            throw refused(1, "", "", "the text is empty; `tegum new --list` names specs to start from");
        }
        Source root = node(next(), 0);
        next(); // The end of the document.
        Event last = next();
        if (!last.is(Event.ID.StreamEnd)) {
            throw refused(line(last), "", "", "a second document begins here; a spec is one document");
        }
        if (!(root instanceof Source.Named named)) {
            throw refused(
                    root.line(),
                    "",
                    root.shown(),
                    "a spec is a mapping such as `name: phase-2-1`, with its keys in lines");
        }
        return named;
    }

    private Source node(Event event, int depth) {
        int line = line(event);
        if (event.is(Event.ID.Alias)) {
            throw refused(
                    line, "", "*" + ((NodeEvent) event).getAnchor(), "aliases have no place in a spec; write it out");
        }
        if (depth > MAX_DEPTH) {
            throw refused(line, "", "", "nested deeper than " + MAX_DEPTH + " levels; a spec needs five");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(line, scalar.getTag());
                yield new Source.Single(line, scalar.getValue(), scalar.isPlain());
            }
            case SequenceStartEvent sequence -> {
                refuseTag(line, sequence.getTag());
                yield new Source.Many(line, items(depth));
            }
            case MappingStartEvent mapping -> {
                refuseTag(line, mapping.getTag());
                yield new Source.Named(line, entries(depth));
            }
            default -> throw new IllegalStateException("YAML event " + event);
        };
    }

    private static void refuseTag(int line, @Nullable String tag) {
        if (tag != null) {
            throw refused(line, "", tag.replace("tag:yaml.org,2002:", "!!"), "tags have no place in a spec");
        }
    }

    private List<Source> items(int depth) {
        List<Source> items = new ArrayList<>();
        for (Event event = next(); !event.is(Event.ID.SequenceEnd); event = next()) {
            items.add(node(event, depth + 1));
        }
        return items;
    }

    private Map<String, Source.Entry> entries(int depth) {
        Map<String, Source.Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); !event.is(Event.ID.MappingEnd); event = next()) {
            Source key = node(event, depth + 1);
            if (!(key instanceof Source.Single(int line, String name, boolean _))) {
                throw refused(key.line(), "", key.shown(), "a key is a word");
            }
            Source value = node(next(), depth + 1);
            Source.@Nullable Entry first = entries.putIfAbsent(name, new Source.Entry(line, value));
            if (first != null) {
                problems.add(
                        new Problem(line, name, "a second one", "each key once; the first is in line " + first.line()));
            }
        }
        return entries;
    }

    private Event next() {
        try {
            return events.next();
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            // What is missing at the end is missing in the last line, not in the one after it.
            int line = mark == null ? 1 : (int) Math.clamp(text.lines().count(), 1, mark.getLine() + 1L);
            throw notYaml(line, e.getProblem() == null ? "it does not parse" : e.getProblem());
        } catch (ReaderException e) {
            throw notYaml(lineOf(e.getPosition()), "a control character, U+%04X".formatted(e.getCodePoint()));
        } catch (RuntimeException e) {
            // The scanner indexes beyond its buffer or makes impossible characters on some broken escapes: still no
            // YAML.
            throw notYaml(1, "it does not parse: " + e.getClass().getSimpleName());
        }
    }

    private InvalidSpecException notYaml(int line, String reason) {
        String advice = hasTab(line)
                ? "not YAML: it is indented with spaces, and this line has a tab"
                : "not YAML: " + reason.replace("found character '\\t(TAB)'", "a tab");
        return refused(line, "", "", advice);
    }

    private boolean hasTab(int line) {
        return text.lines()
                .skip(line - 1L)
                .findFirst()
                .orElse("")
                .stripTrailing()
                .contains("\t");
    }

    private int lineOf(int position) {
        int end = Math.clamp(position, 0, text.length());
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    private static int line(Event event) {
        return event.getStartMark() == null ? 1 : event.getStartMark().getLine() + 1;
    }

    private static InvalidSpecException refused(int line, String field, String value, String advice) {
        return new InvalidSpecException(List.of(new Problem(line, field, value, advice)));
    }
}

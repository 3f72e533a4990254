package tegum.spec.text;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import tegum.spec.InvalidSpecException;
import tegum.spec.MeasureSettings;
import tegum.spec.Problem;
import tegum.spec.RecordSteps;
import tegum.spec.Scalar;
import tegum.spec.SweepSpec;

/// Changes the `measure` section in the text of a spec and nothing else: its comments and its order stay.
public final class MeasureText {
    private static final String KEY = "measure";

    private MeasureText() {}

    /// The text with other settings.
    ///
    /// @param yaml the text of a valid spec
    /// @throws InvalidSpecException if the text is no valid spec, or is written so that the section cannot be
    ///     replaced in it
    public static String with(String yaml, MeasureSettings measure) {
        SweepSpec before = SpecReader.read(yaml);
        String changed = replaced(yaml, section(measure));
        SweepSpec after = SpecReader.read(changed);
        if (!after.measure().equals(measure) || !rest(after).equals(rest(before))) {
            throw new InvalidSpecException(List.of(new Problem(
                    0, KEY, "", "the section cannot be replaced in this text; change it there and run the spec")));
        }
        return changed;
    }

    private static String rest(SweepSpec spec) {
        return spec.canonicalText().replace(spec.measure().canonicalText(), "");
    }

    private static String replaced(String yaml, String section) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(yaml.length() + 1);
        if (!(new Yaml(options).compose(new StringReader(yaml)) instanceof MappingNode root)) {
            throw new IllegalStateException("a valid spec is a mapping");
        }
        for (NodeTuple entry : root.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(KEY)) {
                int from = at(yaml, key.getStartMark());
                int to = at(yaml, entry.getValueNode().getEndMark());
                // A block ends where the next key begins, so the line's end is in it.
                String end = yaml.substring(from, to).endsWith("\n") ? "\n" : "";
                return yaml.substring(0, from) + section + end + yaml.substring(to);
            }
        }
        if (root.getFlowStyle() == FlowStyle.FLOW) {
            int brace = at(yaml, root.getEndMark()) - 1;
            return yaml.substring(0, brace) + ", " + section + yaml.substring(brace);
        }
        return yaml + (yaml.endsWith("\n") ? "" : "\n") + section + "\n";
    }

    /// The parser counts code points.
    private static int at(String text, Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private static String section(MeasureSettings measure) {
        List<String> fields = new ArrayList<>(List.of(
                "focus: " + measure.focus().text(),
                "rule: " + measure.rule().text(),
                "represented: " + Scalar.Decimal.of(measure.represented()),
                "superposed: " + Scalar.Decimal.of(measure.superposed()),
                "edge: " + Scalar.Decimal.of(measure.edge())));
        switch (measure.record()) {
            case RecordSteps.Settling _ -> {}
            case RecordSteps.LogSpaced(int count) -> fields.add("record: {log: %d}".formatted(count));
            case RecordSteps.Listed(List<Integer> steps) ->
                fields.add(steps.stream().map(String::valueOf).collect(Collectors.joining(", ", "record: [", "]")));
        }
        return fields.stream().collect(Collectors.joining(", ", KEY + ": {", "}"));
    }
}

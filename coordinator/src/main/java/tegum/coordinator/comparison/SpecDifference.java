package tegum.coordinator.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tegum.spec.CanonicalJson;
import tegum.spec.Defaults;
import tegum.spec.MeasureSettings;
import tegum.spec.SweepSpec;
import tegum.spec.Template;

/// A field in which two specs differ.
///
/// @param field dotted, as `train.steps`
/// @param a what the first has, as JSON; `default` where it says nothing
/// @param b what the second has
public record SpecDifference(String field, String a, String b) {
    private static final String DEFAULT = "default";

    static List<SpecDifference> between(SweepSpec a, SweepSpec b) {
        TreeMap<String, String> first = fields(a);
        TreeMap<String, String> second = fields(b);
        SortedSet<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        List<SpecDifference> differences = new ArrayList<>();
        for (String name : names) {
            String mine = first.getOrDefault(name, DEFAULT);
            String other = second.getOrDefault(name, DEFAULT);
            if (!mine.equals(other)) {
                differences.add(new SpecDifference(name, mine, other));
            }
        }
        return differences;
    }

    private static TreeMap<String, String> fields(SweepSpec spec) {
        TreeMap<String, String> fields = new TreeMap<>();
        add(fields, "", Defaults.leftOut(spec.template()));
        spec.axes()
                .forEach(axis -> fields.put("axes." + axis.name(), axis.values().canonicalText()));
        MeasureSettings measure = spec.measure();
        fields.put("measure.focus", measure.focus().text());
        fields.put("measure.represented", Double.toString(measure.represented()));
        fields.put("measure.superposed", Double.toString(measure.superposed()));
        fields.put("measure.edge", Double.toString(measure.edge()));
        fields.put("replicates", Integer.toString(spec.replicates()));
        fields.put("seed", Long.toString(spec.seed()));
        fields.put("engine", spec.engine());
        return fields;
    }

    private static void add(TreeMap<String, String> fields, String path, Template.Fields part) {
        part.fields().forEach((key, value) -> {
            if (value instanceof Template.Fields inner) {
                add(fields, path + key + ".", inner);
            } else {
                fields.put(path + key, CanonicalJson.of(value));
            }
        });
    }
}

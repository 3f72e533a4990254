package tegum.spec.text;

import java.util.SortedSet;
import java.util.TreeSet;
import tegum.spec.Axis;
import tegum.spec.Scalar;
import tegum.spec.Template;

/// The words that a field may hold at some point of the grid.
final class Choices {
    private Choices() {}

    static SortedSet<String> of(Reading reading, String path, String byDefault) {
        SortedSet<String> words = new TreeSet<>();
        if (reading.slot(path).isEmpty()) {
            words.add(byDefault);
            return words;
        }
        switch (reading.slot(path).get().template()) {
            case Template.Value(Scalar scalar) -> words.add(scalar.text());
            case Template.Reference(String name, boolean _) ->
                reading.axis(name).ifPresent(declared -> {
                    Axis axis = declared.axis();
                    for (int index = 0; index < axis.count(); index++) {
                        words.add(axis.values().at(index).text());
                    }
                });
            case Template.Items _, Template.Fields _ -> throw new IllegalStateException(path + " is no word");
        }
        return words;
    }
}

package tegum.spec;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// After which steps a training's weights are recorded, beside `ceil(0.9 T)` and the last step T, which always are.
public sealed interface RecordSteps {

    /// Nothing but the two.
    record Settling() implements RecordSteps {}

    /// Steps from 1 to T, evenly spaced on a logarithmic scale; those that fall together are recorded once.
    ///
    /// @param count number of steps; 2 to 10,000
    record LogSpaced(int count) implements RecordSteps {}

    /// The given steps, ascending; those beyond T are left out.
    record Listed(List<Integer> steps) implements RecordSteps {
        public Listed {
            steps = List.copyOf(steps);
        }
    }

    /// All recorded steps of a training of `steps` steps, ascending.
    default int[] of(int steps) {
        NavigableSet<Integer> recorded = new TreeSet<>();
        switch (this) {
            case Settling _ -> {}
            case LogSpaced(int count) -> {
                for (int i = 0; i < count; i++) {
                    recorded.add((int) Math.round(StrictMath.pow(steps, (double) i / (count - 1))));
                }
            }
            case Listed(List<Integer> listed) ->
                listed.stream().filter(step -> step <= steps).forEach(recorded::add);
        }
        recorded.add((int) ((9L * steps + 9) / 10));
        recorded.add(steps);
        return recorded.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Canonical JSON.
    default String canonicalText() {
        return switch (this) {
            case Settling _ -> "[]";
            case LogSpaced(int count) -> "{\"log\":" + count + "}";
            case Listed(List<Integer> listed) -> listed.toString().replace(" ", "");
        };
    }
}

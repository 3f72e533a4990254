package tegum.coordinator.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tegum.measure.ComponentClass;
import tegum.measure.Composition;
import tegum.protocol.ResultColumns.ComponentColumns;

/// Numbers the structures of components that occur: their classes, ranks and members. Small models have few.
final class Structures {
    private static final List<ComponentClass.Family> FAMILIES = List.of(ComponentClass.Family.values());

    /// A structure as numbers: for each component its family, k, rank, size and members.
    private record Code(int[] numbers) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Code that && Arrays.equals(numbers, that.numbers);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(numbers);
        }
    }

    private final Map<Code, Integer> numbers = new HashMap<>();
    private final List<Code> codes = new ArrayList<>();
    private int[] buffer = new int[64];

    /// The number of a training's structure, from 0.
    int number(ComponentColumns components, int training) {
        int first = components.from()[training];
        int end = components.from()[training + 1];
        int members = components.memberFrom()[end] - components.memberFrom()[first];
        int length = 4 * (end - first) + members;
        if (buffer.length < length) {
            buffer = new int[2 * length];
        }
        int at = 0;
        for (int component = first; component < end; component++) {
            int from = components.memberFrom()[component];
            int size = components.memberFrom()[component + 1] - from;
            ComponentClass shape = components.shape()[component];
            buffer[at++] = FAMILIES.indexOf(shape.family());
            buffer[at++] = shape.k();
            buffer[at++] = components.rank()[component];
            buffer[at++] = size;
            System.arraycopy(components.members(), from, buffer, at, size);
            at += size;
        }
        Code code = new Code(Arrays.copyOf(buffer, length));
        Integer known = numbers.putIfAbsent(code, codes.size());
        if (known != null) {
            return known;
        }
        codes.add(code);
        return codes.size() - 1;
    }

    /// Writes number, composition, classes, ranks, sizes and members of each structure.
    void write(SegmentRows rows) {
        for (int number = 0; number < codes.size(); number++) {
            int[] code = codes.get(number).numbers;
            List<ComponentClass> classes = new ArrayList<>();
            List<Integer> ranks = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            List<Integer> members = new ArrayList<>();
            int at = 0;
            while (at < code.length) {
                classes.add(new ComponentClass(FAMILIES.get(code[at]), code[at + 1]));
                ranks.add(code[at + 2]);
                sizes.add(code[at + 3]);
                Arrays.stream(code, at + 4, at + 4 + code[at + 3]).forEach(members::add);
                at += 4 + code[at + 3];
            }
            rows.number(number)
                    .text(Composition.of(classes))
                    .texts(classes.stream().map(ComponentClass::text).toList())
                    .numbers(ints(ranks))
                    .numbers(ints(sizes))
                    .numbers(ints(members))
                    .end();
        }
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}

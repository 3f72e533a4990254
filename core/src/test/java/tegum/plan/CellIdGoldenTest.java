package tegum.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tegum.spec.text.SpecReader;

class CellIdGoldenTest {

    /// Goal: a stored training is found again by every later version of the program. Method: of 50 specs the first,
    /// a middle and the last grid point, with canonical JSON and id, as once written down.
    @Test
    void cellIdsAreThoseOnceWrittenDown() throws IOException {
        List<String> now = new ArrayList<>();
        for (String spec : resource("/golden/cell-id-specs.txt").split("(?m)^###\n")) {
            if (!spec.isEmpty()) {
                now.addAll(lines(spec));
            }
        }

        assertThat(now)
                .as("canonical JSON or ids have changed: no stored training would be found again. If that is meant,"
                        + " raise tegum-cell/N in CellId and replace golden/cell-ids.txt")
                .containsExactlyElementsOf(
                        resource("/golden/cell-ids.txt").lines().toList());
    }

    @Test
    void thereAreFiftySpecsAndTheirCellsDiffer() throws IOException {
        Map<String, String> specById = new HashMap<>();
        int specs = 0;
        for (String spec : resource("/golden/cell-id-specs.txt").split("(?m)^###\n")) {
            specs += spec.isEmpty() ? 0 : 1;
        }
        for (String line : resource("/golden/cell-ids.txt").lines().toList()) {
            String[] parts = line.split(" ", 3);
            String before = specById.putIfAbsent(parts[1], parts[2]);
            assertThat(before == null || before.equals(parts[2])).as(line).isTrue();
        }

        assertThat(specs).isEqualTo(50);
        assertThat(specById).hasSizeGreaterThan(60);
    }

    private static List<String> lines(String spec) {
        Plan plan = Plan.of(SpecReader.read(spec));
        int[] counts = plan.axes().stream().mapToInt(axis -> axis.count()).toArray();
        List<String> lines = new ArrayList<>();
        for (int part = 0; part < (counts.length == 0 ? 1 : 3); part++) {
            int[] at = new int[counts.length];
            for (int axis = 0; axis < at.length; axis++) {
                at[axis] = (counts[axis] - 1) * part / 2;
            }
            PlannedCell cell = plan.cellAt(at);
            lines.add("%s %s %s".formatted(plan.spec().name(), cell.id(), cell.params()));
        }
        return lines;
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(CellIdGoldenTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Goal: a plan is made lazily; its time and memory do not grow with the number of cells.
@Timeout(120)
class HugePlanTest {
    @TempDir
    private Path folder;

    @Test
    void aHundredMillionCellsArePlannedInHalfAGigabyte() {
        String spec = Specs.write(folder, "huge.yaml", """
                name: huge
                model: {features: 2, hidden: 1}
                data: {density: $p}
                importance: [1, $r]
                axes:
                  r: {from: 0.1, to: 10, count: 10000, scale: log}
                  p: {from: 1, to: 0.01, count: 10000, scale: log}
                replicates: 10
                """);

        Ended ended = Program.in(folder).withHeap(512).run("plan", spec, "--format", "json");

        assertThat(ended.exit()).as(ended.said()).isZero();
        JsonNode plan = StoreFolder.json(ended.out());
        assertThat(plan.get("name").asText()).isEqualTo("huge");
        assertThat(plan.get("cells").asLong()).isEqualTo(100_000_000L);
        assertThat(plan.get("trainings").asLong()).isEqualTo(1_000_000_000L);
        assertThat(plan.get("axes")).hasSize(2);
        assertThat(plan.get("disk_bytes").asLong()).isPositive();
        long cells = 0;
        for (JsonNode stratum : plan.get("strata")) {
            cells += stratum.get("cells").asLong();
            assertThat(stratum.get("engine").asText()).startsWith("vector/");
            assertThat(stratum.get("kernel").asText()).isNotEmpty();
        }
        assertThat(cells).isEqualTo(100_000_000L);
    }
}

package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tegum.coordinator.ledger.sqlite.SqliteSource;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.spec.text.SpecReader;

class ManifestTest {
    private static final Pattern FILE = Pattern.compile("\"owner\":\"([^\"]+)\",\"path\":\"(data/trainings/[^\"]+)\"");
    private static final Pattern ROWS =
            Pattern.compile("\"sweep\":\"([^\"]+)\",\"version\":(\\d+).*\"rows\":(\\d+)\\}");

    @TempDir
    Path folder;

    /// Goal: at every manifest, an outside reader finds the rows that it says, in files that are there.
    /// Method: a reader reads manifests as fast as it can while two overlapping sweeps are stored in small parts.
    @Test
    void everyManifestIsWhole() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService executor = Executors.newSingleThreadExecutor();
                StoredResults results = StoredResults.open(folder, Clock.systemUTC())) {
            Callable<Integer> reader = () -> {
                int read = 0;
                while (!over.get()) {
                    assertManifestIsWhole();
                    read++;
                }
                return read;
            };
            Future<Integer> manifests = executor.submit(reader);

            String one = Trainings.yaml("one", "[0.5, 1, 2]", "[0.5, 0.3]", 20);
            String two = Trainings.yaml("two", "[1, 2, 4]", "[0.5, 0.3]", 20);
            List<Submission> sweeps = List.of(
                    results.submit(SpecReader.read(one), one, "ada"), results.submit(SpecReader.read(two), two, "ada"));
            sweeps.forEach(sweep -> results.resolve(sweep.sweep(), 0, "vector", Trainings.NUMERICS));
            for (long index = 0; index < 120; index += 8) {
                for (Submission sweep : sweeps) {
                    results.commit(List.of(Trainings.part(sweep.sweep(), sweep.plan(), 0, index, index + 8)));
                }
            }
            over.set(true);

            assertThat(manifests.get()).as("manifests read").isPositive();
        }
        assertThat(assertManifestIsWhole()).isEqualTo(160);
        assertThat(StoreCare.check(folder, new SqliteSource(), Clock.systemUTC())
                        .problems())
                .isEmpty();
    }

    private long assertManifestIsWhole() throws IOException {
        String manifest = Files.readString(folder.resolve("data/manifest.json"));
        long total = 0;
        try (QueryEngine engine = QueryEngine.open(folder)) {
            for (String line : manifest.lines().toList()) {
                Matcher sweep = ROWS.matcher(line);
                if (sweep.find()) {
                    long rows = Long.parseLong(sweep.group(3));
                    assertThat(count(engine, manifest, sweep.group(1) + "@" + sweep.group(2)))
                            .isEqualTo(rows);
                    total += rows;
                }
            }
        }
        return total;
    }

    private long count(QueryEngine engine, String manifest, String owner) {
        List<String> files = new ArrayList<>();
        Matcher file = FILE.matcher(manifest);
        while (file.find()) {
            if (file.group(1).equals(owner)) {
                files.add("'" + folder.resolve(file.group(2)) + "'");
            }
        }
        if (files.isEmpty()) {
            return 0;
        }
        String paths = files.stream().collect(Collectors.joining(", ", "[", "]"));
        try (QueryResult result = engine.query("SELECT count(*) FROM read_parquet(" + paths + ")")) {
            return Long.parseLong(String.valueOf(result.all().getFirst().getFirst()));
        }
    }
}

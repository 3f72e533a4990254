package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.sqlite.SqliteSource;
import tegum.coordinator.query.Digest;
import tegum.coordinator.query.QueryEngine;
import tegum.protocol.SweepVersion;
import tegum.spec.text.SpecReader;

class StoreBackupTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T00:00:00Z"), ZoneOffset.UTC);
    private static final String YAML = Trainings.yaml("phase", "[0.5, 1]", "[1, 0.9]", 4);

    @TempDir
    Path folder;

    private Path store;
    private Path copy;

    @BeforeEach
    void train() {
        store = folder.resolve("store");
        copy = folder.resolve("copies/copy");
        try (StoredResults results = StoredResults.open(store, CLOCK)) {
            StoredResultsTest.trainAll(results, results.submit(SpecReader.read(YAML), YAML, "ada"));
        }
        StoreCare.compact(
                store, new SqliteSource(), CLOCK); // so that there are replaced segments, which a copy does not have
    }

    @Test
    void theCopyIsASoundStoreWithTheSameResults() {
        StoreBackup.Backup backup = StoreBackup.copy(store, new SqliteSource(), copy, CLOCK);

        assertThat(backup.segments()).isPositive();
        assertThat(StoreCare.check(copy, new SqliteSource(), CLOCK))
                .isEqualTo(new StoreCare.Checked(List.of(), List.of()));
        assertThat(digest(copy)).isEqualTo(digest(store));
        assertThat(StoreCare.check(store, new SqliteSource(), CLOCK).problems()).isEmpty();
    }

    @Test
    void aDamagedSegmentIsNotCopied() throws IOException {
        Path segment;
        try (var files = Files.list(store.resolve("data/trainings/phase@1"))) {
            segment = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);

        assertThatThrownBy(() -> StoreBackup.copy(store, new SqliteSource(), copy, CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged");
        assertThat(folder.resolve("copies")).isEmptyDirectory();
    }

    @Test
    void aFolderWithSomethingInItIsRefused() throws IOException {
        Files.createDirectories(copy);
        Path mine = Files.writeString(copy.resolve("mine"), "precious");

        assertThatThrownBy(() -> StoreBackup.copy(store, new SqliteSource(), copy, CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is not empty");
        assertThat(mine).hasContent("precious");
    }

    @Test
    void aStoreInUseIsNotCopied() {
        try (StoredResults results = StoredResults.open(store, CLOCK)) {
            assertThat(results.epoch()).isPositive();
            assertThatThrownBy(() -> StoreBackup.copy(store, new SqliteSource(), copy, CLOCK))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void thereIsNothingToUpgradeInAStoreOfToday() {
        StoreCare.Upgraded upgraded = StoreCare.upgrade(store, new SqliteSource(), CLOCK);

        assertThat(upgraded.from()).isEqualTo(upgraded.to()).isPositive();
    }

    private static String digest(Path store) {
        try (QueryEngine engine = QueryEngine.open(store)) {
            return Digest.of(engine, new SweepVersion("phase", 1));
        }
    }
}

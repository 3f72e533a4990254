package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tegum.coordinator.ledger.EpochLostException;
import tegum.coordinator.ledger.postgres.PostgresServer;
import tegum.coordinator.ledger.postgres.PostgresSource;
import tegum.coordinator.query.Digest;
import tegum.coordinator.query.QueryEngine;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.spec.text.SpecReader;

/// The data set in a folder that several coordinators share, the ledger on a server.
class SharedStoreTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String YAML = Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3]", 10);

    private static PostgresServer server;

    @TempDir
    Path folder;

    private PostgresSource source;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void closeServer() {
        server.close();
    }

    @BeforeEach
    void makeDatabase() {
        source = server.source(server.database(""));
    }

    private StoredResults coordinator() {
        return StoredResults.open(folder, source, CLOCK, Tenure.STANDING);
    }

    @Test
    void aCoordinatorTakesOverAndTheFormerOneIsFenced() throws IOException {
        StoredResults former = coordinator();
        Submission submission = former.submit(SpecReader.read(YAML), YAML, "ann");
        former.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS);
        former.commit(List.of(Trainings.part(submission.sweep(), submission.plan(), 0, 0, 20)));

        try (StoredResults latter = coordinator()) {
            String shown = Files.readString(folder.resolve("data/manifest.json"));
            FinishedPart next = Trainings.part(submission.sweep(), submission.plan(), 0, 20, 40);
            assertThat(former.commit(List.of(next)))
                    .extracting(PartVerdict::verdict)
                    .containsExactly(Verdict.FENCED);
            assertThatThrownBy(() -> former.submit(SpecReader.read(YAML.replace("100", "200")), YAML, "ann"))
                    .isInstanceOf(EpochLostException.class);
            former.close();
            assertThat(folder.resolve("data/manifest.json")).content().isEqualTo(shown);

            List<PartVerdict> verdicts = latter.commit(List.of(
                    Trainings.part(submission.sweep(), submission.plan(), 0, 0, 20),
                    next,
                    Trainings.part(submission.sweep(), submission.plan(), 0, 40, 60)));

            assertThat(verdicts)
                    .extracting(PartVerdict::verdict)
                    .containsExactly(Verdict.DUPLICATE, Verdict.NEW, Verdict.NEW);
            assertThat(latter.counts(submission.sweep()).done()).isEqualTo(60);
        }
        assertThat(StoreCare.check(folder, source, CLOCK).problems()).isEmpty();
        assertThat(digest(folder)).isEqualTo(undisturbed());
    }

    @Test
    void aStoreWithItsLedgerOnAServerIsCaredForAsAnyOther() throws IOException {
        for (int from = 0; from < 60; from += 10) {
            try (StoredResults results = coordinator()) {
                Submission submission = results.submit(SpecReader.read(YAML), YAML, "ann");
                results.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS);
                results.commit(List.of(Trainings.part(submission.sweep(), submission.plan(), 0, from, from + 10)));
            }
        }
        String digest = digest(folder);
        Path copy = folder.resolveSibling(folder.getFileName() + "-copy");

        StoreCare.compact(folder, source, CLOCK);
        StoreCare.gc(folder, source, CLOCK, Duration.ZERO);
        StoreBackup.Backup backup = StoreBackup.copy(folder, source, copy, CLOCK);

        assertThat(backup.segments()).isPositive();
        assertThat(StoreCare.check(folder, source, CLOCK).problems()).isEmpty();
        assertThat(StoreCare.upgrade(folder, source, CLOCK)).isEqualTo(new StoreCare.Upgraded(1, 1));
        assertThat(digest(folder)).isEqualTo(digest);
        assertThat(digest(copy)).isEqualTo(digest);
        try (StoredResults results = StoredResults.open(copy, CLOCK)) {
            assertThat(results.books()).hasSize(1);
        }
    }

    private String undisturbed() {
        Path other = folder.resolve("undisturbed");
        try (StoredResults results = StoredResults.open(other, CLOCK)) {
            Submission submission = results.submit(SpecReader.read(YAML), YAML, "ann");
            results.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS);
            results.commit(List.of(Trainings.part(submission.sweep(), submission.plan(), 0, 0, 60)));
        }
        return digest(other);
    }

    private static String digest(Path store) {
        try (QueryEngine engine = QueryEngine.open(store)) {
            return Digest.of(engine, new SweepVersion("phase", 1));
        }
    }
}

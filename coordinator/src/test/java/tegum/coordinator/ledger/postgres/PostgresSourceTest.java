package tegum.coordinator.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.coordinator.ledger.AuditRecord;
import tegum.coordinator.ledger.ChunkRecord;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerSource.Access;
import tegum.coordinator.ledger.Priority;
import tegum.coordinator.ledger.Resolution;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.StratumRecord;
import tegum.coordinator.ledger.SweepRecord;
import tegum.coordinator.ledger.SweepState;
import tegum.coordinator.ledger.sqlite.SqliteSource;
import tegum.protocol.SweepVersion;

class PostgresSourceTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final SweepVersion SWEEP = new SweepVersion("phase", 1);

    private static PostgresServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void closeServer() {
        server.close();
    }

    @Test
    void whatWantsTheStoreForItselfWaitsForNobody() {
        PostgresSource source = server.source(server.database(""), server.port(), PATIENCE);
        try (Ledger coordinator = source.open(folder, Access.TAKE_OVER, CLOCK)) {
            refused(source, Access.ALONE).hasMessageContaining("is in use by another process");

            assertThat(coordinator.holdsEpoch()).isTrue();
        }
        try (Ledger alone = source.open(folder, Access.ALONE, CLOCK)) {
            refused(source, Access.ALONE).hasMessageContaining("is in use by another process");
            refused(source, Access.TAKE_OVER).hasMessageContaining("is in use by another process");

            assertThat(alone.holdsEpoch()).isTrue();
        }
    }

    @Test
    void aFolderBelongsToOneLedgerAndALedgerToOneFolder() {
        PostgresSource source = server.source(server.database(""));
        source.open(folder, Access.ALONE, CLOCK).close();

        assertThatThrownBy(() -> new SqliteSource().open(folder, Access.ALONE, CLOCK))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("not in the folder but in 127.0.0.1:")
                .hasMessageContaining("set ledger.url");
        refused(server.source(server.database("")), Access.ALONE)
                .hasMessageContaining("belongs to another ledger than the one in");

        Path other = folder.resolve("other");
        new SqliteSource().open(other, Access.ALONE, CLOCK).close();
        assertThatThrownBy(() -> source.open(other, Access.ALONE, CLOCK))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("take ledger.url away");

        try (Ledger ledger = source.open(folder, Access.ALONE, CLOCK)) {
            ledger.transact(changes -> {
                changes.addSegment(segment(1));
                return true;
            });
        }
        assertThatThrownBy(() -> source.open(folder.resolve("unmounted"), Access.TAKE_OVER, CLOCK))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("is the shared folder there?");
    }

    @Test
    void whatIsMissingOrRefusedIsSaidInASentence() throws IOException {
        String database = server.database("");
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        refused(server.source(database, free, PATIENCE), Access.ALONE)
                .hasMessage("no PostgreSQL server answers at 127.0.0.1:%d: start it, or set ledger.url", free);
        refused(server.source("nowhere"), Access.ALONE)
                .hasMessage(
                        "there is no database nowhere at 127.0.0.1:%d: create it (createdb nowhere), or set ledger.url",
                        server.port());
        PostgresAddress address = server.source(database).address();
        refused(new PostgresSource(address, Optional.of("guess"), PATIENCE), Access.ALONE)
                .hasMessageContaining("refuses the connection for user tegum: set ledger.user and ledger.password-file")
                .hasMessageNotContaining("guess");
        refused(new PostgresSource(address, Optional.empty(), PATIENCE), Access.ALONE)
                .hasMessageContaining("refuses the connection for user tegum");
        refused(server.source(server.database("ENCODING 'SQL_ASCII'")), Access.ALONE)
                .hasMessageContaining("has server_encoding SQL_ASCII: make one with UTF8");
    }

    @Test
    void aDatabaseOfAnotherProgramOrWithoutRightsIsRefused() {
        String database = server.database("");
        server.execute(database, "CREATE TABLE meta (recipe TEXT)");
        refused(server.source(database), Access.ALONE).hasMessageContaining("a table \"meta\" of another program");

        String taken = server.database("");
        server.execute(taken, "CREATE TABLE audit (recipe TEXT)");
        refused(server.source(taken), Access.ALONE).hasMessageContaining("has tables of another program");

        String closed = server.database("");
        server.execute(closed, "CREATE ROLE guest LOGIN PASSWORD 'guest'");
        refused(
                        new PostgresSource(
                                PostgresAddress.parse(
                                        "postgresql://guest@127.0.0.1:%d/%s".formatted(server.port(), closed),
                                        Optional.empty()),
                                Optional.of("guest"),
                                PATIENCE),
                        Access.ALONE)
                .hasMessageContaining("does not permit for user guest what Tegum needs");

        String later = server.database("");
        server.source(later).open(folder.resolve("later"), Access.ALONE, CLOCK).close();
        server.execute(later, "UPDATE meta SET schema = 99");
        assertThatThrownBy(() -> server.source(later).open(folder.resolve("later"), Access.ALONE, CLOCK))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("written by a later Tegum (schema 99");
    }

    @Test
    void aServerThatIsTooOldIsRefused() throws IOException {
        try (OldServer old = OldServer.start("12.22")) {
            refused(server.source("any", old.port(), PATIENCE), Access.ALONE)
                    .hasMessage("the server at 127.0.0.1:%d is PostgreSQL 12: Tegum needs 13 or later", old.port());
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(PostgresSource source, Access access) {
        return assertThatThrownBy(() -> source.open(folder, access, CLOCK)).isExactlyInstanceOf(StoreException.class);
    }

    @Test
    void severalStoresShareADatabaseBySchemas() {
        String database = server.database("");
        server.execute(database, "CREATE SCHEMA one");
        server.execute(database, "CREATE SCHEMA two");
        try (Ledger one = inSchema(database, "one").open(folder.resolve("one"), Access.ALONE, CLOCK);
                Ledger two = inSchema(database, "two").open(folder.resolve("two"), Access.ALONE, CLOCK)) {
            one.transact(changes -> {
                changes.addSegment(segment(1));
                return true;
            });

            assertThat(two.segments()).isEmpty();
        }
        refused(inSchema(database, "three"), Access.ALONE).hasMessageContaining("has no schema that ledger.url names");
    }

    private static PostgresSource inSchema(String database, String schema) {
        return new PostgresSource(
                PostgresAddress.parse(
                        "jdbc:postgresql://127.0.0.1:%d/%s?currentSchema=%s".formatted(server.port(), database, schema),
                        Optional.of(PostgresServer.USER)),
                Optional.of(PostgresServer.PASSWORD),
                PATIENCE);
    }

    /// Goal: a copy has every row, also of thousands of chunks, and goes on with a later epoch.
    @Test
    void aCopyHasItsLedgerInTheFolder() throws IOException {
        Path copy = folder.resolve("copy");
        List<SegmentRecord> segments = List.of(segment(1), segment(2), segment(3));
        long epoch;
        long snapshot;
        try (Ledger ledger = server.source(server.database("")).open(folder, Access.ALONE, CLOCK)) {
            epoch = ledger.epoch();
            ledger.transact(changes -> {
                changes.addSweep(new SweepRecord(
                        SWEEP,
                        SweepState.RUNNING,
                        Priority.HIGH,
                        "{}",
                        "name: phase",
                        1,
                        20_000_000,
                        Instant.EPOCH,
                        "ada\0"));
                changes.putStratum(
                        new StratumRecord(SWEEP, 0, "n=2 m=1", new Resolution.Waiting(), 20_000_000, 5000, 0, 0));
                for (int k = 0; k < 5_000; k++) {
                    changes.putChunk(SWEEP, 0, chunk(k));
                }
                changes.addAudit(new AuditRecord(Instant.EPOCH, "ada", "note", "store", "äöü \uD83D\uDE80"));
                segments.forEach(changes::addSegment);
                changes.replaceSegment(segments.get(0), segments.get(1));
                changes.replaceSegment(segments.get(1), segments.get(2));
                return true;
            });
            snapshot = ledger.snapshot();
            Files.createDirectories(copy);

            ledger.copyInto(copy);

            assertThat(ledger.check()).isEmpty();
        }

        try (Ledger ledger = new SqliteSource().open(copy, Access.ALONE, CLOCK)) {
            assertThat(ledger.epoch()).isGreaterThan(epoch);
            assertThat(ledger.snapshot()).isEqualTo(snapshot);
            assertThat(ledger.sweeps()).extracting(SweepRecord::submittedBy).containsExactly("ada\uFFFD");
            List<ChunkRecord> chunks = ledger.chunks(SWEEP, 0);
            assertThat(chunks).hasSize(5_000);
            assertThat(chunks.get(4_321).done()[0]).isEqualTo(4_321 + 1);
            assertThat(ledger.audit()).extracting(AuditRecord::reason).containsExactly("äöü \uD83D\uDE80");
            assertThat(ledger.segments()).containsExactly(segments.get(2));
            assertThat(ledger.replaced()).containsExactly(segments.get(0), segments.get(1));
            assertThat(ledger.check()).isEmpty();
        }
    }

    private static ChunkRecord chunk(int ordinal) {
        long[] done = new long[ChunkRecord.WORDS];
        done[0] = ordinal + 1L;
        return new ChunkRecord(ordinal, done, new long[ChunkRecord.WORDS], new long[ChunkRecord.WORDS]);
    }

    private static SegmentRecord segment(int number) {
        return new SegmentRecord(
                "trainings", "phase@1", "data/trainings/phase@1/1-%d.parquet".formatted(number), 2, 77, 0xCAFEBABEL);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.lab:5433/tegum,db.lab:5433,tegum,''",
        "postgresql://db/tegum?sslmode=verify-full,db,tegum,''",
        "'postgresql://ada@a:1,b:2/tegum','a:1,b:2',tegum,ada"
    })
    void addressesAreRead(String url, String hosts, String database, String user) {
        PostgresAddress address = PostgresAddress.parse(url, Optional.empty());

        assertThat(address.hosts()).isEqualTo(hosts);
        assertThat(address.database()).isEqualTo(database);
        assertThat(address.user().orElse("")).isEqualTo(user);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://ada@a:1", "mysql://a/b", "tegum", "postgresql:///tegum"})
    void whatIsNoAddressIsSaid(String url) {
        assertThatThrownBy(() -> PostgresAddress.parse(url, Optional.empty()))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("ledger.url is no address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ada:geheim@db/tegum",
                "jdbc:postgresql://db/tegum?user=ada",
                "jdbc:postgresql://db/tegum?sslmode=require&password=geheim"
            })
    void secretsAndASecondUserDoNotBelongIntoAnAddress(String url) {
        assertThatThrownBy(() -> PostgresAddress.parse(url, Optional.of("eve")))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageNotContaining("geheim");
    }
}

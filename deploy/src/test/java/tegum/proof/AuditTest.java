package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Goal: an audit finds what was done to a store behind the program's back, however well it was covered up.
/// Method: the real program; segments are rewritten with one value changed, and the ledger made to agree with them, so
/// that `store check` finds the store sound.
@Timeout(600)
class AuditTest {
    private static final int DIFFERS = 4;

    @TempDir
    private Path folder;

    private Program program;
    private StoreFolder store;

    @BeforeEach
    void aSweep() {
        program = Program.in(folder);
        store = new StoreFolder(folder.resolve("store"));
        String spec = Specs.write(folder, "spec.yaml", Specs.ofPairs("pairs", "0.2, 1", "0.5, 0.1, 0.05", 10, 300));
        assertExit(program.run("run", spec, "--store", "store"), 0);
    }

    @Test
    void anHonestStoreIsSound() {
        JsonNode all = verify(0, "--sample", "all");
        JsonNode some = verify(0, "--sample", "25%", "--seed", "3");
        JsonNode again = verify(0, "--sample", "25%", "--seed", "3");

        assertThat(all.get("sound").asBoolean()).isTrue();
        assertThat(all.get("sampled").asLong()).isEqualTo(60);
        for (String compared : new String[] {"digest", "statistics", "loss", "training"}) {
            assertThat(all.get("compared").get(compared).toString()).isEqualTo("{\"same\":60}");
        }
        assertThat(all.get("compared").get("file").get("same").asLong()).isPositive();
        assertThat(some.get("sampled").asLong()).isEqualTo(15);
        assertThat(some.get("confidence_of_1_percent").asDouble()).isEqualTo(1 - Math.pow(.99, 15));
        assertThat(store.number(
                        "SELECT count(DISTINCT (cell, replicate)) FROM checks WHERE compared = 'loss' AND time = '%s'"
                                .formatted(time(some))))
                .isEqualTo(15);
        String drawn = "SELECT cell, replicate FROM checks WHERE compared = 'training' AND time = '%s' ORDER BY ALL";
        assertThat(store.query(drawn.formatted(time(some)))).isEqualTo(store.query(drawn.formatted(time(again))));
        assertThat(store.number("SELECT count(*) FROM checks WHERE verdict <> 'same'"))
                .isZero();

        assertExit(program.run("measure", "pairs", "--edge", "0.9", "--store", "store"), 0);
        assertThat(verify(0, "--sample", "all")
                        .get("compared")
                        .get("statistics")
                        .toString())
                .isEqualTo("{\"same\":60}");
        assertExit(program.run("store", "check", "--store", "store"), 0);
    }

    @Test
    void aFlippedBitInAWeightIsFoundThoughTheFileAgreesWithTheLedger() {
        rewrite(
                "weights",
                "* REPLACE (CASE WHEN replicate = 3 THEN [(w[1] * (1 + 1.2e-7))::FLOAT, w[2]] ELSE w END AS w)");
        assertExit(program.run("store", "check", "--store", "store"), 0);

        JsonNode report = verify(DIFFERS, "--sample", "all");

        assertThat(report.get("compared").get("digest").get("differs").asLong()).isEqualTo(6);
        assertThat(report.get("compared").get("file").has("differs")).isFalse();
        assertThat(report.get("compared").get("training").toString()).isEqualTo("{\"same\":60}");
        assertThat(report.get("differences").get(0).get("replicate").asInt()).isEqualTo(3);
        assertThat(
                        store.number(
                                "SELECT count(*) FROM checks WHERE verdict = 'differs' AND compared = 'digest' AND replicate = 3"))
                .isEqualTo(6);
    }

    @Test
    void aChangedLossIsFound() {
        rewrite("trainings", "* REPLACE (CASE WHEN replicate = 7 THEN loss * (1 + 1e-15) ELSE loss END AS loss)");
        assertExit(program.run("store", "check", "--store", "store"), 0);

        JsonNode report = verify(DIFFERS, "--sample", "all");

        assertThat(report.get("compared").get("loss").get("differs").asLong()).isPositive();
        assertThat(report.get("compared").get("training").get("differs"))
                .isEqualTo(report.get("compared").get("loss").get("differs"));
        assertThat(report.get("differences").get(0).get("reason").asText()).contains("loss");
    }

    /// Rows that agree with each other in everything, and are not what the engine trains: those of other replicates.
    @Test
    void resultsOfATamperedEngineAreFound() {
        String swapped =
                "* REPLACE (CASE replicate WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE replicate END::INTEGER AS replicate)";
        rewrite("weights", swapped);
        rewrite("trainings", swapped);
        assertExit(program.run("store", "check", "--store", "store"), 0);

        JsonNode report = verify(DIFFERS, "--sample", "all");

        for (String compared : new String[] {"digest", "statistics", "loss"}) {
            assertThat(report.get("compared").get(compared).toString()).isEqualTo("{\"same\":60}");
        }
        assertThat(report.get("compared").get("training").get("differs").asLong())
                .isEqualTo(12);
        Ended text = program.run("verify", "pairs", "--sample", "all", "--store", "store");
        assertExit(text, DIFFERS);
        assertThat(text.out()).contains("12 DIFFER", "NOT SOUND", "differs: training of cell ");
    }

    @Test
    void aDamagedFileIsNamedAndTheRestCompared() throws IOException {
        Path file = store.path()
                .resolve(store.manifest().segments().stream()
                        .filter(segment -> segment.relation().equals("weights"))
                        .findFirst()
                        .orElseThrow()
                        .path());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[64]), Files.size(file) / 3);
        }

        JsonNode report = verify(DIFFERS, "--sample", "10");

        assertThat(report.get("compared").get("file").get("differs").asLong()).isEqualTo(1);
        assertThat(report.get("differences").get(0).get("file").asText()).startsWith("data/weights/");
        assertThat(report.get("compared").get("training").get("same").asLong()).isEqualTo(10);
    }

    @Test
    void aCellIsTrainedAgain() {
        String cell = String.valueOf(store.query("SELECT cell FROM \"pairs\" ORDER BY cell")
                .getFirst()
                .getFirst());

        Ended same = program.run("rerun", cell.substring(0, 8), "--store", "store");
        Ended other = program.run(
                "rerun", cell, "--replicate", "4", "--engine", "reference", "--store", "store", "--format", "json");

        assertExit(same, 0);
        assertThat(same.out()).contains("10 trained again to the same bits", "sound");
        assertExit(other, 0);
        JsonNode json = StoreFolder.json(other.out());
        assertThat(json.get("compared").get("training").toString()).isEqualTo("{\"within\":1}");
        assertThat(json.get("notes").get(0).asText()).contains("vector/", "reference/1", "bits cannot be compared");
        assertThat(
                        store.query(
                                "SELECT kind, engine, replicate, verdict, difference <= tolerance FROM checks WHERE replicate = 4 AND verdict = 'within'"))
                .isEqualTo(java.util.List.of(java.util.List.of("rerun", "reference", "4", "within", "true")));
        assertThat(program.run("rerun", cell, "--replicate", "10", "--store", "store")
                        .exit())
                .isEqualTo(5);
        assertThat(program.run("rerun", "ffffffff", "--store", "store").exit()).isEqualTo(5);
        assertThat(program.run("rerun", "xy", "--store", "store").exit()).isEqualTo(2);
        assertThat(program.run("verify", "pairs", "--sample", "101%", "--store", "store")
                        .exit())
                .isEqualTo(2);
    }

    private JsonNode verify(int exit, String... options) {
        String[] arguments = new String[options.length + 6];
        System.arraycopy(new String[] {"verify", "pairs", "--store", "store", "--format", "json"}, 0, arguments, 0, 6);
        System.arraycopy(options, 0, arguments, 6, options.length);
        Ended ended = program.run(arguments);
        assertExit(ended, exit);
        return StoreFolder.json(ended.out());
    }

    private static String time(JsonNode report) {
        return report.get("time").asText().replace("Z", "");
    }

    private static void assertExit(Ended ended, int exit) {
        assertThat(ended.exit()).as(ended.said()).isEqualTo(exit);
    }

    /// Writes the segments of a relation anew with other values, and has the ledger agree.
    private void rewrite(String relation, String columns) {
        for (StoreFolder.Segment segment : store.manifest().segments()) {
            if (segment.relation().equals(relation)) {
                rewriteFile(segment.path(), columns);
            }
        }
    }

    private void rewriteFile(String path, String columns) {
        Path file = store.path().resolve(path);
        Path draft = folder.resolve("tampered.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                Connection ledger = DriverManager.getConnection(
                        "jdbc:sqlite:" + store.path().resolve("ledger.db"));
                PreparedStatement update =
                        ledger.prepareStatement("UPDATE segment SET bytes = ?, crc32c = ? WHERE path = ?")) {
            statement.execute("COPY (SELECT %s FROM read_parquet('%s')) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
                    .formatted(columns, file.toAbsolutePath(), draft.toAbsolutePath()));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            CRC32C crc = new CRC32C();
            crc.update(Files.readAllBytes(file));
            update.setLong(1, Files.size(file));
            update.setLong(2, crc.getValue());
            update.setString(3, path);
            assertThat(update.executeUpdate()).isEqualTo(1);
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }
}

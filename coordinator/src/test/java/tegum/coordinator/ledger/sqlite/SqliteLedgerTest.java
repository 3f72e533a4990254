package tegum.coordinator.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerContract;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.StoreLock;
import tegum.coordinator.ledger.sql.SqlLedger;

class SqliteLedgerTest extends LedgerContract {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    private @Nullable Connection connection;

    @Override
    protected Ledger open(Path store) {
        StoreLock lock = StoreLock.take(store);
        return SqlLedger.open(
                new SqliteDatabase(store, lock) {
                    @Override
                    public Connection connect() throws SQLException {
                        Connection made = super.connect();
                        connection = made;
                        return made;
                    }
                },
                CLOCK);
    }

    @Override
    protected void claimForAnother(Ledger ledger) {
        try (Statement statement = connection().createStatement()) {
            statement.execute("UPDATE meta SET epoch = epoch + 1");
            connection().commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connection() {
        return Objects.requireNonNull(connection);
    }

    /// The golden file fails the build when the schema changes: then add a migration, raise the schema and write a new
    /// golden file beside the old one.
    @Test
    void theSchemaIsTheGoldenOne() throws IOException, SQLException {
        String golden;
        try (InputStream in =
                getClass().getResourceAsStream("/golden/ledger-schema-" + SqliteDatabase.SCHEMA + ".sql")) {
            assertThat(in).as("golden file of schema %d", SqliteDatabase.SCHEMA).isNotNull();
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        try (Ledger ledger = open(folder);
                Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name")) {
            StringBuilder found = new StringBuilder();
            while (rows.next()) {
                found.append(rows.getString(1).replaceAll("\\s+", " ")).append(";\n");
            }

            assertThat(ledger.schema()).isEqualTo(SqliteDatabase.SCHEMA);
            assertThat(found).hasToString(golden);
        }
    }

    @Test
    void aSecondWriterInThisProcessIsRefused() {
        try (Ledger first = open(folder)) {
            assertThat(first.holdsEpoch()).isTrue();

            assertThatThrownBy(() -> open(folder))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use by another process");
        }
    }

    @Test
    void anotherProgramCannotOpenTheFileMeanwhile() throws SQLException {
        try (Ledger first = open(folder);
                Connection second = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = second.createStatement()) {
            assertThat(first.holdsEpoch()).isTrue();
            statement.execute("PRAGMA busy_timeout = 0");

            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM meta"))
                    .hasMessageContaining("SQLITE_BUSY");
        }
    }

    @Test
    void aForeignFileIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(folder.resolve("ledger.db"), "this is my shopping list ".repeat(100));

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not a ledger of Tegum");
        assertThat(folder.resolve("ledger.db")).content().startsWith("this is my shopping list");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefused() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE meta (recipe TEXT)");
        }

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a database of another program");
    }

    @Test
    void aLaterSchemaIsRefused() throws SQLException {
        open(folder).close();
        try (Connection later = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = later.createStatement()) {
            statement.execute("UPDATE meta SET schema = 99");
        }

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("written by a later Tegum (schema 99");
    }

    /// A connection left open would hold the file for as long as the program runs.
    @Test
    void aLedgerThatCannotBeOpenedIsLetGo() throws SQLException {
        open(folder).close();
        execute("ALTER TABLE meta RENAME COLUMN epoch TO era");

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(StoreException.class)
                .hasRootCauseMessage("[SQLITE_ERROR] SQL error or missing database (no such column: epoch)");

        execute("ALTER TABLE meta RENAME COLUMN era TO epoch");
        try (Ledger repaired = open(folder)) {
            assertThat(repaired.epoch()).isEqualTo(2);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            statement.execute(sql);
        }
    }

    @Test
    void aTornFileIsRefused() throws IOException {
        open(folder).close();
        Path file = folder.resolve("ledger.db");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("results"), "no folder");

        assertThatThrownBy(() -> open(file)).isInstanceOf(StoreException.class).hasMessageContaining("is not a folder");
    }
}

package tegum.coordinator.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerContract;
import tegum.coordinator.ledger.LedgerSource.Access;

class PostgresLedgerTest extends LedgerContract {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    private static PostgresServer server;

    private String database;

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
        database = server.database("");
    }

    @Override
    protected Ledger open(Path store) {
        return server.source(database).open(store, Access.TAKE_OVER, CLOCK);
    }

    @Override
    protected void claimForAnother(Ledger ledger) {
        open(folder).close();
    }

    /// The golden file fails the build when the schema changes: then add a migration, raise the schema and write a new
    /// golden file beside the old one.
    @Test
    void theSchemaIsTheGoldenOne() throws IOException, SQLException {
        String golden;
        try (InputStream in =
                getClass().getResourceAsStream("/golden/ledger-postgres-" + PostgresDatabase.SCHEMA + ".txt")) {
            assertThat(in)
                    .as("golden file of schema %d", PostgresDatabase.SCHEMA)
                    .isNotNull();
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        open(folder).close();

        assertThat(schema()).isEqualTo(golden);
    }

    private String schema() throws SQLException {
        StringBuilder found = new StringBuilder();
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT format('%s.%s %s%s', table_name, column_name, data_type,
                            CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END) COLLATE "C"
                          FROM information_schema.columns WHERE table_schema = 'public'
                        UNION ALL SELECT format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid)) COLLATE "C"
                          FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
                        UNION ALL SELECT indexdef COLLATE "C" FROM pg_indexes WHERE schemaname = 'public'
                        ORDER BY 1
                        """)) {
            while (rows.next()) {
                found.append(rows.getString(1)).append('\n');
            }
        }
        return found.toString();
    }
}

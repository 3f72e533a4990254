package tegum.coordinator.ledger.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads migrations, which lie beside the class of their database as `001.sql`, `002.sql`, ...
public final class Migrations {
    private Migrations() {}

    /// @throws IllegalStateException if it is not there
    public static String text(Class<? extends SqlDatabase> database, int schema) {
        String name = "%03d.sql".formatted(schema);
        try (InputStream in = database.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("migration " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("migration " + name + " is unreadable", e);
        }
    }
}

package tegum.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tegum.cli.config.Setting;
import tegum.cli.config.Settings;
import tegum.coordinator.ledger.LedgerSource;
import tegum.coordinator.ledger.postgres.PostgresAddress;
import tegum.coordinator.ledger.postgres.PostgresSource;
import tegum.coordinator.ledger.sqlite.SqliteSource;

/// Where the settings say that the ledger is.
final class LedgerSettings {
    private static final String PASSWORD = "TEGUM_LEDGER_PASSWORD";

    private LedgerSettings() {}

    /// @throws UnavailableException if there is no password where one should be
    static LedgerSource source(Settings settings) {
        return source(settings, System.getenv());
    }

    static LedgerSource source(Settings settings, Map<String, String> environment) {
        Optional<String> url = text(settings, Setting.LEDGER_URL);
        if (url.isEmpty()) {
            return new SqliteSource();
        }
        return new PostgresSource(
                PostgresAddress.parse(url.get(), text(settings, Setting.LEDGER_USER)),
                password(settings, environment),
                settings.duration(Setting.LEDGER_PATIENCE));
    }

    private static Optional<String> text(Settings settings, Setting setting) {
        return Optional.of(settings.value(setting).text()).filter(text -> !text.isEmpty());
    }

    private static Optional<String> password(Settings settings, Map<String, String> environment) {
        Optional<String> given =
                Optional.of(environment.getOrDefault(PASSWORD, "")).filter(text -> !text.isEmpty());
        Optional<String> file = text(settings, Setting.LEDGER_PASSWORD_FILE);
        if (given.isPresent() && file.isPresent()) {
            throw new UnavailableException(
                    "the ledger's password is given twice, by ledger.password-file and by %s: take one away"
                            .formatted(PASSWORD));
        }
        return file.isPresent() ? Optional.of(read(Path.of(file.get()))) : given;
    }

    private static String read(Path file) {
        try {
            String password = Files.readString(file).stripTrailing();
            if (password.isEmpty()) {
                throw new UnavailableException("ledger.password-file: %s is empty".formatted(file));
            }
            return password;
        } catch (IOException e) {
            throw new UnavailableException("ledger.password-file: %s cannot be read (%s)"
                    .formatted(file, e.getClass().getSimpleName()));
        }
    }
}

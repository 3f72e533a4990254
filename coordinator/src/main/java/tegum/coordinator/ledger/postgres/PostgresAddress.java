package tegum.coordinator.ledger.postgres;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tegum.coordinator.ledger.StoreException;

/// Which database of which server, and as whom; without the password.
///
/// @param hosts `host:port`, or several with commas between them, of which the one that can be written counts
/// @param database its name
/// @param parameters of the driver, `sslmode=verify-full&currentSchema=lab`; empty if there are none
/// @param user empty if the driver is to take the name of the operating system's
public record PostgresAddress(String hosts, String database, String parameters, Optional<String> user) {
    private static final Pattern URL = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^@/?:]+)(?<secret>:[^@/]*)?@)?(?<hosts>[^@/?]+)/(?<database>[^/?&]+)(?:\\?(?<parameters>.*))?");

    /// Reads `jdbc:postgresql://HOST:PORT/DATABASE?PARAMETERS` or `postgresql://USER@HOST:PORT/DATABASE`.
    ///
    /// @param user whom `ledger.user` names
    /// @throws StoreException if it is no such address, has a password in it, or names another user
    public static PostgresAddress parse(String url, Optional<String> user) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new StoreException(
                    "ledger.url is no address of a PostgreSQL database: write postgresql://HOST:5432/DATABASE, without a password");
        }
        String parameters = matcher.group("parameters") == null ? "" : matcher.group("parameters");
        if (matcher.group("secret") != null || has(parameters, "password")) {
            throw new StoreException(
                    "ledger.url has a password in it: write it into a file that only you can read, and name that by ledger.password-file");
        }
        Optional<String> named = Optional.ofNullable(matcher.group("user"));
        if (has(parameters, "user") || (named.isPresent() && user.isPresent() && !named.equals(user))) {
            throw new StoreException("ledger.url names a user, and ledger.user another: name one of them");
        }
        return new PostgresAddress(
                matcher.group("hosts"), matcher.group("database"), parameters, named.isPresent() ? named : user);
    }

    private static boolean has(String parameters, String name) {
        return Arrays.stream(parameters.split("&"))
                .map(parameter -> parameter.split("=", 2)[0].toLowerCase(Locale.ROOT))
                .anyMatch(name::equals);
    }

    /// The address as the driver takes it.
    String jdbcUrl() {
        return "jdbc:postgresql://%s/%s%s".formatted(hosts, database, parameters.isEmpty() ? "" : "?" + parameters);
    }

    /// The address for people.
    @Override
    public String toString() {
        return "%s/%s".formatted(hosts, database);
    }
}

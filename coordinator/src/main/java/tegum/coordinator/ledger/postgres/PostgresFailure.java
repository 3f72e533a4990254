package tegum.coordinator.ledger.postgres;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;
import tegum.coordinator.ledger.StoreException;

/// What the failures of a PostgreSQL server mean, by their SQL states.
final class PostgresFailure {
    /// Not the server's fault or not for long: shut down, crashed, starting up, idle too long, no slot for a
    /// connection,
    /// a row locked by a session that is about to be ended, a standby that is about to be promoted.
    private static final Set<String> PASSING =
            Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "53300", "55P03", "40001", "40P01", "25006");

    private PostgresFailure() {}

    /// Whether the same may succeed on a new connection after a while.
    static boolean mayPass(SQLException failure) {
        String state = state(failure);
        return PASSING.contains(state) || (state.startsWith("08") && !state.equals("08004") && !state.equals("08P01"));
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }

    /// One sentence for the user: which database, what, and what to do.
    static StoreException of(PostgresAddress address, String act, SQLException cause) {
        String user = address.user().map(name -> " for user " + name).orElse("");
        String text = switch (state(cause)) {
            case "08001" ->
                "no PostgreSQL server answers at %s: start it, or set ledger.url".formatted(address.hosts());
            case "08003", "08006", "08007" ->
                "the connection to the database %s was lost: see whether its server and the network work"
                        .formatted(address);
            case "08004", "28000", "28P01" ->
                "the server at %s refuses the connection%s: set ledger.user and ledger.password-file (%s)"
                        .formatted(address.hosts(), user, firstLine(cause));
            case "3D000" ->
                "there is no database %s at %s: create it (createdb %s), or set ledger.url"
                        .formatted(address.database(), address.hosts(), address.database());
            case "42501" ->
                "the database %s does not permit%s what Tegum needs, which is to make tables and to write them: %s"
                        .formatted(address, user, firstLine(cause));
            case "42P07" ->
                "the database %s has tables of another program: name another database or schema in ledger.url (%s)"
                        .formatted(address, firstLine(cause));
            case "53100" ->
                "cannot %s the ledger in %s: the disk of its server is full; free some space and start again, everything committed is safe"
                        .formatted(act, address);
            case "53300" ->
                "the server at %s has no connection left: raise its max_connections".formatted(address.hosts());
            case "57P01", "57P02", "57P03" ->
                "the server at %s stops or starts: %s".formatted(address.hosts(), firstLine(cause));
            case "55P03" -> "cannot %s the ledger in %s: another session holds it".formatted(act, address);
            default -> "cannot %s the ledger in %s: %s".formatted(act, address, firstLine(cause));
        };
        return new StoreException(text, cause);
    }

    /// What the server says.
    private static String firstLine(SQLException cause) {
        // A batch's own exception repeats the statement; the server's words are in the next one.
        SQLException said = cause instanceof BatchUpdateException && cause.getNextException() != null
                ? cause.getNextException()
                : cause;
        return String.valueOf(said.getMessage()).lines().findFirst().orElse("").replaceFirst("^(FATAL|ERROR): ", "");
    }
}

package tegum.coordinator.http;

import io.javalin.security.RouteRole;
import java.util.Locale;
import tegum.coordinator.ledger.Role;

/// Who may use a route.
enum Access implements RouteRole {
    /// Whoever reaches the port: probes and metrics, which name nothing.
    ANYONE,
    /// As [Role#VIEWER].
    VIEWER,
    /// As [Role#SUBMITTER].
    SUBMITTER,
    /// As [Role#OPERATOR].
    OPERATOR;

    boolean permits(Role role) {
        return switch (this) {
            case ANYONE -> true;
            case VIEWER -> role.includes(Role.VIEWER);
            case SUBMITTER -> role.includes(Role.SUBMITTER);
            case OPERATOR -> role.includes(Role.OPERATOR);
        };
    }

    /// The spelling for people.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

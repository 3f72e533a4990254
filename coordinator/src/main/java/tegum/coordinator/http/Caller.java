package tegum.coordinator.http;

import io.javalin.http.Context;
import java.util.Objects;
import tegum.coordinator.control.Act;
import tegum.coordinator.ledger.Role;

/// Who has sent a request.
///
/// @param name of their token, or `local`
record Caller(String name, Role role) {
    private static final String ATTRIBUTE = "tegum.caller";

    void remember(Context context) {
        context.attribute(ATTRIBUTE, this);
    }

    /// Who has sent this request, as the [Gate] found.
    static Caller of(Context context) {
        return Objects.requireNonNull(context.<Caller>attribute(ATTRIBUTE), "a request that passed no gate");
    }

    /// The caller's act, with the reason that they gave.
    static Act act(Context context) {
        String reason = context.queryParam("reason");
        return new Act(of(context).name(), reason == null ? "" : reason);
    }
}

package tegum.coordinator.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tegum.coordinator.control.ControlPlane;
import tegum.coordinator.ledger.Role;
import tegum.coordinator.ledger.TokenRecord;

/// What can be asked about tokens.
final class TokenRoutes {
    private static final String ALL = ApiServer.BASE + "/tokens";
    private static final String NAME = "name";
    private static final String ROLE = "role";

    private final ControlPlane control;
    private final Answers answers;
    private final TokenBook book;
    private final Clock clock;
    private final int bodyBytes;

    TokenRoutes(ControlPlane control, Answers answers, TokenBook book, Clock clock, int bodyBytes) {
        this.control = control;
        this.answers = answers;
        this.book = book;
        this.clock = clock;
        this.bodyBytes = bodyBytes;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, Access.OPERATOR, "whose tokens there are, without their secrets", this::all),
                Route.post(
                        ALL,
                        Access.OPERATOR,
                        "makes a token, {\"name\": ..., \"role\": ...}; the secret is in this answer alone",
                        this::add),
                Route.delete(ALL + "/{name}", Access.OPERATOR, "takes a token back, at once", this::revoke));
    }

    private void all(Context context) {
        List<?> tokens = answers.of(control.tokens()).stream().map(Bodies::of).toList();
        context.result(Json.write(Bodies.list("tokens", tokens))).contentType(Json.CONTENT_TYPE);
    }

    private void add(Context context) {
        Map<String, String> texts = Json.texts(context, bodyBytes, Set.of(NAME, ROLE));
        String name = texts.getOrDefault(NAME, "");
        if (!name.matches(TokenRecord.NAME_PATTERN)) {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "\"name\" is 1 to 63 letters, digits and ._@-, the first a letter or digit");
        }
        Role role = Role.named(texts.getOrDefault(ROLE, ""))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.UNPROCESSABLE_CONTENT, "\"role\" is viewer, submitter or operator"));
        Secret secret = Secret.create();
        var act = Caller.act(context);
        TokenRecord token = answers.of(
                control.addToken(new TokenRecord(name, role, secret.hash(), clock.instant(), act.by()), act));
        answers.of(book.refresh());
        Map<String, Object> body = new LinkedHashMap<>(Bodies.of(token));
        body.put("secret", secret.text());
        context.status(HttpStatus.CREATED).result(Json.write(body)).contentType(Json.CONTENT_TYPE);
    }

    private void revoke(Context context) {
        TokenRecord token = answers.of(control.revokeToken(context.pathParam(NAME), Caller.act(context)));
        answers.of(book.refresh());
        context.result(Json.write(Bodies.of(token))).contentType(Json.CONTENT_TYPE);
    }
}

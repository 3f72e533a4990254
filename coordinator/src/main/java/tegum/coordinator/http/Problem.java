package tegum.coordinator.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tegum.coordinator.control.ControlException;
import tegum.spec.InvalidSpecException;

/// What a request that was not answered gets instead, as JSON.
///
/// Source: RFC 9457, "Problem Details for HTTP APIs".
///
/// @param detail one sentence for who asked
/// @param problems one line each, where there are several; of an invalid spec
record Problem(HttpStatus status, String detail, List<String> problems) {
    private static final String CONTENT_TYPE = "application/problem+json";

    Problem {
        problems = List.copyOf(problems);
    }

    static Problem of(HttpStatus status, String detail) {
        return new Problem(status, detail, List.of());
    }

    static Problem of(ControlException refused) {
        return of(
                switch (refused.kind()) {
                    case NOT_FOUND -> HttpStatus.NOT_FOUND;
                    case CONFLICT -> HttpStatus.CONFLICT;
                    case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
                    case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
                },
                String.valueOf(refused.getMessage()));
    }

    static Problem of(InvalidSpecException invalid) {
        List<String> lines = String.valueOf(invalid.getMessage()).lines().toList();
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                lines.size() == 1 ? lines.getFirst() : "the spec has %d problems".formatted(lines.size()),
                lines);
    }

    /// Answers a request with it.
    void answer(Context context) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", status.getMessage());
        body.put("status", status.getCode());
        body.put("detail", detail);
        if (!problems.isEmpty()) {
            body.put("problems", problems);
        }
        context.status(status).result(Json.write(body)).contentType(CONTENT_TYPE);
    }
}

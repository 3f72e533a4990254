package tegum.coordinator.http;

import io.javalin.http.HttpStatus;

/// A request that is not answered; the message is one sentence for who asked.
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(HttpStatus status, String detail) {
        super(detail);
        this.problem = Problem.of(status, detail);
    }

    Problem problem() {
        return problem;
    }
}

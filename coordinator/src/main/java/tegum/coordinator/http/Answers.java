package tegum.coordinator.http;

import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Waits for answers of the coordinator, on the request's own virtual thread.
///
/// @param atMost bound on the wait
record Answers(Duration atMost) {

    /// @throws ProblemException if it takes too long
    <T> T of(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw late("the coordinator did not answer within %d s; what was asked may still happen"
                    .formatted(atMost.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late("the coordinator is being stopped");
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        }
    }

    private static ProblemException late(String detail) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail);
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException known -> known;
            case Error fatal -> throw fatal;
            case null, default -> new IllegalStateException(cause);
        };
    }
}

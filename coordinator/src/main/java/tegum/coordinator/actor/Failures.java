package tegum.coordinator.actor;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// What went wrong in an act that another thread did.
final class Failures {
    private Failures() {}

    /// The failure itself, out of what a future wraps it in.
    static Throwable cause(@Nullable Throwable failure) {
        if (failure == null) {
            return new IllegalStateException("the store gave no answer");
        }
        Throwable inner = failure.getCause();
        return failure instanceof CompletionException && inner != null ? inner : failure;
    }
}

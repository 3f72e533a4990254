package tegum.worker.actor;

import java.time.Duration;

/// How long a worker waits for what.
///
/// @param registerAgain time between two registrations, until the coordinator answers
/// @param finish time that what runs has to end by itself when the worker is stopped; then it is ended between steps
/// @param leave time that the worker then waits for acknowledgements before it leaves without them
public record WorkerLimits(Duration registerAgain, Duration finish, Duration leave) {

    /// Limits of a worker in the coordinator's own process.
    public static WorkerLimits embedded() {
        return new WorkerLimits(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    /// @throws IllegalArgumentException if a wait is not positive
    public WorkerLimits {
        if (!registerAgain.isPositive() || !finish.isPositive() || !leave.isPositive()) {
            throw new IllegalArgumentException(
                    "waits are positive: %s, %s, %s".formatted(registerAgain, finish, leave));
        }
    }
}

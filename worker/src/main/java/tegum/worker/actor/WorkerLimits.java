package tegum.worker.actor;

import java.time.Duration;

/// How long a worker waits for what.
///
/// @param registerAgain time between two registrations, until the coordinator answers
/// @param finish time that what runs has to end by itself when the worker is stopped; then it is ended between steps
/// @param leave time that the worker then waits for acknowledgements before it leaves without them
/// @param stay when it leaves by itself
public record WorkerLimits(Duration registerAgain, Duration finish, Duration leave, Stay stay) {

    /// Limits of a worker in the coordinator's own process.
    public static WorkerLimits embedded() {
        return new WorkerLimits(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(10), Stay.forGood());
    }

    /// Limits of a worker on a machine of its own.
    ///
    /// @param finish time that what runs has to end by itself when the worker is drained
    public static WorkerLimits cluster(Duration finish, Stay stay) {
        return new WorkerLimits(Duration.ofSeconds(1), finish, Duration.ofSeconds(30), stay);
    }

    /// @throws IllegalArgumentException if a wait is not positive
    public WorkerLimits {
        if (!registerAgain.isPositive() || !finish.isPositive() || !leave.isPositive()) {
            throw new IllegalArgumentException(
                    "waits are positive: %s, %s, %s".formatted(registerAgain, finish, leave));
        }
    }

    /// When a worker leaves by itself.
    ///
    /// @param ends time from its start until its machine is taken away
    /// @param idle time without work after which it is not needed
    public record Stay(Duration ends, Duration idle) {
        /// Longer than any machine lasts.
        public static final Duration FOREVER = Duration.ofDays(36_500);

        /// Of `ends`, what is kept for draining: a tenth, but no more than this.
        private static final Duration LONGEST_FAREWELL = Duration.ofMinutes(1);

        /// A worker that is ended by others.
        public static Stay forGood() {
            return new Stay(FOREVER, FOREVER);
        }

        /// @throws IllegalArgumentException if a time is not positive
        public Stay {
            if (!ends.isPositive() || !idle.isPositive()) {
                throw new IllegalArgumentException("a worker stays for a while: %s, %s".formatted(ends, idle));
            }
        }

        boolean hasEnd() {
            return ends.compareTo(FOREVER) < 0;
        }

        boolean leavesWhenIdle() {
            return idle.compareTo(FOREVER) < 0;
        }

        /// Time before its end at which the worker begins to drain.
        Duration farewell() {
            Duration tenth = ends.dividedBy(10);
            return tenth.compareTo(LONGEST_FAREWELL) < 0 ? tenth : LONGEST_FAREWELL;
        }
    }
}

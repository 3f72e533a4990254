package tegum.coordinator.actor;

import java.time.Duration;
import tegum.coordinator.lease.LeaseLimits;
import tegum.protocol.CoordinatorOrder.WorkerSettings;

/// How a coordinator works.
///
/// @param leases bounds on offers, leases and retries
/// @param workers what it asks of its workers
/// @param commits when results are committed
/// @param refresh time between two looks at deadlines, counts and the manifest; at most a second while anything runs
public record CoordinatorSettings(LeaseLimits leases, WorkerSettings workers, Commits commits, Duration refresh) {

    /// Settings of one process.
    public static CoordinatorSettings embedded() {
        LeaseLimits leases = LeaseLimits.embedded();
        return new CoordinatorSettings(
                leases,
                new WorkerSettings(2_000, 200_000, 256, leases.offers().perDevice(), 30_000),
                new Commits(Duration.ofSeconds(1), 16 << 20, 1_024),
                Duration.ofSeconds(1));
    }

    /// @throws IllegalArgumentException if the refresh is not positive
    public CoordinatorSettings {
        if (!refresh.isPositive()) {
            throw new IllegalArgumentException("refresh is " + refresh);
        }
    }

    /// The same with another time between two commits.
    public CoordinatorSettings withCommitInterval(Duration interval) {
        return new CoordinatorSettings(leases, workers, new Commits(interval, commits.bytes, commits.parts), refresh);
    }

    /// The same with other times for offers and leases.
    ///
    /// @param target time an offer is to take
    /// @param ttl time without progress after which a lease is lost
    public CoordinatorSettings withOffers(Duration target, Duration ttl) {
        return new CoordinatorSettings(leases.with(target, ttl), workers, commits, refresh);
    }

    /// When what has arrived is committed.
    ///
    /// @param interval time between the beginnings of two commits, unless much has come; `store.commit-interval`
    /// @param bytes payloads waiting from which on a commit does not wait
    /// @param parts parts of one commit at most
    public record Commits(Duration interval, long bytes, int parts) {
        /// @throws IllegalArgumentException if a limit is not positive
        public Commits {
            if (!interval.isPositive() || bytes < 1 || parts < 1) {
                throw new IllegalArgumentException(
                        "limits of commits are positive: %s, %d, %d".formatted(interval, bytes, parts));
            }
        }
    }
}

package tegum.coordinator.lease;

import java.time.Duration;

/// Bounds on everything that the [LeaseBook] hands out, waits for and tries again.
public record LeaseLimits(Offers offers, Deadlines deadlines, Retries retries, Suspicion suspicion) {

    /// Limits of one process: offers of about a second, so that a kill loses little.
    public static LeaseLimits embedded() {
        return new LeaseLimits(
                new Offers(Duration.ofSeconds(1), 100_000, 256, 2),
                new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofDays(2)),
                new Retries(3, 10, Duration.ofSeconds(1), 8),
                // The one worker is this process: what it gets wrong is a bug, and to wait would not help.
                Suspicion.none());
    }

    /// Limits of a cluster: offers of ten seconds, so that a thousand workers stay quiet.
    public static LeaseLimits cluster() {
        return new LeaseLimits(
                new Offers(Duration.ofSeconds(10), 1_000_000, 256, 2),
                new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofDays(2)),
                new Retries(3, 10, Duration.ofSeconds(5), 8),
                new Suspicion(3, 2));
    }

    /// The same with other times.
    ///
    /// @param target time an offer is to take
    /// @param ttl time without progress after which a lease is lost
    public LeaseLimits with(Duration target, Duration ttl) {
        return new LeaseLimits(
                new Offers(target, offers.trainings, offers.ranges, offers.perDevice),
                new Deadlines(ttl, deadlines.hardLeast, deadlines.hardMost),
                retries,
                suspicion);
    }

    /// How large an offer is and how many a device holds.
    ///
    /// @param target time an offer is to take; a single training may take longer
    /// @param trainings trainings in an offer at most
    /// @param ranges separate index ranges in an offer at most, so that its message stays small
    /// @param perDevice offers a device holds at most: one that runs, the others prefetched
    public record Offers(Duration target, long trainings, int ranges, int perDevice) {
        /// @throws IllegalArgumentException if a limit is not positive
        public Offers {
            requirePositive(target, "target");
            requirePositive(trainings, "trainings");
            requirePositive(ranges, "ranges");
            requirePositive(perDevice, "perDevice");
        }
    }

    /// How long a lease lasts.
    ///
    /// @param ttl without progress for this long a lease is lost
    /// @param hardLeast least hard deadline; otherwise it is 20 times the expected time
    /// @param hardMost hard deadline while nothing is known of the speed
    public record Deadlines(Duration ttl, Duration hardLeast, Duration hardMost) {
        /// @throws IllegalArgumentException if a limit is not positive or the hard deadlines are
        ///     out of order
        public Deadlines {
            requirePositive(ttl, "ttl");
            requirePositive(hardLeast, "hardLeast");
            if (hardMost.compareTo(hardLeast) < 0) {
                throw new IllegalArgumentException("hardMost %s < hardLeast %s".formatted(hardMost, hardLeast));
            }
        }
    }

    /// How often something is tried again.
    ///
    /// @param attempts failures after which a range is bisected, or a single training is failed for
    ///     good
    /// @param losses the same for workers that vanished or hung, which is seldom the training's fault
    /// @param retryAfter time after which a worker without work asks again
    /// @param resolving strata whose engine is being recorded at the same time, at most
    public record Retries(int attempts, int losses, Duration retryAfter, int resolving) {
        /// @throws IllegalArgumentException if a limit is not positive
        public Retries {
            requirePositive(attempts, "attempts");
            requirePositive(losses, "losses");
            requirePositive(retryAfter, "retryAfter");
            requirePositive(resolving, "resolving");
        }
    }

    /// When a worker is quarantined.
    ///
    /// @param refused parts of different trainings whose results were refused, few stored ones
    ///     between them
    /// @param audits audits that failed one after the other
    public record Suspicion(int refused, int audits) {
        /// @throws IllegalArgumentException if a limit is not positive
        public Suspicion {
            requirePositive(refused, "refused");
            requirePositive(audits, "audits");
        }

        /// Nobody is ever quarantined.
        public static Suspicion none() {
            return new Suspicion(Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
    }

    private static void requirePositive(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("%s is %d, not positive".formatted(name, value));
        }
    }

    private static void requirePositive(Duration value, String name) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("%s is %s, not positive".formatted(name, value));
        }
    }
}

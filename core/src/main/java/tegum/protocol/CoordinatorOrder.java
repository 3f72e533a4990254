package tegum.protocol;

import java.util.List;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;

/// Coordinator to worker. Orders may arrive twice, late or never; each is idempotent by the ids that it names.
public sealed interface CoordinatorOrder {

    /// The worker may work.
    ///
    /// @param epoch the coordinator's epoch; of two coordinators the one with the greater counts
    record Welcome(long epoch, WorkerSettings settings, Doors doors) implements CoordinatorOrder {}

    /// Where a coordinator takes reports: serialised references, resolved in the actor packages alone. Results have a
    /// door of their own, so that they do not hold up what is short.
    ///
    /// @param reports for everything but results
    /// @param results for [WorkerReport.Done]
    record Doors(String reports, String results) {}

    /// What the coordinator asks of its workers.
    ///
    /// @param heartbeatMillis time between heartbeats
    /// @param partBytes payload of a part at most, unless one training alone is larger
    /// @param outboxParts parts a worker keeps unacknowledged at most; a full outbox stops asking
    /// @param offersPerDevice offers a worker holds for each device: one that runs, the others prefetched
    /// @param resendMillis time after which a part that was not acknowledged is sent again
    record WorkerSettings(
            long heartbeatMillis, int partBytes, int outboxParts, int offersPerDevice, long resendMillis) {
        /// @throws IllegalArgumentException if a number is not positive
        public WorkerSettings {
            if (heartbeatMillis < 1 || partBytes < 1 || outboxParts < 1 || offersPerDevice < 1 || resendMillis < 1) {
                throw new IllegalArgumentException("settings of a worker are positive");
            }
        }
    }

    /// The worker may not work here.
    record Refused(String reason) implements CoordinatorOrder {}

    /// The text of a sweep's spec.
    record SpecText(SweepVersion sweep, String yaml) implements CoordinatorOrder {}

    /// An index range of a stratum, minus what is done, under a lease until a deadline.
    ///
    /// @param engine the engine that the stratum was resolved to
    /// @param missing the indices of `range` that are to be trained
    /// @param ttlMillis without progress for this long the lease is lost
    /// @param hardDeadlineMillis after this long the lease is lost in any case
    record Offer(
            LeaseId lease,
            SweepVersion sweep,
            int stratum,
            String engine,
            IndexRange range,
            IndexSet missing,
            long ttlMillis,
            long hardDeadlineMillis)
            implements CoordinatorOrder {}

    /// There is nothing to do now.
    record NoWork(long retryAfterMillis) implements CoordinatorOrder {}

    /// The answer to one part of a report.
    record Acknowledged(LeaseId lease, int part, Verdict verdict) implements CoordinatorOrder {}

    /// The leases are no longer the worker's; what is trained anyway is still accepted while it is open.
    record LeaseLost(List<LeaseId> leases) implements CoordinatorOrder {
        public LeaseLost {
            leases = List.copyOf(leases);
        }
    }

    /// Nothing of the sweep is wanted any more.
    record SweepCancelled(SweepVersion sweep) implements CoordinatorOrder {}

    /// The worker is to finish what it trains, give back what has not begun, and leave.
    ///
    /// @param reason one clause, for its log
    record Drain(String reason) implements CoordinatorOrder {}
}

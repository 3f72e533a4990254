package tegum.coordinator.lease;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;

/// Why nothing of a sweep, or less than one might expect, is being trained.
public sealed interface WaitReason {
    /// Name from a closed set, for machines.
    String kind();

    /// One sentence for people, without a full stop.
    String text();

    /// Nothing of it is open any more.
    record Ended(BookCounts counts) implements WaitReason {
        @Override
        public String kind() {
            return "ended";
        }

        @Override
        public String text() {
            return "nothing of it is open: %,d done, %,d failed, %,d cancelled"
                    .formatted(counts.done(), counts.failed(), counts.cancelled());
        }
    }

    /// Somebody has paused it.
    record Paused() implements WaitReason {
        @Override
        public String kind() {
            return "paused";
        }

        @Override
        public String text() {
            return "the sweep is paused";
        }
    }

    /// No worker is registered.
    record NoWorkers() implements WaitReason {
        @Override
        public String kind() {
            return "no_worker";
        }

        @Override
        public String text() {
            return "no worker is registered";
        }
    }

    /// Workers are registered, and none has the engine.
    ///
    /// @param wanted engine and numerics
    /// @param trainings how many need it
    record NoEngine(String wanted, long trainings) implements WaitReason {
        @Override
        public String kind() {
            return "no_engine";
        }

        @Override
        public String text() {
            return "no worker has " + wanted;
        }
    }

    /// A worker could train it and gets no offers, because its results were refused.
    record Quarantined(WorkerId worker, String reason) implements WaitReason {
        @Override
        public String kind() {
            return "quarantined";
        }

        @Override
        public String text() {
            return "worker %s is quarantined: %s".formatted(worker, reason);
        }
    }

    /// A worker could train it and gets no more offers, because it is to leave.
    record Draining(WorkerId worker, String reason) implements WaitReason {
        @Override
        public String kind() {
            return "draining";
        }

        @Override
        public String text() {
            return reason.isEmpty()
                    ? "worker %s is draining".formatted(worker)
                    : "worker %s is draining: %s".formatted(worker, reason);
        }
    }

    /// A worker could train it, but would have to leave before the smallest offer is trained.
    record EndsTooSoon(WorkerId worker, double secondsLeft) implements WaitReason {
        @Override
        public String kind() {
            return "ends_too_soon";
        }

        @Override
        public String text() {
            return String.format(
                    Locale.ROOT, "worker %s ends in %.0f s, before an offer could be trained", worker, secondsLeft);
        }
    }

    /// All workers that could train it hold what they may, all of it more urgent.
    record HigherPriority(List<SweepVersion> sweeps) implements WaitReason {
        public HigherPriority {
            sweeps = List.copyOf(sweeps);
        }

        @Override
        public String kind() {
            return "higher_priority";
        }

        @Override
        public String text() {
            return "all workers that could train it are busy with more urgent sweeps: "
                    + sweeps.stream().map(SweepVersion::toString).collect(Collectors.joining(", "));
        }
    }

    /// All workers that could train it hold what they may.
    ///
    /// @param workers how many these are
    record Busy(int workers) implements WaitReason {
        @Override
        public String kind() {
            return "busy";
        }

        @Override
        public String text() {
            return "all workers that could train it are busy: " + workers;
        }
    }

    /// A worker could train it, and does not ask: it holds what it has trained until that is
    /// stored, or is not heard.
    record NotAsking(WorkerId worker) implements WaitReason {
        @Override
        public String kind() {
            return "not_asking";
        }

        @Override
        public String text() {
            return "worker %s does not ask for offers".formatted(worker);
        }
    }

    /// The ledger has not answered yet.
    ///
    /// @param strata strata whose engine is being recorded, or waits for that
    /// @param counting failed trainings whose failure is being counted
    /// @param storing trainings whose results are being stored
    record WaitingForLedger(int strata, long counting, long storing) implements WaitReason {
        @Override
        public String kind() {
            return "waiting_for_ledger";
        }

        @Override
        public String text() {
            return "the ledger has still to record the engine of %,d strata, the failure of %,d trainings, the results of %,d"
                    .formatted(strata, counting, storing);
        }
    }

    /// Trainings failed together and are tried again in halves, until the one that fails is alone.
    record Bisecting(long trainings) implements WaitReason {
        @Override
        public String kind() {
            return "bisecting";
        }

        @Override
        public String text() {
            return "%,d trainings failed before and are tried again, elsewhere or in halves".formatted(trainings);
        }
    }

    /// Some of it is being trained.
    record Running(long trainings, int workers) implements WaitReason {
        @Override
        public String kind() {
            return "running";
        }

        @Override
        public String text() {
            return "%,d trainings are running on %,d workers".formatted(trainings, workers);
        }
    }
}

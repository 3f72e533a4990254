package tegum.coordinator.lease;

import java.util.Optional;
import java.util.function.Consumer;
import tegum.protocol.WorkerReport;

/// Asks which engine is to train a stratum, once there are workers that can.
final class Engines {
    private final Roster roster;
    private final SweepQueue sweeps;
    private final int atOnce;
    private final Consumer<LeaseEffect> effects;
    private int asked;
    /// Whether an answer may be had now that could not be had before.
    private boolean due;

    /// @param atOnce questions without an answer at most
    Engines(Roster roster, SweepQueue sweeps, int atOnce, Consumer<LeaseEffect> effects) {
        this.roster = roster;
        this.sweeps = sweeps;
        this.atOnce = atOnce;
        this.effects = effects;
    }

    /// A sweep, a worker or an answer has come.
    void due() {
        due = true;
    }

    void answered() {
        asked--;
        due = true;
    }

    void ask() {
        if (!due) {
            return;
        }
        due = false;
        for (Sweep sweep : sweeps.all()) {
            int ordinal = sweep.paused ? -1 : sweep.nextUnresolved(0);
            while (ordinal >= 0 && asked < atOnce) {
                Stratum stratum = sweep.strata.get(ordinal);
                best(stratum).ifPresent(engine -> {
                    stratum.asked();
                    asked++;
                    effects.accept(new LeaseEffect.Resolve(
                            stratum.sweep, stratum.ordinal, engine.engine(), engine.numerics()));
                });
                ordinal = sweep.nextUnresolved(ordinal + 1);
            }
        }
    }

    /// The best engine for a stratum among the workers that get offers.
    Optional<WorkerReport.EngineOffer> best(Stratum stratum) {
        return roster.engines().stream().filter(stratum::accepts).findFirst();
    }
}

package tegum.coordinator.collect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.Priority;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.StratumRecord;
import tegum.coordinator.ledger.SweepRecord;
import tegum.coordinator.ledger.SweepState;
import tegum.measure.MeasureVersion;
import tegum.measure.Thresholds;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;
import tegum.spec.InvalidSpecException;
import tegum.spec.MeasureSettings;
import tegum.spec.SweepSpec;
import tegum.spec.text.SpecReader;

/// What the store knows of one sweep version. The plan and the bits are read when they are first needed.
final class SweepBook {
    private final SweepRecord record;
    private final SweepSpec spec;
    private final Thresholds thresholds;
    private final String measurement;
    private final Ledger ledger;
    private final Set<String> kernelKeys;
    private final Map<Integer, StratumBook> books = new HashMap<>();
    private SweepState state;
    private Priority priority;
    private List<StratumRecord> strata;
    private long running;
    private @Nullable Plan plan;

    SweepBook(Ledger ledger, SweepRecord record, SweepSpec spec, List<StratumRecord> strata) {
        this.ledger = ledger;
        this.record = record;
        this.spec = spec;
        this.state = record.state();
        this.priority = record.priority();
        this.strata = strata;
        this.kernelKeys = strata.stream().map(StratumRecord::kernelKey).collect(Collectors.toSet());
        MeasureSettings measure = spec.measure();
        this.thresholds = Thresholds.of(measure);
        this.measurement = MeasureVersion.hash(thresholds);
    }

    static SweepBook read(Ledger ledger, SweepRecord record) {
        try {
            return new SweepBook(ledger, record, SpecReader.read(record.yaml()), ledger.strata(record.sweep()));
        } catch (InvalidSpecException e) {
            throw new StoreException(
                    "the spec of %s in the store is not one that this Tegum reads: %s; use the version that wrote it"
                            .formatted(record.sweep(), e.getMessage()),
                    e);
        }
    }

    SweepVersion sweep() {
        return record.sweep();
    }

    SweepRecord record() {
        return record;
    }

    SweepSpec spec() {
        return spec;
    }

    Thresholds thresholds() {
        return thresholds;
    }

    String measurement() {
        return measurement;
    }

    SweepState state() {
        return state;
    }

    void enter(SweepState next) {
        state = next;
    }

    Priority priority() {
        return priority;
    }

    void prioritize(Priority next) {
        priority = next;
    }

    Plan plan() {
        Plan made = plan;
        if (made == null) {
            made = Plan.of(spec);
            plan = made;
        }
        return made;
    }

    /// The strata's records, by ordinal.
    List<StratumRecord> strata() {
        return strata;
    }

    boolean hasKernelKey(String kernelKey) {
        return kernelKeys.contains(kernelKey);
    }

    /// The book of a stratum.
    ///
    /// @throws IllegalArgumentException if there is no such stratum
    StratumBook stratum(int ordinal) {
        if (ordinal < 0 || ordinal >= strata.size()) {
            throw new IllegalArgumentException("%s has no stratum %d".formatted(sweep(), ordinal));
        }
        return books.computeIfAbsent(
                ordinal,
                _ -> new StratumBook(
                        this, plan().strata().get(ordinal), strata.get(ordinal), ledger.chunks(sweep(), ordinal)));
    }

    /// Takes over what a committed transaction has written.
    void install(ChunkEdit edit) {
        edit.book().install(edit);
        List<StratumRecord> changed = new ArrayList<>(strata);
        changed.set(edit.book().stratum().ordinal(), edit.book().record());
        strata = List.copyOf(changed);
    }

    void running(long trainings) {
        running = trainings;
    }

    SweepCounts counts() {
        long done = strata.stream().mapToLong(StratumRecord::done).sum();
        long failed = strata.stream().mapToLong(StratumRecord::failed).sum();
        long reused = strata.stream().mapToLong(StratumRecord::reused).sum();
        long open = record.trainings() - done - failed;
        long leased = state.wantsTrainings() ? Math.min(running, open) : 0;
        long waiting = state.wantsTrainings() ? open - leased : 0;
        return new SweepCounts(record.trainings(), done, reused, failed, leased, waiting, open - leased - waiting);
    }

    /// The state in which the version ends: done or failed, once it wanted trainings and nothing is open any more.
    Optional<SweepState> completed() {
        SweepCounts counts = counts();
        if (!state.wantsTrainings() || counts.running() + counts.waiting() > 0) {
            return Optional.empty();
        }
        return Optional.of(counts.failed() == 0 ? SweepState.DONE : SweepState.FAILED);
    }
}

package tegum.coordinator.control;

import java.util.List;
import tegum.coordinator.collect.Results;
import tegum.coordinator.collect.StoredSweep;
import tegum.coordinator.ledger.SweepState;

/// Changes a sweep version in the store, if it is in a state in which that means something.
///
/// | asked    | running, interrupted | paused     | done     | failed     | cancelled  | superseded |
/// |----------|----------------------|------------|----------|------------|------------|------------|
/// | pause    | paused               | nothing    | conflict | conflict   | conflict   | conflict   |
/// | resume   | running              | running    | conflict | running    | running    | conflict   |
/// | cancel   | cancelled            | cancelled  | conflict | conflict   | nothing    | conflict   |
/// | delete   | conflict             | conflict   | deleted  | deleted    | deleted    | deleted    |
/// | priority | changed              | changed    | conflict | conflict   | conflict   | conflict   |
public final class SweepChanges {
    private SweepChanges() {}

    /// The version that a name stands for: `name@version`, or the latest of that name.
    ///
    /// @throws ControlException if there is none
    public static StoredSweep find(Results results, String name) {
        List<StoredSweep> all = results.sweeps();
        return all.reversed().stream()
                .filter(stored -> name.equals(stored.sweep().name())
                        || name.equals(stored.sweep().toString()))
                .findFirst()
                .orElseThrow(() -> new ControlException(ControlException.Kind.NOT_FOUND, "there is no sweep " + name));
    }

    /// Changes a version as somebody asks; what is so already stays so.
    ///
    /// @throws ControlException if it means nothing; nothing has happened
    public static void apply(Results results, StoredSweep sweep, SweepChange change, Act act) {
        SweepState state = sweep.state();
        switch (change) {
            case SweepChange.Pause() -> {
                require(state.wantsTrainings(), sweep, "only a sweep that runs can be paused");
                results.state(sweep.sweep(), SweepState.PAUSED, act.by(), act.reason());
            }
            case SweepChange.Resume() -> resume(results, sweep, act);
            case SweepChange.Cancel() -> {
                require(
                        state.wantsTrainings() || state == SweepState.CANCELLED,
                        sweep,
                        "only a sweep that runs or is paused can be cancelled");
                results.state(sweep.sweep(), SweepState.CANCELLED, act.by(), act.reason());
            }
            case SweepChange.Prioritise prioritise -> {
                require(state.wantsTrainings(), sweep, "nothing of it waits");
                results.priority(sweep.sweep(), prioritise.priority(), act.by(), act.reason());
            }
        }
    }

    private static void resume(Results results, StoredSweep sweep, Act act) {
        switch (sweep.state()) {
            case RUNNING -> {}
            case PAUSED, INTERRUPTED -> results.state(sweep.sweep(), SweepState.RUNNING, act.by(), act.reason());
            case CANCELLED, FAILED -> {
                StoredSweep latest = find(results, sweep.sweep().name());
                require(latest.sweep().equals(sweep.sweep()), sweep, "a later version has taken its place");
                results.reopen(sweep.sweep(), act.by(), act.reason());
            }
            case DONE, SUPERSEDED -> require(false, sweep, "nothing of it is left to train");
        }
    }

    private static void require(boolean permitted, StoredSweep sweep, String otherwise) {
        if (!permitted) {
            throw new ControlException(
                    ControlException.Kind.CONFLICT,
                    "%s is %s: %s".formatted(sweep.sweep(), sweep.state().text(), otherwise));
        }
    }
}

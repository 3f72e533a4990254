package tegum.coordinator.actor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tegum.coordinator.collect.OpenSweep;
import tegum.coordinator.collect.Submission;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.lease.LeaseBook;
import tegum.coordinator.lease.LeaseEffect;
import tegum.coordinator.ledger.SweepState;
import tegum.protocol.SweepVersion;

/// The sweeps that the coordinator serves: opened in the [LeaseBook] when the store has them open, closed with them.
final class OpenSweeps {
    private final LeaseBook book;
    private final Consumer<CoordinatorEvent> listener;
    private final Map<SweepVersion, OpenSweep> open = new TreeMap<>();
    private final Map<SweepVersion, Rate> rates = new HashMap<>();
    private final Set<SweepVersion> stranded = new TreeSet<>();

    OpenSweeps(LeaseBook book, Consumer<CoordinatorEvent> listener) {
        this.book = book;
        this.listener = listener;
    }

    /// A submission is in the store: its version is served, the one that it supersedes no longer.
    ///
    /// @param wanted what the store has open
    List<LeaseEffect> accepted(Submission submission, List<OpenSweep> wanted, SweepCounts counts, long now) {
        SweepVersion sweep = submission.sweep();
        listener.accept(new CoordinatorEvent.Submitted(sweep, submission.resumed(), submission.plan(), counts));
        List<LeaseEffect> effects = new ArrayList<>(closeAllBut(wanted, now));
        Optional<OpenSweep> accepted =
                wanted.stream().filter(each -> each.sweep().equals(sweep)).findFirst();
        if (accepted.isPresent()) {
            effects.addAll(serve(accepted.get(), now));
        } else {
            SweepState state = counts.failed() > 0 ? SweepState.FAILED : SweepState.DONE;
            listener.accept(new CoordinatorEvent.Ended(sweep, state, counts));
        }
        return effects;
    }

    /// Everything that the store has open is served, and nothing else.
    List<LeaseEffect> goOn(List<OpenSweep> wanted, long now) {
        List<LeaseEffect> effects = new ArrayList<>(closeAllBut(wanted, now));
        wanted.forEach(sweep -> effects.addAll(serve(sweep, now)));
        listener.accept(new CoordinatorEvent.WentOn(
                wanted.stream().map(OpenSweep::sweep).toList()));
        return effects;
    }

    /// Somebody has changed what becomes of a version.
    ///
    /// @param wanted what the store has open since
    List<LeaseEffect> changed(SweepVersion sweep, List<OpenSweep> wanted, long now) {
        Optional<OpenSweep> still =
                wanted.stream().filter(each -> each.sweep().equals(sweep)).findFirst();
        if (still.isPresent()) {
            return serve(still.get(), now);
        }
        return open.containsKey(sweep) ? cancelled(sweep, now) : List.of();
    }

    private List<LeaseEffect> serve(OpenSweep sweep, long now) {
        OpenSweep before = open.put(sweep.sweep(), sweep);
        List<LeaseEffect> effects = new ArrayList<>();
        if (before == null) {
            effects.addAll(book.open(
                    sweep.sweep(), StratumPlans.of(sweep), sweep.priority().weight(), now));
        } else {
            book.priority(sweep.sweep(), sweep.priority().weight());
        }
        if (sweep.state() == SweepState.PAUSED) {
            book.pause(sweep.sweep());
        } else {
            effects.addAll(book.resume(sweep.sweep(), now));
        }
        return effects;
    }

    private List<LeaseEffect> closeAllBut(List<OpenSweep> wanted, long now) {
        Set<SweepVersion> versions = wanted.stream().map(OpenSweep::sweep).collect(Collectors.toSet());
        List<LeaseEffect> effects = new ArrayList<>();
        for (SweepVersion each : versions()) {
            if (!versions.contains(each)) {
                effects.addAll(cancelled(each, now));
            }
        }
        return effects;
    }

    /// Nothing of the sweep is wanted any more.
    List<LeaseEffect> cancelled(SweepVersion sweep, long now) {
        forget(sweep);
        return book.cancel(sweep, now);
    }

    /// The store has noted that nothing of the sweep is open any more.
    void ended(SweepVersion sweep, SweepState state, SweepCounts counts) {
        forget(sweep);
        listener.accept(new CoordinatorEvent.Ended(sweep, state, counts));
    }

    private void forget(SweepVersion sweep) {
        open.remove(sweep);
        rates.remove(sweep);
        stranded.remove(sweep);
    }

    /// No more offers of any sweep.
    void pauseAll() {
        open.keySet().forEach(book::pause);
    }

    /// Those that are served, in order.
    List<SweepVersion> versions() {
        return List.copyOf(open.keySet());
    }

    /// Trainings stored a second, over the last seconds; 0 while unknown.
    double trainingsPerSecond(SweepVersion sweep) {
        Rate rate = rates.get(sweep);
        return rate == null ? 0 : rate.perSecond();
    }

    Optional<OpenSweep> find(SweepVersion sweep) {
        return Optional.ofNullable(open.get(sweep));
    }

    /// The store has counted.
    void progressed(Map<SweepVersion, SweepCounts> counts, long now) {
        counts.forEach((sweep, count) -> {
            if (open.containsKey(sweep)) {
                double perSecond =
                        rates.computeIfAbsent(sweep, _ -> new Rate()).perSecond(count.done() - count.reused(), now);
                listener.accept(new CoordinatorEvent.Progress(sweep, count, perSecond));
            }
        });
    }

    /// Says of which sweeps no worker can train anything, each once until that is otherwise.
    void sayStranded() {
        Map<SweepVersion, String> strandedNow = book.stranded();
        stranded.retainAll(strandedNow.keySet());
        strandedNow.forEach((sweep, reason) -> {
            if (stranded.add(sweep)) {
                listener.accept(new CoordinatorEvent.Stranded(sweep, reason));
            }
        });
    }
}

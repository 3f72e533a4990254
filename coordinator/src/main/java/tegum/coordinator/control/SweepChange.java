package tegum.coordinator.control;

import tegum.coordinator.ledger.Priority;

/// What somebody may want of a sweep version.
public sealed interface SweepChange {

    /// No new leases; what runs is finished and stored.
    record Pause() implements SweepChange {}

    /// Goes on after a pause, an interruption or a cancellation.
    record Resume() implements SweepChange {}

    /// Nothing of it is wanted any more, from now on; what is stored stays.
    record Cancel() implements SweepChange {}

    /// It is more or less urgent than it was.
    record Prioritise(Priority priority) implements SweepChange {}
}

package tegum.coordinator.actor;

import akka.actor.typed.ActorRef;

/// What a [CoordinatorHost] tells those who started it.
public sealed interface HostEvent {

    /// The store is open and its sweeps are served.
    ///
    /// @param epoch the epoch claimed in the ledger
    /// @param coordinator serves until [Stopped]
    record Serving(long epoch, ActorRef<Coordinator.Command> coordinator) implements HostEvent {}

    /// The coordinator of this host serves no longer.
    record Stopped() implements HostEvent {}

    /// The store could not be opened or used; it is tried again.
    ///
    /// @param first whether it was never open here
    /// @param cause a [tegum.coordinator.ledger.StoreException] with a message for the user, or a bug
    record Unavailable(boolean first, Throwable cause) implements HostEvent {}

    /// Another coordinator has claimed a later epoch; this one has stopped.
    ///
    /// @param epoch the epoch that was lost
    record Fenced(long epoch) implements HostEvent {}

    /// Something has happened to a sweep.
    record OfSweep(CoordinatorEvent event) implements HostEvent {}
}

package tegum.coordinator.control;

/// Whether a coordinator can do its work.
///
/// @param ready whether it has opened the store and holds the epoch
/// @param reason why it is not ready; empty otherwise
public record Health(boolean ready, long epoch, String reason) {}

package tegum.coordinator.actor;

import java.util.concurrent.Executor;
import tegum.coordinator.collect.Results;

/// The store and the one thread that uses it.
///
/// @param thread runs one act after the other
record StoreAccess(Results results, Executor thread) {}

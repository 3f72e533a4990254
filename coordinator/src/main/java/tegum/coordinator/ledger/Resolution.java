package tegum.coordinator.ledger;

/// Whether it is settled which numerics train a stratum.
public sealed interface Resolution {

    /// No worker has been offered the stratum yet.
    record Waiting() implements Resolution {}

    /// Settled for good.
    ///
    /// @param engine name in a spec, `vector`
    /// @param numerics bit behaviour, `vector/1`; part of each training's identity
    record Resolved(String engine, String numerics) implements Resolution {
        /// @throws IllegalArgumentException if a name is empty
        public Resolved {
            if (engine.isEmpty() || numerics.isEmpty()) {
                throw new IllegalArgumentException("engine \"%s\", numerics \"%s\"".formatted(engine, numerics));
            }
        }
    }
}

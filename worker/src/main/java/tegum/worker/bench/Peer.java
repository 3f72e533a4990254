package tegum.worker.bench;

import java.util.List;
import java.util.Optional;
import tegum.model.Shape;

/// Another program that trains the same models, run in turn with the engines.
interface Peer {
    /// What it is called in tables: `cpp`, `torch`.
    String name();

    /// What it is, with its version.
    String description();

    /// Why it cannot do a shape; empty if it can.
    Optional<String> refuses(Shape shape);

    /// Trains once.
    ///
    /// @param processors to be used alone
    /// @return a rate for each way it has of doing this
    List<Rate> run(BenchCase timed, List<Integer> processors);

    /// Speed of one way of doing the same.
    ///
    /// @param variant which way
    /// @param samplesPerSecond per second of processor time
    /// @param note what else is worth knowing, or nothing
    record Rate(String variant, double samplesPerSecond, String note) {}
}

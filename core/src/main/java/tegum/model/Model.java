package tegum.model;

/// A toy model: composed, not named. The experiments of the papers are combinations.
///
/// | letter | extent          | | array        | shape              |
/// |--------|-----------------|-|--------------|--------------------|
/// | `n`    | features        | | `W`          | `[m, n]` row-major |
/// | `m`    | hidden units    | | `b`          | `[n]`              |
/// | `B`    | samples a step  | | `x`, `y`     | `[B, n]`           |
public record Model(
        Shape shape, DataLaw data, Target target, Encoder encoder, Decoder decoder, Loss loss, Penalty penalty) {

    /// @throws IllegalArgumentException if a per-feature list has another length than the number of features
    public Model {
        if (data instanceof DataLaw.Independent independent) {
            requireCount("density", independent.density(), shape);
        }
        switch (loss) {
            case Loss.SquaredError(PerFeature importance) -> requireCount("importance", importance, shape);
        }
    }

    private static void requireCount(String name, PerFeature list, Shape shape) {
        if (list.count() != shape.features()) {
            throw new IllegalArgumentException(
                    "%s has %d numbers for %d features".formatted(name, list.count(), shape.features()));
        }
    }
}

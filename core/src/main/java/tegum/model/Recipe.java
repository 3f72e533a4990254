package tegum.model;

/// How a model is trained.
///
/// @param steps number of steps `T`; 1 to 2³¹ - 1
/// @param batch samples a step `B`; 1 to 2²⁴
public record Recipe(int steps, int batch, Optimizer optimizer, Schedule schedule, Init init) {

    /// @throws IllegalArgumentException if steps or batch are outside their range
    public Recipe {
        if (steps < 1 || batch < 1 || batch > 1 << 24) {
            throw new IllegalArgumentException("steps %d, batch %d".formatted(steps, batch));
        }
    }

    /// The step whose weights tell whether the training has settled, `ceil(0.9 T)`.
    public int settlingStep() {
        return (int) ((9L * steps + 9) / 10);
    }
}

package tegum.model;

/// Extent of a toy model.
///
/// @param features number of features `n`; at least 1
/// @param hidden number of hidden dimensions `m`; at least 1
public record Shape(int features, int hidden) {

    /// @throws IllegalArgumentException unless both are positive
    public Shape {
        if (features < 1 || hidden < 1) {
            throw new IllegalArgumentException("a shape has positive extents, not (%d,%d)".formatted(features, hidden));
        }
    }

    /// Elements of one weight matrix, `n m`.
    public int weights() {
        return Math.multiplyExact(features, hidden);
    }

    @Override
    public String toString() {
        return "(%d,%d)".formatted(features, hidden);
    }
}

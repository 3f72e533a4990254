package tegum.worker.engine.vector;

import jdk.incubator.vector.FloatVector;
import tegum.model.Shape;

/// The floats of [GramKernel], all in one array, so that no vector crosses a cache line.
///
/// | part                              | shape                                               |
/// |-----------------------------------|-----------------------------------------------------|
/// | `parameters`                      | `W`, a row of features per hidden unit, then `b`    |
/// | [#gram], [#products]              | `[group of 16 features][feature][16]`               |
/// | `weightGradients`                 | a row of features per hidden unit                   |
/// | `importance`, `gradients`, `losses` | one per feature                                   |
/// | `turned`                          | room for a block of 16 by 16                        |
final class GramArrays {
    /// Features in whole vectors on any hardware.
    final int padded;

    /// Floats from 16 features of [#gram] and [#products] to the next 16.
    final int perGroup;

    final int parameters = AlignedFloats.FIRST;
    final int biases;
    final int importance;
    final int gradients;
    final int losses;
    final int weightGradients;
    final int turned;
    final float[] floats;

    private final int gram;
    private final int products;

    GramArrays(Shape shape) {
        this.padded = padded(shape);
        this.perGroup = perGroup(shape);
        int hidden = GramProducts.tall(shape.hidden());
        this.biases = parameters + shape.hidden() * padded;
        this.importance = biases + padded;
        this.gradients = importance + padded;
        this.losses = gradients + padded;
        this.weightGradients = losses + padded;
        this.turned = weightGradients + hidden * padded;
        this.gram = turned + Lanes.VIRTUAL * Lanes.VIRTUAL;
        this.products = gram + padded / Lanes.VIRTUAL * perGroup;
        this.floats = AlignedFloats.array(size(shape));
    }

    static int padded(Shape shape) {
        return Math.ceilDiv(shape.features(), Lanes.VIRTUAL) * Lanes.VIRTUAL;
    }

    private static int perGroup(Shape shape) {
        return Math.max(GramProducts.tall(shape.features()), padded(shape)) * Lanes.VIRTUAL;
    }

    /// Floats of the whole array. Products read past the rows that they are made of, but not past this.
    static int size(Shape shape) {
        int padded = padded(shape);
        int squares = 2 * padded / Lanes.VIRTUAL * perGroup(shape);
        int rows = shape.hidden() + GramProducts.tall(shape.hidden()) + 4;
        return rows * padded + Lanes.VIRTUAL * Lanes.VIRTUAL + squares;
    }

    /// `G`, from a feature's column on.
    int gram(int column) {
        return gram + column / Lanes.VIRTUAL * perGroup + column % Lanes.VIRTUAL;
    }

    /// `S`, then `S + Sᵀ`, from a feature's column on.
    int products(int column) {
        return products + column / Lanes.VIRTUAL * perGroup + column % Lanes.VIRTUAL;
    }

    /// The v-th vector from a place on.
    static FloatVector vector(float[] floats, int at, int v) {
        return FloatVector.fromArray(Lanes.FLOATS, floats, at + v * Lanes.WIDTH);
    }

    /// The features of the v-th vector from a column on, exact as floats.
    static FloatVector numbers(int column, int v) {
        return Lanes.COUNTING_FLOATS.add(column + v * Lanes.WIDTH);
    }
}

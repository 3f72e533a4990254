package tegum.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tegum.model.PerFeature;

/// Tables, bounds and constants of an independent data law, made once per cell and handed to the engines.
///
/// Immutable and thread-safe.
///
/// Source: DESIGN section 5, "Dense features" and "Sparse features".
public final class ActivityTables {
    private static final int OCTAVES = 33;

    private final int batch;
    private final double[] density;
    private final int[] denseFeatures;
    private final int[] denseBounds;
    private final List<SparseGroup> groups;
    private final boolean compacts;

    private ActivityTables(int batch, double[] density, boolean compacts) {
        this.batch = batch;
        this.density = density;
        this.compacts = compacts;
        this.denseFeatures = featuresOf(ActivityPattern.DENSE);
        this.denseBounds = Arrays.stream(denseFeatures)
                .map(i -> (int) Math.floor(65536.0 * density[i] + .5))
                .toArray();
        List<SparseGroup> made = new ArrayList<>();
        for (int octave = 1; octave < OCTAVES; octave++) {
            int[] features = featuresOf(octave);
            if (features.length > 0) {
                made.add(SparseGroup.of(octave, features, density, batch));
            }
        }
        this.groups = List.copyOf(made);
    }

    /// The tables of a cell.
    ///
    /// @param density probability that a feature is active, each in [0, 1]
    /// @param batch samples a step
    public static ActivityTables of(PerFeature density, int batch) {
        return new ActivityTables(
                batch, density.toArray(), ActivityPattern.of(density, batch).compacts());
    }

    private int[] featuresOf(int law) {
        int[] features = new int[density.length];
        int count = 0;
        for (int i = 0; i < density.length; i++) {
            if (ActivityPattern.lawOf(density[i]) == law) {
                features[count++] = i;
            }
        }
        return Arrays.copyOf(features, count);
    }

    /// Number of features of the model, active ever or never.
    public int features() {
        return density.length;
    }

    public int batch() {
        return batch;
    }

    /// Number of dense features.
    public int denseCount() {
        return denseFeatures.length;
    }

    /// The d-th dense feature as an index into the model's features; ascending.
    public int denseFeature(int d) {
        return denseFeatures[d];
    }

    /// `R` of the d-th dense feature: active iff its 16-bit draw is below. 4,096 to 65,536.
    public int denseBound(int d) {
        return denseBounds[d];
    }

    /// The groups of sparse features, octaves ascending.
    public List<SparseGroup> groups() {
        return groups;
    }

    /// Whether samples without an active feature are left out of the sums over a batch.
    public boolean compacts() {
        return compacts;
    }

    /// The density with which a feature is in fact active; 0 for one below 2⁻³².
    public double effectiveDensity(int feature) {
        for (int d = 0; d < denseFeatures.length; d++) {
            if (denseFeatures[d] == feature) {
                return denseBounds[d] / 65536.0;
            }
        }
        for (SparseGroup group : groups) {
            for (int j = 0; j < group.count(); j++) {
                if (group.feature(j) == feature) {
                    return group.bound(j) * 0x1p-22 * group.alias().effectiveDensity();
                }
            }
        }
        return 0;
    }
}

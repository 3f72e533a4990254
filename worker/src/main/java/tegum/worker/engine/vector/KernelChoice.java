package tegum.worker.engine.vector;

import java.util.Locale;
import tegum.model.Activation;
import tegum.model.Shape;
import tegum.plan.KernelKey;
import tegum.random.ActivityTables;
import tegum.random.SparseGroup;

/// The kernels, and which one trains a cell: decided by the kernel key alone, never by the machine, because kernels
/// may differ in their bits.
enum KernelChoice {
    TWO_BY_ONE,
    THREE_BY_TWO,
    FIVE_BY_TWO,
    TILE,
    GRAM;

    /// Below it [TileKernel] was as fast at every density.
    private static final int LEAST_GRAM_FEATURES = 32;

    // Cycles on one core of a Zen 5 with 512-bit vectors, from the table in docs/benchmarks/cpu-kernels.md.
    private static final double TILE_A_WEIGHT = 0.21;
    private static final double TILE_A_FEATURE = 0.4;
    private static final double GRAM_A_SAMPLE = 20;
    private static final double GRAM_A_FEATURE = 0.6;
    private static final double GRAM_AN_ACTIVE_FEATURE = 10;
    private static final double GRAM_A_PRODUCT = 0.28;
    private static final double GRAM_STEP_A_PRODUCT = 0.1;
    private static final double GRAM_STEP_A_PAIR = 2.4;

    /// The kernel of the cells with a kernel key.
    ///
    /// @param tables any tables of the key; only what the key fixes is read
    static KernelChoice of(KernelKey key, ActivityTables tables) {
        Shape shape = key.shape();
        if (key.decoder().activation() != Activation.RELU) {
            return TILE;
        }
        if (shape.equals(TwoByOneKernel.SHAPE)) {
            return TWO_BY_ONE;
        }
        if (shape.equals(ThreeByTwoKernel.SHAPE)) {
            return THREE_BY_TWO;
        }
        if (shape.equals(FiveByTwoKernel.SHAPE)) {
            return FIVE_BY_TWO;
        }
        if (shape.features() < LEAST_GRAM_FEATURES) {
            return TILE;
        }
        return gramCycles(shape, tables) < tileCycles(shape, tables) ? GRAM : TILE;
    }

    /// Whether some pattern of densities makes [#GRAM] the kernel of a key.
    static boolean mayBeGram(KernelKey key) {
        return key.decoder().activation() == Activation.RELU && key.shape().features() >= LEAST_GRAM_FEATURES;
    }

    /// The kernel itself.
    ///
    /// @param stride floats of a row of inputs
    Kernel kernel(Shape shape, boolean relu, int stride) {
        return switch (this) {
            case TWO_BY_ONE -> new TwoByOneKernel();
            case THREE_BY_TWO -> new ThreeByTwoKernel();
            case FIVE_BY_TWO -> new FiveByTwoKernel();
            case TILE -> new TileKernel(shape, relu, stride);
            case GRAM -> new GramKernel(shape);
        };
    }

    Layout layout(Shape shape) {
        return switch (this) {
            case TWO_BY_ONE, THREE_BY_TWO, FIVE_BY_TWO -> Layout.tight(shape);
            case TILE -> Layout.byFeature(shape);
            case GRAM -> Layout.byHidden(shape, Math.ceilDiv(shape.features(), Lanes.VIRTUAL) * Lanes.VIRTUAL);
        };
    }

    /// The name shown to users: `gram`.
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Samples of a step that the kernel sees, expected.
    private static double samples(ActivityTables tables) {
        if (!tables.compacts()) {
            return tables.batch();
        }
        double none = 1;
        for (SparseGroup group : tables.groups()) {
            none *= Math.pow(1 - density(group), group.count());
        }
        // A compacting cell has at most a few dense features, of small density.
        none *= Math.pow(0.875, tables.denseCount());
        return tables.batch() * (1 - none);
    }

    private static double activeFeatures(ActivityTables tables) {
        // The key does not say how dense a dense feature is: it may always be active.
        double active = tables.denseCount();
        for (SparseGroup group : tables.groups()) {
            active += group.count() * density(group);
        }
        return tables.batch() * active;
    }

    /// The middle of the octave, because the density itself is no part of the key.
    private static double density(SparseGroup group) {
        return 1.5 * Math.scalb(1.0, -group.octave());
    }

    private static double tileCycles(Shape shape, ActivityTables tables) {
        return samples(tables) * (TILE_A_WEIGHT * shape.weights() + TILE_A_FEATURE * shape.features());
    }

    private static double gramCycles(Shape shape, ActivityTables tables) {
        double n = shape.features();
        return samples(tables) * (GRAM_A_SAMPLE + GRAM_A_FEATURE * n)
                + activeFeatures(tables) * (GRAM_AN_ACTIVE_FEATURE + GRAM_A_PRODUCT * n)
                + n * n * (GRAM_STEP_A_PRODUCT * shape.hidden() + GRAM_STEP_A_PAIR);
    }
}

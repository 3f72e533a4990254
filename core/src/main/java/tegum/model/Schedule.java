package tegum.model;

/// Factor on the learning rate over the steps of a training.
public sealed interface Schedule {

    /// The factor in one step.
    ///
    /// @param step 1 to `steps`
    double factor(int step, int steps);

    /// 1 throughout.
    record Constant() implements Schedule {
        @Override
        public double factor(int step, int steps) {
            return 1.0;
        }
    }

    /// `1 - t/T` with t = 0 in the first step.
    record Linear() implements Schedule {
        @Override
        public double factor(int step, int steps) {
            return 1.0 - (double) (step - 1) / steps;
        }
    }

    /// `(1 + cos(π t/T)) / 2` with t = 0 in the first step.
    record Cosine() implements Schedule {
        @Override
        public double factor(int step, int steps) {
            return halfCosine(step - 1, steps);
        }
    }

    /// Rises linearly to 1 over `warmup` steps, then falls as a cosine over the rest.
    ///
    /// @param warmup number of steps of the rise; 1 to T - 1
    record WarmupCosine(int warmup) implements Schedule {
        @Override
        public double factor(int step, int steps) {
            return step <= warmup ? (double) step / warmup : halfCosine(step - 1 - warmup, steps - warmup);
        }
    }

    private static double halfCosine(int done, int of) {
        return 0.5 * (1.0 + StrictMath.cos(Math.PI * ((double) done / of)));
    }
}

package tegum.worker.engine.vector;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import tegum.plan.KernelKey;

/// Notices a kernel that this JVM runs far below the speed to be expected: now and then a loop stays interpreted, or is
/// compiled to code that allocates its vectors.
///
/// It looks at the trainings that are made anyway. What is expected is a share of [Yardstick], written down with the
/// kernel, so that a slower machine is no surprise; sparse cells, which do less, are held to the same. Thread-safe.
final class SpeedCheck {
    /// What an input takes to be drawn, in the time of so many operations.
    private static final double DRAW_FLOPS = 30;

    /// Operations of a sample and weight: two products forward, three back.
    private static final double WEIGHT_FLOPS = 10;

    /// Below this share of what is expected it is said: other load and an unlucky machine do not come so far.
    private static final double SAID_BELOW = 0.25;

    private static final long WINDOW_NANOS = 100_000_000L;

    /// The JVM has compiled what it will by then.
    private static final long JUDGED_NANOS = 6_000_000_000L;

    private final String kernel;
    private final KernelKey key;
    private final double share;
    private final DoubleSupplier yardstick;
    private final Consumer<String> say;
    private long steps;
    private long windowNanos;
    private long allNanos;
    private double best;
    private boolean judged;

    /// @param kernel its name
    /// @param share of the yardstick that the kernel reaches, see [Kernel#share]
    /// @param yardstick operations a second
    /// @param say told a sentence, at most once
    SpeedCheck(String kernel, KernelKey key, double share, DoubleSupplier yardstick, Consumer<String> say) {
        this.kernel = kernel;
        this.key = key;
        this.share = share;
        this.yardstick = yardstick;
        this.say = say;
    }

    /// Whether nothing more is to be learned.
    synchronized boolean isJudged() {
        return judged;
    }

    /// A thread has made some steps of a training.
    ///
    /// @param nanos its processor time
    void worked(long done, long nanos) {
        if (isRipe(done, nanos)) {
            double expected = share * yardstick.getAsDouble() / flopsOfSample();
            double measured = best * key.batch();
            if (measured < SAID_BELOW * expected) {
                say.accept(sentence(measured, expected));
            }
        }
    }

    private synchronized boolean isRipe(long done, long nanos) {
        if (judged) {
            return false;
        }
        steps += done;
        windowNanos += nanos;
        allNanos += nanos;
        if (windowNanos >= WINDOW_NANOS) {
            best = Math.max(best, 1e9 * steps / windowNanos);
            steps = 0;
            windowNanos = 0;
        }
        judged = allNanos >= JUDGED_NANOS;
        return judged;
    }

    private double flopsOfSample() {
        return WEIGHT_FLOPS * key.shape().weights() + DRAW_FLOPS * key.shape().features();
    }

    private String sentence(double measured, double expected) {
        return String.format(
                Locale.ROOT,
                "kernel %s trains shape %s at %.3g million samples a second and core, where at least %.3g million are to be"
                        + " expected of this processor: this JVM compiled it badly. Interrupt the run and start the same"
                        + " command again, which goes on where it stopped; if it stays so, tegum bench tells the speeds.",
                kernel,
                key.shape(),
                measured / 1e6,
                expected / 1e6);
    }
}

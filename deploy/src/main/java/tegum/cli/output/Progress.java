package tegum.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Shows how far a sweep is: a bar on a terminal, plain lines elsewhere, JSON lines for machines.
public sealed interface Progress extends AutoCloseable {

    /// How far a sweep is, in trainings.
    ///
    /// @param perSecond trainings a second; 0 while unknown
    record State(String sweep, long planned, long done, long reused, long failed, double perSecond) {
        /// Time until the rest is trained at this rate; zero while unknown.
        Duration left() {
            return perSecond > 0
                    ? Duration.ofSeconds(Math.round((planned - done - failed) / perSecond))
                    : Duration.ZERO;
        }
    }

    void show(State state);

    @Override
    void close();

    /// Nothing is known yet.
    final class Silent implements Progress {
        @Override
        public void show(State state) {}

        @Override
        public void close() {}
    }

    /// A bar with rate and time left, redrawn in place on standard error.
    final class Bar implements Progress {
        private final ProgressBar bar;

        /// @param state what is known at the start
        public Bar(State state) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(state.sweep())
                    .setInitialMax(state.planned())
                    .startsFrom(state.done(), Duration.ZERO)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(250)
                    .hideEta()
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build();
        }

        @Override
        public void show(State state) {
            bar.stepTo(state.done() + state.failed());
            bar.setExtraMessage(rate(state));
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /// A line every few seconds.
    final class Lines implements Progress {
        private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

        private final PrintWriter out;
        private long shownNanos = System.nanoTime() - INTERVAL_NANOS;

        public Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void show(State state) {
            boolean last = state.done() + state.failed() == state.planned();
            if (!last && System.nanoTime() - shownNanos < INTERVAL_NANOS) {
                return;
            }
            shownNanos = System.nanoTime();
            out.printf(
                    Locale.ROOT,
                    "%s: %,d of %,d trainings (%.0f %%)%s%n",
                    state.sweep(),
                    state.done(),
                    state.planned(),
                    100.0 * state.done() / state.planned(),
                    rate(state));
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }

    /// A JSON object a line.
    final class Json implements Progress {
        private final PrintWriter out;

        public Json(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void show(State state) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("event", "progress");
            line.put("sweep", state.sweep());
            line.put("planned", state.planned());
            line.put("done", state.done());
            line.put("reused", state.reused());
            line.put("failed", state.failed());
            line.put("per_second", state.perSecond());
            RowPrinter.printJsonLine(line, out);
        }

        @Override
        public void close() {
            out.flush();
        }
    }

    private static String rate(State state) {
        if (state.perSecond() <= 0) {
            return "";
        }
        Duration left = state.left();
        return String.format(
                Locale.ROOT,
                ", %,.0f a second, %d:%02d left",
                state.perSecond(),
                left.toMinutes(),
                left.toSecondsPart());
    }
}

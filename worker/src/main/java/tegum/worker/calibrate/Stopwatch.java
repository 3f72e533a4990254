package tegum.worker.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import tegum.model.Cell;
import tegum.plan.Plan;
import tegum.plan.Stratum;
import tegum.random.TrainingKey;
import tegum.worker.device.Device;
import tegum.worker.engine.Block;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Progress;
import tegum.worker.engine.Session;

/// Times a kernel through the same calls that a sweep makes; what it trains is thrown away.
///
/// The JVM interprets a kernel at first and compiles it in several rounds, so a kernel is trained until its best speed
/// has stood for a while; only the pieces since then count.
final class Stopwatch {
    /// The best speed has to stand for that long.
    private static final long STEADY_NANOS = 1_000_000_000L;

    /// After that long a kernel is taken as it is.
    private static final long LONGEST_NANOS = 20_000_000_000L;

    /// A piece grows until it takes that long, so that starting it does not count.
    private static final long PIECE_NANOS = 50_000_000L;

    /// A better speed than that share of the best one is news.
    private static final double NEWS = 0.95;

    private static final int TRAININGS_A_CORE = 4;

    private final LongSupplier nanoTime;
    private double low;
    private double high;
    private long spentNanos;
    private long newsNanos;

    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Times the first trainings of a stratum.
    Speed time(Plan plan, Stratum stratum, Engine engine, Device device) {
        low = Double.POSITIVE_INFINITY;
        high = 0.0;
        spentNanos = 0;
        newsNanos = 0;
        int count = (int) Math.min((long) TRAININGS_A_CORE * device.cores(), stratum.trainings());
        try (Session session = engine.open(device, stratum.key())) {
            Block block = block(plan, stratum, count);
            int piece = 1;
            while (!steady()) {
                Progress progress = session.begin(block, (_, _, _, _, _) -> {});
                int done = 0;
                while (done < stratum.key().steps() && !steady()) {
                    long start = nanoTime.getAsLong();
                    int now = progress.advance(piece);
                    long taken = Math.max(1, nanoTime.getAsLong() - start);
                    note(taken, (double) taken / (now - done) / count);
                    done = now;
                    piece = taken < PIECE_NANOS ? Math.min(2 * piece, 1 << 24) : piece;
                }
            }
        }
        return new Speed(low, high, Math.min(count, device.cores()));
    }

    private boolean steady() {
        return high > 0.0 && (spentNanos - newsNanos >= STEADY_NANOS || spentNanos >= LONGEST_NANOS);
    }

    private void note(long takenNanos, double nanosEach) {
        spentNanos += takenNanos;
        if (nanosEach < NEWS * low) {
            newsNanos = spentNanos;
            high = 0.0;
        }
        low = Math.min(low, nanosEach);
        high = Math.max(high, nanosEach);
    }

    private static Block block(Plan plan, Stratum stratum, int count) {
        List<Cell> cells = new ArrayList<>();
        List<TrainingKey> keys = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            var planned = plan.cell(stratum, stratum.position(index));
            cells.add(planned.cell());
            keys.add(planned.id().trainingKey(plan.spec().seed(), stratum.replicate(index)));
        }
        return Block.of(cells, keys, List.of());
    }
}

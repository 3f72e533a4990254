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
/// The step count is doubled until a piece takes long enough to be timed; the first pieces, which the JVM still
/// compiles,
/// do not count.
final class Stopwatch {
    private static final long WARM_UP_NANOS = 400_000_000L;
    private static final long MEASURED_NANOS = 600_000_000L;
    private static final long PIECE_NANOS = 50_000_000L;

    private final LongSupplier nanoTime;

    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Times the first trainings of a stratum.
    Speed time(Plan plan, Stratum stratum, Engine engine, Device device) {
        try (Session session = engine.open(device, stratum.key())) {
            int count = (int) Math.min(Math.max(1, session.capacity()), stratum.trainings());
            Block block = block(plan, stratum, count);
            double low = Double.POSITIVE_INFINITY;
            double high = 0.0;
            int piece = 1;
            long spent = 0;
            while (spent < WARM_UP_NANOS + MEASURED_NANOS || high == 0.0) {
                Progress progress = session.begin(block, (_, _, _, _, _) -> {});
                int done = 0;
                while (done < stratum.key().steps() && (spent < WARM_UP_NANOS + MEASURED_NANOS || high == 0.0)) {
                    long start = nanoTime.getAsLong();
                    int now = progress.advance(piece);
                    long taken = Math.max(1, nanoTime.getAsLong() - start);
                    spent += taken;
                    double each = (double) taken / (now - done) / count;
                    boolean whole = now - done == piece || now == stratum.key().steps();
                    done = now;
                    if (spent > WARM_UP_NANOS && whole) {
                        low = Math.min(low, each);
                        high = Math.max(high, each);
                    }
                    piece = taken < PIECE_NANOS ? Math.min(2 * piece, 1 << 20) : piece;
                }
            }
            return new Speed(low, high, Math.min(count, device.cores()));
        }
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

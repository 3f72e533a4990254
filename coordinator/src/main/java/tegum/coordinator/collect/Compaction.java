package tegum.coordinator.collect;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.coordinator.dataset.DataSet.StagedSegment;
import tegum.coordinator.dataset.SegmentMerger;
import tegum.coordinator.ledger.StoreException;

/// Keeps the number of segments small: merges small ones on a thread of its own, one merge at a time, and swaps them on
/// the store's thread in one transaction of the ledger. Commits wait for the swap alone.
///
/// What was replaced stays for those who read an older manifest, and is removed when it has lingered long enough.
///
/// A merge that fails is not tried again in this process: it is no loss, and the store's check says what is wrong.
final class Compaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    /// Bytes that are merged when the store is closed; more is left to the next run or to `store compact`.
    private static final long CLOSING_BYTES = 64L << 20;

    private final Path folder;
    private final StoreWriter writer;
    private final Clock clock;
    private @Nullable ExecutorService thread;
    private @Nullable Running running;
    private boolean broken;

    private record Running(Merge merge, CompletableFuture<StagedSegment> result) {}

    /// What compaction has done.
    ///
    /// @param merged segments that were replaced
    /// @param into segments that replaced them
    /// @param bytesBefore of the former
    /// @param bytesAfter of the latter
    record Done(int merged, int into, long bytesBefore, long bytesAfter) {}

    Compaction(Path folder, StoreWriter writer, Clock clock) {
        this.folder = folder;
        this.writer = writer;
        this.clock = clock;
    }

    /// Swaps what is merged, and begins the next merge if one is worth it.
    ///
    /// @return whether the segments have changed
    boolean step() {
        boolean swapped = false;
        if (running != null && running.result.isDone()) {
            swapped = swap(running);
            running = null;
        }
        if (running == null && !broken) {
            Merge.next(writer.segments()).ifPresent(this::begin);
        }
        return swapped;
    }

    private void begin(Merge merge) {
        if (thread == null) {
            thread = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("tegum-compaction").daemon().factory());
        }
        String name = writer.nextName();
        Supplier<StagedSegment> work = () -> {
            try (SegmentMerger merger = SegmentMerger.open(folder)) {
                return merger.merge(merge.sources(), name);
            }
        };
        running = new Running(merge, CompletableFuture.supplyAsync(work, thread));
    }

    private boolean swap(Running done) {
        try {
            writer.change().replacing(done.merge.sources(), done.result.join()).commit(_ -> {});
            removeLingering();
            return true;
        } catch (CompletionException e) {
            broken = true;
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (!(cause instanceof StoreException)) {
                throw e;
            }
            LOG.warn("event=store.not-compacted reason=\"{}\"", cause.getMessage());
            return false;
        }
    }

    private void removeLingering() {
        int removed = writer.removeReplaced(clock.instant().minus(StoreCare.LINGER));
        if (removed > 0) {
            LOG.debug("event=store.replaced-removed files={}", removed);
        }
    }

    /// Merges what is worth it before the store is closed, but not much.
    ///
    /// @return whether the segments have changed
    boolean finish() {
        boolean changed = settle();
        long bytes = 0;
        Optional<Merge> next = broken ? Optional.empty() : Merge.next(writer.segments());
        while (next.isPresent() && bytes + next.get().bytes() <= CLOSING_BYTES) {
            bytes += next.get().bytes();
            begin(next.get());
            changed |= settle();
            next = broken ? Optional.empty() : Merge.next(writer.segments());
        }
        return changed;
    }

    /// Waits for what is being merged, and swaps it.
    private boolean settle() {
        Running last = running;
        running = null;
        if (last == null) {
            return false;
        }
        last.result.handle((_, _) -> true).join();
        return swap(last);
    }

    /// Merges everything that is small, here and now.
    Done all() {
        settle();
        Done done = new Done(0, 0, 0, 0);
        try (SegmentMerger merger = SegmentMerger.open(folder)) {
            Optional<Merge> next = Merge.nextOfAll(writer.segments());
            while (next.isPresent()) {
                Merge merge = next.get();
                StagedSegment merged = merger.merge(merge.sources(), writer.nextName());
                writer.change().replacing(merge.sources(), merged).commit(_ -> {});
                done = new Done(
                        done.merged + merge.sources().size(),
                        done.into + 1,
                        done.bytesBefore + merge.bytes(),
                        done.bytesAfter + merged.record().bytes());
                next = Merge.nextOfAll(writer.segments());
            }
        }
        return done;
    }

    /// Ends the thread; what it merges in vain is left as a draft that does not count.
    @Override
    public void close() {
        if (thread != null) {
            thread.shutdown();
            try {
                if (!thread.awaitTermination(Duration.ofMinutes(5).toSeconds(), TimeUnit.SECONDS)) {
                    LOG.warn("event=store.compaction-hangs");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (running != null && running.result.isDone() && !running.result.isCompletedExceptionally()) {
            writer.discard(running.result.join());
        }
        running = null;
    }
}

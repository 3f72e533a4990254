package tegum.proof;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Reads a store while others write it, with nothing but DuckDB: at each manifest, every sweep has the rows that the
/// manifest tells, and every view the trainings that it calls done.
final class OutsideReader implements AutoCloseable {
    private static final long POLL_MILLIS = 10;
    private static final int VIEWS_EVERY = 4;
    private static final long LONGEST_JOIN_MILLIS = 60_000;

    private final StoreFolder store;
    private final Thread thread = Thread.ofPlatform().unstarted(this::read);
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Long> rowsSeen = new HashMap<>();
    private volatile boolean closing;
    private final AtomicInteger manifests = new AtomicInteger();
    private long epoch;
    private long snapshot;

    private OutsideReader(StoreFolder store) {
        this.store = store;
    }

    static OutsideReader of(StoreFolder store) {
        OutsideReader reader = new OutsideReader(store);
        reader.thread.start();
        return reader;
    }

    /// Ends the reading.
    ///
    /// @return what was wrong; empty if nothing was
    List<String> problems() {
        close();
        return problems;
    }

    /// Different manifests that were looked at.
    int manifests() {
        return manifests.get();
    }

    private void read() {
        String last = "";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            while (!closing && problems.isEmpty()) {
                Optional<String> text = store.manifestText();
                if (text.isEmpty() || text.get().equals(last)) {
                    Running.sleep(POLL_MILLIS);
                } else {
                    last = text.get();
                    look(StoreFolder.manifest(last), statement);
                }
            }
        } catch (SQLException | RuntimeException | AssertionError e) {
            problems.add("at manifest %d: %s".formatted(manifests.get(), e));
        }
    }

    private void look(StoreFolder.Manifest manifest, Statement statement) throws SQLException {
        check(
                manifest.epoch() > epoch || (manifest.epoch() == epoch && manifest.snapshot() >= snapshot),
                "the manifest went back to epoch %d, snapshot %d".formatted(manifest.epoch(), manifest.snapshot()));
        epoch = manifest.epoch();
        snapshot = manifest.snapshot();
        for (StoreFolder.Sweep sweep : manifest.sweeps()) {
            long counted = counted(manifest, sweep, statement);
            check(
                    counted == sweep.rows(),
                    "%s has %d rows, the manifest says %d".formatted(sweep.version(), counted, sweep.rows()));
            long before = rowsSeen.getOrDefault(sweep.version(), 0L);
            check(counted >= before, "%s has %d rows after %d".formatted(sweep.version(), counted, before));
            rowsSeen.put(sweep.version(), counted);
        }
        if (manifests.get() % VIEWS_EVERY == 0) {
            lookAtViews(manifest);
        }
        manifests.incrementAndGet();
    }

    private long counted(StoreFolder.Manifest manifest, StoreFolder.Sweep sweep, Statement statement)
            throws SQLException {
        String files = manifest.segments().stream()
                .filter(segment -> segment.relation().equals("trainings")
                        && segment.owner().equals(sweep.version()))
                .map(segment -> "'" + store.path().resolve(segment.path()) + "'")
                .collect(Collectors.joining(", "));
        return files.isEmpty()
                ? 0
                : Long.parseLong(String.valueOf(
                        StoreFolder.rows(statement, "SELECT count(*) FROM read_parquet([%s])".formatted(files))
                                .getFirst()
                                .getFirst()));
    }

    /// The views may be newer than the manifest; they agree with themselves.
    private void lookAtViews(StoreFolder.Manifest manifest) {
        String counts = manifest.sweeps().stream()
                .map(sweep -> """
                        SELECT sweep || '@' || version, done, (SELECT count(*) FROM "%1$s trainings"),
                          (SELECT coalesce(sum(replicates), 0) FROM "%1$s")
                        FROM sweeps WHERE sweep || '@' || version = '%1$s'
                        """.formatted(sweep.version()))
                .collect(Collectors.joining(" UNION ALL "));
        if (!counts.isEmpty()) {
            store.query(counts)
                    .forEach(row -> check(
                            String.valueOf(row.get(1)).equals(row.get(2))
                                    && String.valueOf(row.get(1)).equals(row.get(3)),
                            "done, trainings and replicates differ: " + row));
        }
    }

    private void check(boolean holds, String problem) {
        if (!holds) {
            problems.add(
                    "at manifest %d (epoch %d, snapshot %d): %s".formatted(manifests.get(), epoch, snapshot, problem));
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(LONGEST_JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError("the outside reader hangs");
        }
    }
}

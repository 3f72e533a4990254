package tegum.cli.remote;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Follows a sweep until it has ended, over lost connections and changed coordinators. Not thread-safe.
public final class ProgressFollower {
    private static final String DATA = "data: ";
    private static final String ENDED = "event: ended";

    /// Between two attempts to reach a coordinator again.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CoordinatorClient client;
    private final Duration patience;

    /// @param patience how long no coordinator need answer before this gives up; a new one needs half a minute
    public ProgressFollower(CoordinatorClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /// Follows a version.
    ///
    /// @param sweep name of a sweep, for its latest version, or `name@version`
    /// @param show told how far it is, about once a second
    /// @return how it ended
    /// @throws RemoteException if the coordinator refuses, or none answers for too long
    public Document follow(String sweep, Consumer<Document> show) {
        long lostNanos = -1;
        while (true) {
            try (Stream<String> lines = client.lines(CoordinatorClient.path("sweeps", sweep, "progress"))) {
                lostNanos = System.nanoTime();
                Optional<Document> end = read(lines.iterator(), show);
                if (end.isPresent()) {
                    return end.get();
                }
            } catch (UncheckedIOException e) {
                // The connection is lost: whatever took the coordinator's place goes on with the sweep.
                lostNanos = System.nanoTime();
            } catch (RemoteException e) {
                boolean mayReturn = e.kind() == RemoteException.Kind.UNAVAILABLE && lostNanos >= 0;
                if (!mayReturn || System.nanoTime() - lostNanos > patience.toNanos()) {
                    throw e;
                }
            }
            pause();
        }
    }

    private static Optional<Document> read(Iterator<String> lines, Consumer<Document> show) {
        boolean ended = false;
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.equals(ENDED)) {
                ended = true;
            } else if (line.startsWith(DATA)) {
                Document status = new Document(
                        CoordinatorClient.parse(line.substring(DATA.length()).getBytes(StandardCharsets.UTF_8)));
                show.accept(status);
                if (ended) {
                    return Optional.of(status);
                }
            }
        }
        return Optional.empty();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(RemoteException.Kind.UNAVAILABLE, "interrupted");
        }
    }
}

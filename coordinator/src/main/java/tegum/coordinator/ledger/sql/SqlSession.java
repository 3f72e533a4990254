package tegum.coordinator.ledger.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.coordinator.ledger.StoreException;

/// One connection at a time, replaced when it is lost: what fails for a reason that may pass is done again, for as long
/// as
/// the database says.
final class SqlSession {
    private static final Logger LOG = LoggerFactory.getLogger(SqlSession.class);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final SqlDatabase database;
    private @Nullable Connection connection;
    private boolean exhausted;

    /// Something done on a connection, whole or not at all.
    interface Step<T> {
        T run(Connection connection) throws SQLException;
    }

    SqlSession(SqlDatabase database) {
        this.database = database;
    }

    /// Does a step, and again while it fails for a reason that may pass. What a failed one has begun is rolled back.
    ///
    /// @throws StoreException if it cannot be done
    <T> T persistently(String act, Step<T> step) {
        long began = System.nanoTime();
        Duration pause = SHORTEST_PAUSE;
        while (true) {
            try {
                T result = step.run(connection());
                if (!pause.equals(SHORTEST_PAUSE)) {
                    LOG.warn("event=ledger.back seconds={}", since(began).toSeconds());
                }
                exhausted = false;
                return result;
            } catch (SQLException e) {
                boolean mayPass = database.mayPass(e);
                if (mayPass) {
                    drop(e);
                } else {
                    rollback(e);
                }
                // Once the time is used up nobody waits for it again, as long as the database does not answer.
                exhausted = exhausted || since(began).compareTo(database.patience()) > 0;
                if (!mayPass || exhausted) {
                    throw database.failure(act, e);
                }
                if (pause.equals(SHORTEST_PAUSE)) {
                    LOG.warn(
                            "event=ledger.lost reason=\"{}\"",
                            database.failure(act, e).getMessage());
                }
                sleep(pause, act, e);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            } catch (RuntimeException e) {
                rollback(e);
                throw e;
            }
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void sleep(Duration pause, String act, SQLException reason) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw database.failure(act, reason);
        }
    }

    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            open = database.connect();
            connection = open;
        }
        return open;
    }

    private void rollback(Exception reason) {
        try {
            if (connection != null && !connection.isClosed()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /// Gives the connection up: it is lost, or what became of it is not known.
    void drop(Exception reason) {
        try {
            close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    void close() throws SQLException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}

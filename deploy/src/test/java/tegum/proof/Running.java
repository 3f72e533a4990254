package tegum.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A process of the program. Closing it kills it, if it still runs.
final class Running implements AutoCloseable {
    private static final Duration LONGEST_DEATH = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 5;

    /// The JVM says so at each start.
    static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector\n";

    /// Processes outlive their parent: those of a test run that is broken off are ended here.
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> ALIVE.forEach(Process::destroyForcibly)));
    }

    private final String command;
    private final Process process;
    private final Path out;
    private final Path err;

    Running(String command, Process process, Path out, Path err) {
        this.command = command;
        this.process = process;
        this.out = out;
        this.err = err;
        ALIVE.add(process);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for the end of the process.
    ///
    /// @throws AssertionError if it takes longer
    Ended ended(Duration atMost) {
        if (!waitFor(atMost)) {
            throw new AssertionError("tegum %s still runs after %s%n%s".formatted(command, atMost, seen(-1).said()));
        }
        return seen(process.exitValue());
    }

    /// Waits until something holds or the process has ended.
    ///
    /// @return whether it holds
    /// @throws AssertionError if neither happens in time
    boolean awaits(Duration atMost, BooleanSupplier condition) {
        long endNanos = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                return condition.getAsBoolean();
            }
            if (System.nanoTime() - endNanos > 0) {
                throw new AssertionError(
                        "tegum %s: waited for %s in vain%n%s".formatted(command, atMost, seen(-1).said()));
            }
            sleep(POLL_MILLIS);
        }
        return true;
    }

    /// kill -9.
    void kill() {
        process.destroyForcibly();
        if (!waitFor(LONGEST_DEATH)) {
            throw new AssertionError("tegum %s survives kill -9".formatted(command));
        }
    }

    /// Sends a signal by its name without SIG.
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(LONGEST_DEATH.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("no signal could be sent to tegum " + command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("the test was interrupted", e);
    }

    private boolean waitFor(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Ended seen(int exit) {
        try {
            return new Ended(exit, Files.readString(out), Files.readString(err).replace(INCUBATOR, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        ALIVE.remove(process);
    }
}

package tegum.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The real program: the running JVM's `java`, the product's flags, a process for each command.
///
/// Its processes work in one folder, where their output lies as well.
final class Program {
    /// No command but a long run takes longer, even on a busy machine.
    static final Duration LONGEST_COMMAND = Duration.ofMinutes(2);

    private static final Path FLAGS = Path.of("target", "jvm.flags");
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final Path folder;
    private final List<String> before;
    private final String heap;

    private Program(Path folder, List<String> before, String heap) {
        this.folder = folder;
        this.before = List.copyOf(before);
        this.heap = heap;
    }

    static Program in(Path folder) {
        return new Program(folder, List.of(), "-Xmx1g");
    }

    /// The same with another bound on its heap.
    ///
    /// @param megabytes of 2^20 bytes
    Program withHeap(int megabytes) {
        return new Program(folder, before, "-Xmx" + megabytes + "m");
    }

    /// The same, started by another command, which has to become the program's process: `env`, `setpriv`.
    Program startedBy(String... command) {
        return new Program(folder, List.of(command), heap);
    }

    Path folder() {
        return folder;
    }

    /// Starts a command. Whoever starts it closes it.
    Running start(String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.add(heap);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "tegum.cli.Main"));
        command.addAll(List.of(arguments));
        int number = STARTED.incrementAndGet();
        Path out = folder.resolve("process-%d.out".formatted(number));
        Path err = folder.resolve("process-%d.err".formatted(number));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TEGUM_"));
        try {
            return new Running(String.join(" ", arguments), builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a command to its end.
    Ended run(String... arguments) {
        try (Running running = start(arguments)) {
            return running.ended(LONGEST_COMMAND);
        }
    }

    private static List<String> flags() {
        try {
            return List.of(Files.readString(FLAGS).strip().split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package tegum.worker.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs other programs, pinned to processors where that is asked for.
///
/// A program that still runs when this JVM ends is ended as well.
final class Programs {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private Programs() {}

    /// What a program printed and how it ended; `said` is what it had to say, errors included.
    record Ended(int exit, List<String> lines) {
        String said() {
            return String.join("\n", lines);
        }
    }

    /// Whether a program is on the path.
    static boolean exists(String name) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /// The first processors that this process may use, as a list for `taskset`; empty where nothing tells.
    static List<Integer> processors(int count) {
        List<Integer> processors = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(ALLOWED)) {
                    processors.addAll(listed(line.substring(ALLOWED.length()).strip()));
                }
            }
        } catch (IOException _) {
            // Only Linux has the file; elsewhere nothing is pinned.
            return List.of();
        }
        return processors.size() < count ? List.of() : List.copyOf(processors.subList(0, count));
    }

    /// `0,2-4` as numbers.
    static List<Integer> listed(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : text.split(",")) {
            int dash = range.indexOf('-');
            int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int to = dash < 0 ? from : Integer.parseInt(range.substring(dash + 1));
            for (int number = from; number <= to; number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /// A command that runs on some processors alone.
    ///
    /// @param processors none for any
    static List<String> pinned(List<Integer> processors, List<String> command) {
        if (processors.isEmpty()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of(
                "taskset",
                "-c",
                String.join(",", processors.stream().map(String::valueOf).toList())));
        pinned.addAll(command);
        return pinned;
    }

    /// Runs a program to its end.
    ///
    /// @throws BenchUnavailableException if it cannot be started
    static Ended run(List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
        } catch (IOException e) {
            throw new BenchUnavailableException(
                    "%s cannot be started: %s".formatted(command.getFirst(), e.getMessage()));
        }
        Thread hook = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().toList();
            return new Ended(process.waitFor(), lines);
        } catch (IOException e) {
            throw new BenchUnavailableException("%s broke off: %s".formatted(command.getFirst(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchUnavailableException("interrupted");
        } finally {
            process.destroyForcibly();
            unhook(hook);
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The JVM is shutting down already, and the hook ends the program.
        }
    }

    /// `a=1 b=2` as a map.
    static Map<String, String> facts(String line) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String word : line.split(" ")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                facts.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return facts;
    }
}

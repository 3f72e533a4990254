package tegum.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Python that has a module, if this machine has one.
final class Python {
    private static final List<String> COMMANDS = List.of("python3", "/usr/bin/python3");

    private final String command;

    private Python(String command) {
        this.command = command;
    }

    static Optional<Python> with(String module) {
        return COMMANDS.stream()
                .filter(command ->
                        ran(Path.of("."), command, "import " + module).exit() == 0)
                .findFirst()
                .map(Python::new);
    }

    /// Runs a program to its end.
    Ended run(Path folder, String program, String... arguments) {
        return ran(folder, command, program, arguments);
    }

    private static Ended ran(Path folder, String command, String program, String... arguments) {
        List<String> words = new ArrayList<>(List.of(command, "-c", program));
        words.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said, "");
        } catch (IOException e) {
            return new Ended(127, "", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}

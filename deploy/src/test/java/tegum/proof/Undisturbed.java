package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Digests of sweeps that ran once, from beginning to end, in a store of their own.
///
/// Several proofs compare with the same run, so each is made once per test run.
final class Undisturbed {
    private static final Duration LONGEST_RUN = Duration.ofMinutes(8);
    private static final Map<String, String> DIGESTS = new ConcurrentHashMap<>();

    private Undisturbed() {}

    /// The digest of a spec's sweep.
    static String digest(String yaml) {
        return DIGESTS.computeIfAbsent(yaml, Undisturbed::run);
    }

    private static String run(String yaml) {
        try {
            Path folder = Files.createTempDirectory("tegum-undisturbed-");
            try {
                Program program = Program.in(folder);
                try (Running run = program.start("run", Specs.write(folder, "spec.yaml", yaml), "--store", "store")) {
                    Ended ended = run.ended(LONGEST_RUN);
                    assertThat(ended.exit()).as(ended.said()).isZero();
                }
                return digest(program, "store", name(yaml));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What `tegum digest` says of a sweep.
    static String digest(Program program, String store, String sweep) {
        Ended ended = program.run("digest", sweep, "--store", store);
        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.out().strip()).matches("[0-9a-f]{64}");
        return ended.out().strip();
    }

    private static String name(String yaml) {
        return yaml.lines()
                .filter(line -> line.startsWith("name: "))
                .map(line -> line.substring("name: ".length()))
                .findFirst()
                .orElseThrow();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

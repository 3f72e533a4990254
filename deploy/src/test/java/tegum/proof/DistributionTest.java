package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Goal: the distribution runs wherever a Java 25 is, from any folder, and nothing around it can stop it.
/// Method: its launcher in a folder laid out like the archive, with one jar that points to this build's classes; and
/// the
/// archive itself where it was made.
class DistributionTest {
    private static final String QUICKSTART =
            Path.of("examples", "quickstart.yaml").toAbsolutePath().toString();
    private static final String JAVA = System.getProperty("java.home");

    @TempDir
    private Path folder;

    private Path launcher;

    @BeforeEach
    void layOut() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("a place/bin"));
        Path lib = Files.createDirectories(folder.resolve("a place/lib"));
        launcher = Files.copy(Path.of("src/main/launcher/tegum"), bin.resolve("tegum"));
        Files.copy(Path.of("src/main/launcher/aot.sh"), lib.resolve("aot.sh"));
        Files.copy(Path.of("../.mvn/jdk25.sh"), lib.resolve("jdk25.sh"));
        Files.copy(Path.of("target/jvm.flags"), lib.resolve("jvm.flags"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(":"))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(lib.resolve("tegum.jar")), manifest).close();
    }

    @Test
    void itRunsFromAnyFolderAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("tegum"), launcher);

        Ended ended = run(JAVA, "bash", link.toString(), "plan", QUICKSTART);

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.out()).contains("quickstart", "trainings  2,560");
    }

    @Test
    void aBrokenCacheIsPassedOverInSilence() throws Exception {
        Files.writeString(folder.resolve("a place/lib/tegum.aot"), "no cache at all");

        Ended ended = run(JAVA, "bash", launcher.toString(), "plan", QUICKSTART);

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.out()).startsWith("sweep ");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void withoutAJavaItSaysWhatToDo() throws Exception {
        // No usual folder holds one: the function that looks there is replaced.
        Path finder = folder.resolve("a place/lib/jdk25.sh");
        Files.writeString(finder, Files.readString(finder) + "_is_25() { return 1; }\n");

        Ended ended = run("/nonexistent", "bash", launcher.toString(), "plan", QUICKSTART);

        assertThat(ended.exit()).isEqualTo(5);
        assertThat(ended.err()).contains("no JDK 25 found", "JAVA_HOME");
    }

    @Test
    @Tag("long")
    void theArchiveUnpackedElsewhereRuns() throws Exception {
        Path archive;
        Path home;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            archive = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElse(folder.resolve("none"));
        }
        assumeThat(archive)
                .as("made by ./build package -DskipTests -Pdistribution")
                .exists();
        run(JAVA, "tar", "-xzf", archive.toAbsolutePath().toString(), "-C", folder.toString());
        try (Stream<Path> files = Files.list(folder)) {
            home = files.filter(file -> file.getFileName().toString().startsWith("tegum-"))
                    .findFirst()
                    .orElseThrow();
        }

        Ended ended = run(
                JAVA,
                home.resolve("bin/tegum").toString(),
                "plan",
                home.resolve("examples/quickstart.yaml").toString());

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.out()).contains("trainings  2,560");
        assertThat(home.resolve("LICENSE")).exists();
        assertThat(home.resolve("NOTICE")).exists();
        assertThat(home.resolve("docs/README.md")).exists();
    }

    private Ended run(String javaHome, String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> words = new ArrayList<>(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TEGUM_"));
        builder.environment().put("JAVA_HOME", javaHome);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(Program.LONGEST_COMMAND.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out),
                Files.readString(err).replace(Running.INCUBATOR, ""));
    }
}

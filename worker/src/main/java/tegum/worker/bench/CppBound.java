package tegum.worker.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tegum.model.Shape;

/// The hand-written C++ for AVX-512: a bound for one core. Compiled once a shape, into a folder that is kept.
final class CppBound implements Peer {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final int TILED_FROM = 20;
    private static final int TILE_FEATURES = 4;

    private final Path source;
    private final Path folder;
    private final String compiler;

    private CppBound(Path source, Path folder, String compiler) {
        this.source = source;
        this.folder = folder;
        this.compiler = compiler;
    }

    /// @param source upper_bound.cpp
    /// @param folder where the compiled programs are kept
    /// @throws BenchUnavailableException if this machine cannot compile or run it
    static CppBound of(Path source, Path folder) {
        if (!Programs.exists("g++")) {
            throw new BenchUnavailableException(
                    "the C++ bound needs g++, which is not on the PATH: install your system's package g++");
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            if (lines.noneMatch(line -> line.startsWith("flags") && line.contains(" avx512vl"))) {
                throw new BenchUnavailableException(
                        "the C++ bound needs a processor with AVX-512, and this one has none");
            }
        } catch (IOException _) {
            throw new BenchUnavailableException("the C++ bound runs on Linux x86-64 alone");
        }
        String version = Programs.run(List.of("g++", "--version")).lines().getFirst();
        return new CppBound(source, folder, version);
    }

    @Override
    public String name() {
        return "cpp";
    }

    @Override
    public String description() {
        return "upper_bound.cpp, " + compiler;
    }

    @Override
    public Optional<String> refuses(Shape shape) {
        return shape.features() >= TILED_FROM && shape.features() % TILE_FEATURES != 0
                ? Optional.of("from 20 features on it takes them in fours")
                : Optional.empty();
    }

    @Override
    public List<Rate> run(BenchCase timed, List<Integer> processors) {
        String program = compiled(timed.shape()).toString();
        Programs.Ended ended = Programs.run(Programs.pinned(
                processors, List.of(program, Double.toString(timed.density()), Double.toString(timed.seconds()))));
        List<Rate> rates = new ArrayList<>();
        for (String line : ended.lines()) {
            Map<String, String> facts = Programs.facts(line);
            if (facts.containsKey("variant")) {
                double rate = Double.parseDouble(facts.getOrDefault("samples", ""))
                        / Double.parseDouble(facts.getOrDefault("seconds", ""));
                rates.add(new Rate(facts.getOrDefault("variant", ""), rate, ""));
            }
        }
        if (ended.exit() != 0 || rates.isEmpty()) {
            throw new BenchUnavailableException("the C++ bound failed: " + ended.said());
        }
        return rates;
    }

    private Path compiled(Shape shape) {
        try {
            String digest = HexFormat.of().toHexDigits(fingerprint());
            Path program = folder.resolve("upper_bound-%s-%dx%d".formatted(digest, shape.features(), shape.hidden()));
            if (!Files.isExecutable(program)) {
                Files.createDirectories(folder);
                Path draft = Files.createTempFile(folder, "upper_bound", ".part");
                compile(shape, draft);
                Files.move(draft, program, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("the C++ bound cannot be kept in " + folder, e);
        }
    }

    /// Another source, compiler or processor is another program.
    private int fingerprint() throws IOException {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            String flags =
                    lines.filter(line -> line.startsWith("flags")).findFirst().orElse("");
            return (Files.readString(source) + compiler + flags).hashCode();
        }
    }

    private void compile(Shape shape, Path to) {
        Programs.Ended ended = Programs.run(List.of(
                "g++",
                "-std=c++17",
                "-O3",
                "-march=native",
                "-mprefer-vector-width=512",
                "-DFEATURES=" + shape.features(),
                "-DHIDDEN=" + shape.hidden(),
                source.toString(),
                "-o",
                to.toString()));
        if (ended.exit() != 0) {
            throw new BenchUnavailableException("g++ cannot compile the C++ bound: " + ended.said());
        }
    }
}

package tegum.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.model.Shape;
import tegum.worker.StandardEngines;
import tegum.worker.bench.Bench;
import tegum.worker.bench.BenchCase;
import tegum.worker.device.Devices;
import tegum.worker.engine.Engine;

/// Measures how fast the engines train on this machine.
@Command(
        name = "bench",
        description = {
            "Measure how fast the engines train on this machine, also beside other programs.",
            "",
            "Trains tied ReLU models with importance 0.9^i, batch 1,024, 10,000 steps of AdamW, the way run does; each round in a JVM of its own, pinned to the same processors, timed once its speed has settled.",
            "",
            "A rate is printed only when the trained loss is the known one. Rates are samples per second of processor time (per core) and of the wall clock (in all); every sample of every step counts, also the all-zero ones."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tegum bench --shapes 5,2 --densities 0.1 0.01",
            "  tegum bench --beside all --output cpu.json --format markdown > cpu.md",
            "  tegum bench --control-plane --trainings 1000000",
            "",
            "Exit code 4 when an engine missed a known answer."
        })
final class BenchCommand implements Callable<Integer> {
    private static final List<String> SHAPES = List.of("2,1", "5,2", "20,5", "80,20", "200,20");
    private static final List<Double> DENSITIES = List.of(1.0, 0.3, 0.1, 0.01);

    /// Which programs to measure beside the engines.
    enum BesideOption {
        TORCH,
        CPP,
        ALL;

        /// The spelling on the command line.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Set<Bench.Beside> programs() {
            return switch (this) {
                case TORCH -> EnumSet.of(Bench.Beside.TORCH);
                case CPP -> EnumSet.of(Bench.Beside.CPP);
                case ALL -> EnumSet.allOf(Bench.Beside.class);
            };
        }
    }

    /// How to print.
    enum BenchFormat {
        TABLE,
        JSON,
        MARKDOWN;

        /// The spelling on the command line.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--engines",
            paramLabel = "ENGINE",
            split = ",",
            arity = "1..*",
            defaultValue = "vector",
            description = "Engines; default: ${DEFAULT-VALUE}.")
    private List<String> engines;

    @Option(
            names = "--shapes",
            paramLabel = "N,M",
            arity = "1..*",
            description = "Features and hidden units; default: 2,1 5,2 20,5 80,20 200,20.")
    private List<String> shapes = SHAPES;

    @Option(
            names = "--densities",
            paramLabel = "P",
            arity = "1..*",
            description = "Densities above 0, at most 1; default: 1 0.3 0.1 0.01.")
    private List<Double> densities = DENSITIES;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "1",
            description = "How long to time a round, 0.05 to 600; default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--repeats",
            paramLabel = "R",
            defaultValue = "5",
            description = "Rounds, 1 to 1,000; default: ${DEFAULT-VALUE}.")
    private int repeats;

    @Option(
            names = {"--cores", "--threads"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Processors to use, at least 1; default: ${DEFAULT-VALUE}.")
    private int cores;

    @Option(
            names = "--models",
            paramLabel = "K",
            defaultValue = "0",
            description = "Trainings of a launch, at least 1; default: what the engine takes best.")
    private int models;

    @Option(
            names = "--beside",
            paramLabel = "PROGRAM",
            description = "Run other programs in turn with the engines on one core: ${COMPLETION-CANDIDATES}.")
    private @Nullable BesideOption beside;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private BenchFormat format;

    @Option(names = "--output", paramLabel = "FILE", description = "Write everything measured to a file, as JSON.")
    private @Nullable Path output;

    @ArgGroup(exclusive = false)
    private @Nullable ControlPlaneOptions controlPlane;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (controlPlane != null && controlPlane.isAsked()) {
            return controlPlane.run(spec, format == BenchFormat.JSON);
        }
        check();
        List<List<BenchCase>> cases = cases();
        Path cache = CacheFolder.path().resolve("bench");
        PrintWriter err = spec.commandLine().getErr();
        Bench bench = Bench.of(
                cores,
                repeats,
                beside == null ? List.of() : List.copyOf(beside.programs()),
                BenchSources.unpack(cache),
                cache,
                line -> {
                    err.println(line);
                    err.flush();
                });
        BenchReport report = new BenchReport(command(), bench, repeats, Clock.systemUTC());
        for (List<BenchCase> group : cases) {
            report.add(bench.time(group));
        }
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TABLE -> report.table(out);
            case MARKDOWN -> report.markdown(out);
            case JSON -> RowPrinter.printJson(report.json(), out);
        }
        if (output != null) {
            write(output, report);
        }
        return report.allPassed() ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }

    private void check() {
        require(seconds >= 0.05 && seconds <= 600, "--seconds is 0.05 to 600, not " + seconds);
        require(repeats >= 1 && repeats <= 1000, "--repeats is 1 to 1,000, not " + repeats);
        int all = Devices.probe().getFirst().cores();
        require(
                cores >= 1 && cores <= all,
                "--cores is 1 to %d, the processors of this machine, not %d".formatted(all, cores));
        require(models >= 0, "--models is at least 1, not " + models);
        require(beside == null || cores == 1, "--beside compares on one core: leave --cores out");
        for (double density : densities) {
            require(density > 0 && density <= 1, "--densities are above 0 and at most 1, not " + density);
        }
        List<String> known =
                StandardEngines.all().all().stream().map(Engine::name).toList();
        for (String engine : engines) {
            require(
                    known.contains(engine),
                    "there is no engine \"%s\" here, only %s".formatted(engine, String.join(", ", known)));
        }
        if (output != null) {
            Path folder = output.toAbsolutePath().getParent();
            require(folder != null && Files.isDirectory(folder), "--output: there is no folder " + folder);
        }
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), "tegum bench: " + message);
        }
    }

    private List<List<BenchCase>> cases() {
        List<List<BenchCase>> cases = new ArrayList<>();
        for (String text : shapes) {
            Shape shape = shape(text);
            for (double density : densities) {
                cases.add(engines.stream()
                        .map(engine -> new BenchCase(engine, shape, density, models, cores, seconds))
                        .toList());
            }
        }
        return cases;
    }

    private Shape shape(String text) {
        require(
                text.matches("[1-9][0-9]{0,3},[1-9][0-9]{0,3}"),
                "--shapes are features and hidden units, as 5,2, each 1 to 9,999, not \"%s\"".formatted(text));
        int comma = text.indexOf(',');
        return new Shape(Integer.parseInt(text.substring(0, comma)), Integer.parseInt(text.substring(comma + 1)));
    }

    private String command() {
        return "tegum " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    private static void write(Path file, BenchReport report) {
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            RowPrinter.printJson(report.json(), writer);
        } catch (IOException e) {
            throw new UnavailableException("%s cannot be written: %s".formatted(file, e.getMessage()));
        }
    }
}

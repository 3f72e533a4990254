package tegum.worker.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tegum.model.Shape;

/// Times engines and other programs in turn, each in a process of its own on the same processors, several rounds.
///
/// Rates are samples per second of processor time, which other programs on the machine disturb least.
public final class Bench {
    private final List<Integer> processors;
    private final int repeats;
    private final List<Peer> peers;
    private final Consumer<String> listener;

    private Bench(List<Integer> processors, int repeats, List<Peer> peers, Consumer<String> listener) {
        this.processors = List.copyOf(processors);
        this.repeats = repeats;
        this.peers = List.copyOf(peers);
        this.listener = listener;
    }

    /// The other programs that can be measured beside.
    public enum Beside {
        /// PyTorch, many models in one program.
        TORCH,
        /// Hand-written C++.
        CPP
    }

    /// What came of an engine at a case.
    ///
    /// @param timed the case, with the models a launch had; 0 if none ran
    /// @param numerics of the engine
    /// @param perCore samples per second of processor time; empty if the check failed
    /// @param inAll samples per second by the clock on the wall; empty if the check failed
    /// @param check the first that failed, or that of the first round, which trains to the end
    /// @param settled in how many rounds the speed had settled before it was timed
    /// @param rounds samples per second of processor time, of each round
    public record EngineRow(
            BenchCase timed,
            String numerics,
            Optional<Spread> perCore,
            Optional<Spread> inAll,
            Check check,
            int settled,
            List<Double> rounds) {}

    /// What came of another program at a case.
    ///
    /// @param variant the way of doing it that was fastest by its median
    /// @param perCore of that way; empty if the program refuses the shape
    /// @param rounds samples per second of each way in each round
    /// @param notes what it had to say: PyTorch's numbers of models, why a shape is refused
    public record PeerRow(
            String peer,
            String variant,
            Optional<Spread> perCore,
            Map<String, List<Double>> rounds,
            List<String> notes) {}

    /// All of a shape and density, side by side.
    public record Group(Shape shape, double density, List<EngineRow> engines, List<PeerRow> peers) {}

    /// Makes a benchmark ready.
    ///
    /// @param cores processors to be used, the first ones that this process may use
    /// @param sources folder with the other programs' sources
    /// @param kept folder for compiled programs
    /// @param listener told what is being done, in a line each
    /// @throws BenchUnavailableException if something that was asked for is not there
    public static Bench of(
            int cores, int repeats, List<Beside> beside, Path sources, Path kept, Consumer<String> listener) {
        List<Integer> processors = Programs.exists("taskset") ? Programs.processors(cores) : List.of();
        if (processors.isEmpty() && !beside.isEmpty()) {
            throw new BenchUnavailableException(
                    "to measure programs beside each other they are pinned to the same processors, which needs taskset:"
                            + " install your system's package util-linux");
        }
        List<Peer> peers = new ArrayList<>();
        for (Beside peer : beside) {
            peers.add(
                    switch (peer) {
                        case TORCH -> TorchBatched.of(sources.resolve("torch_batched.py"));
                        case CPP -> CppBound.of(sources.resolve("upper_bound.cpp"), kept);
                    });
        }
        return new Bench(processors, repeats, peers, listener);
    }

    /// Processors that everything is pinned to; none if it is not.
    public List<Integer> processors() {
        return processors;
    }

    /// What the other programs are, with their versions, by name.
    public Map<String, String> peers() {
        Map<String, String> described = new LinkedHashMap<>();
        peers.forEach(peer -> described.put(peer.name(), peer.description()));
        return described;
    }

    /// Times a shape and density.
    ///
    /// @param cases one for each engine
    public Group time(List<BenchCase> cases) {
        BenchCase first = cases.getFirst();
        List<List<Map<String, String>>> trials = new ArrayList<>();
        List<List<Peer.Rate>> rates = new ArrayList<>();
        cases.forEach(_ -> trials.add(new ArrayList<>()));
        peers.forEach(_ -> rates.add(new ArrayList<>()));
        for (int round = 0; round < repeats; round++) {
            for (int at = 0; at < cases.size(); at++) {
                say(first, round, cases.get(at).engine());
                trials.get(at).add(trial(cases.get(at), round == 0));
            }
            for (int at = 0; at < peers.size(); at++) {
                Peer peer = peers.get(at);
                if (peer.refuses(first.shape()).isEmpty()) {
                    say(first, round, peer.name());
                    rates.get(at).addAll(peer.run(first, processors));
                }
            }
        }
        List<EngineRow> engines = new ArrayList<>();
        for (int at = 0; at < cases.size(); at++) {
            engines.add(row(cases.get(at), trials.get(at)));
        }
        List<PeerRow> rows = new ArrayList<>();
        for (int at = 0; at < peers.size(); at++) {
            rows.add(row(peers.get(at), first.shape(), rates.get(at)));
        }
        return new Group(first.shape(), first.density(), engines, rows);
    }

    private void say(BenchCase timed, int round, String what) {
        listener.accept(
                "%s p=%s: %s, round %d of %d".formatted(timed.shape(), timed.density(), what, round + 1, repeats));
    }

    private Map<String, String> trial(BenchCase timed, boolean whole) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), TrialMain.class.getName(), Boolean.toString(whole)));
        command.addAll(timed.arguments());
        Programs.Ended ended = Programs.run(Programs.pinned(processors, command));
        Map<String, String> facts = new LinkedHashMap<>();
        for (String line : ended.lines()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                facts.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (ended.exit() != 0 || !facts.containsKey("check")) {
            throw new IllegalStateException("a trial of %s failed: %s".formatted(timed, ended.said()));
        }
        return facts;
    }

    private static EngineRow row(BenchCase timed, List<Map<String, String>> trials) {
        Map<String, String> worst =
                trials.stream().filter(facts -> !passed(facts)).findFirst().orElse(trials.getFirst());
        Check check = new Check(passed(worst), worst.getOrDefault("check", ""));
        String numerics = worst.getOrDefault("numerics", "");
        if (!check.passed()) {
            return new EngineRow(timed, numerics, Optional.empty(), Optional.empty(), check, 0, List.of());
        }
        List<Double> perCore = rates(trials, "processor");
        BenchCase ran = new BenchCase(
                timed.engine(),
                timed.shape(),
                timed.density(),
                (int) number(trials.getFirst(), "models"),
                timed.cores(),
                timed.seconds());
        int settled = (int) trials.stream()
                .filter(facts -> Boolean.parseBoolean(facts.getOrDefault("settled", "")))
                .count();
        return new EngineRow(
                ran,
                numerics,
                Optional.of(Spread.of(perCore)),
                Optional.of(Spread.of(rates(trials, "wall"))),
                check,
                settled,
                perCore);
    }

    private static boolean passed(Map<String, String> facts) {
        return Boolean.parseBoolean(facts.getOrDefault("passed", ""));
    }

    private static List<Double> rates(List<Map<String, String>> trials, String seconds) {
        return trials.stream()
                .map(facts -> number(facts, "samples") / number(facts, seconds))
                .toList();
    }

    private static double number(Map<String, String> facts, String name) {
        return Double.parseDouble(facts.getOrDefault(name, ""));
    }

    private static PeerRow row(Peer peer, Shape shape, List<Peer.Rate> rates) {
        Map<String, List<Double>> rounds = new LinkedHashMap<>();
        rates.forEach(rate ->
                rounds.computeIfAbsent(rate.variant(), _ -> new ArrayList<>()).add(rate.samplesPerSecond()));
        return rounds.entrySet().stream()
                .max(Comparator.comparingDouble(
                        entry -> Spread.of(entry.getValue()).median()))
                .map(best -> new PeerRow(
                        peer.name(),
                        best.getKey(),
                        Optional.of(Spread.of(best.getValue())),
                        rounds,
                        rates.stream().map(Peer.Rate::note).distinct().toList()))
                .orElseGet(() -> new PeerRow(
                        peer.name(),
                        "none",
                        Optional.empty(),
                        rounds,
                        peer.refuses(shape).stream().toList()));
    }
}

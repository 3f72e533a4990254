package tegum.worker.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tegum.model.Shape;

/// Many models in one batched PyTorch program with one thread, at the number of models that it trains fastest.
final class TorchBatched implements Peer {
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private final Path script;
    private final String python;
    private final String version;

    private TorchBatched(Path script, String python, String version) {
        this.script = script;
        this.python = python;
        this.version = version;
    }

    /// @param script torch_batched.py
    /// @throws BenchUnavailableException if no Python here has PyTorch
    static TorchBatched of(Path script) {
        for (String python : PYTHONS) {
            if (!python.startsWith("/") && !Programs.exists(python)) {
                continue;
            }
            Programs.Ended ended = probe(python);
            if (ended.exit() == 0) {
                return new TorchBatched(script, python, ended.lines().getLast());
            }
        }
        throw new BenchUnavailableException(
                "no python3 here can import torch (tried %s): install PyTorch, on Debian the package python3-torch"
                        .formatted(String.join(", ", PYTHONS)));
    }

    private static Programs.Ended probe(String python) {
        try {
            return Programs.run(List.of(python, "-c", "import torch; print(torch.__version__)"));
        } catch (BenchUnavailableException e) {
            return new Programs.Ended(1, List.of(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public String name() {
        return "torch";
    }

    @Override
    public String description() {
        return "torch_batched.py, PyTorch " + version + ", one thread";
    }

    @Override
    public Optional<String> refuses(Shape shape) {
        return Optional.empty();
    }

    @Override
    public List<Rate> run(BenchCase timed, List<Integer> processors) {
        Programs.Ended ended = Programs.run(Programs.pinned(
                processors,
                List.of(
                        python,
                        script.toString(),
                        "--shape",
                        timed.shape().features() + "," + timed.shape().hidden(),
                        "--density",
                        Double.toString(timed.density()),
                        "--seconds",
                        Double.toString(timed.seconds()))));
        Map<String, String> facts = ended.lines().isEmpty()
                ? Map.of()
                : Programs.facts(ended.lines().getLast());
        if (ended.exit() != 0 || !facts.containsKey("samples")) {
            throw new BenchUnavailableException("torch_batched.py failed: " + ended.said());
        }
        double rate = Double.parseDouble(facts.getOrDefault("samples", ""))
                / Double.parseDouble(facts.getOrDefault("seconds", ""));
        return List.of(new Rate("batched", rate, facts.getOrDefault("models", "?") + " models"));
    }
}

package tegum.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Specs of sweeps that are small enough to be trained again and again.
final class Specs {
    private Specs() {}

    /// Models of two shapes in 128 cells, some seconds of work for each replicate.
    ///
    /// Two values of `features` make two kernels at least, and the densities more, so a run has several strata.
    static String ofTwoShapes(int replicates) {
        return """
                name: proof
                model: {features: $n, hidden: 1}
                data: {density: $p}
                importance: {geometric: 0.7}
                axes:
                  n: [2, 5]
                  p: {from: 0.5, to: 0.05, count: 64, scale: log}
                train: {steps: 2000, batch: 256, optimizer: {name: adamw, rate: 2e-3}}
                replicates: %d
                """.formatted(replicates);
    }

    /// Two features in one dimension, little work.
    ///
    /// @param ratios importances of the second feature, as `0.1, 1`
    /// @param densities as `1, 0.1`
    static String ofPairs(String name, String ratios, String densities, int replicates, int steps) {
        return """
                name: %s
                model: {features: 2, hidden: 1}
                data: {density: $p}
                importance: [1, $r]
                axes:
                  r: [%s]
                  p: [%s]
                train: {steps: %d, batch: 256, optimizer: {name: adamw, rate: 5e-3}}
                replicates: %d
                """.formatted(name, ratios, densities, steps, replicates);
    }

    /// Writes a spec into a folder.
    ///
    /// @return its path as an argument of the program
    static String write(Path folder, String file, String yaml) {
        Path path = folder.resolve(file);
        try {
            Files.writeString(path, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path.toString();
    }
}

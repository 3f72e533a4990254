package tegum.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/// Small specs at random, from so few values that two of them often share cells.
final class RandomSpecs {
    private static final List<String> DENSITIES =
            List.of("1", "0.6", "0.3", "0.1", "0.05", "0.01", "3e-3", "1e-4", "0");
    private static final List<String> SPARSITIES = List.of("0", "0.4", "0.7", "0.9", "0.95", "0.99", "0.997", "0.9999");

    private final SplittableRandom random;
    private final SplittableRandom values;
    private final List<String> axes = new ArrayList<>();

    private RandomSpecs(SplittableRandom random, SplittableRandom values) {
        this.random = random;
        this.values = values;
    }

    /// @param random decides which parameters vary
    /// @param values decides their values
    static String text(SplittableRandom random, SplittableRandom values) {
        return new RandomSpecs(random, values).spec();
    }

    private String spec() {
        String density = switch (random.nextInt(6)) {
            case 0 ->
                "density: "
                        + reference("{from: 1, to: 0.001, count: %d, scale: log}".formatted(2 + values.nextInt(12)));
            case 1 -> "density: [%s, %s]".formatted(reference(list(DENSITIES)), reference(range()));
            case 2 -> "sparsity: " + reference(list(SPARSITIES));
            case 3 ->
                "sparsity: [%s, 0.9]"
                        .formatted(reference("{from: 0, to: 0.9, count: %d}".formatted(2 + values.nextInt(9))));
            case 4 ->
                "density: {power: {first: %s, exponent: %s}}"
                        .formatted(reference(range()), random.nextBoolean() ? "1" : reference("[0, 1, 2, 3]"));
            default -> "density: [%s, 0.1]".formatted(one(DENSITIES));
        };
        String importance = switch (random.nextInt(4)) {
            case 0 -> "importance: [1, %s]\n".formatted(reference("[0.5, 1, 2]"));
            case 1 -> "importance: {geometric: %s}\n".formatted(reference("[0.5, 1]"));
            case 2 -> "importance: [1, 1]\n";
            default -> "";
        };
        String train = switch (random.nextInt(5)) {
            case 0 -> "train: {steps: %s}\n".formatted(reference("[10, 100, 10000]"));
            case 1 ->
                "train: {batch: %s, optimizer: {rate: %s}}\n"
                        .formatted(reference("[1024, 65536, 300000]"), reference("[1e-3, 1e-2]"));
            case 2 -> "train: {optimizer: {name: %s}}\n".formatted(reference("[adam, adamw]"));
            case 3 -> "train: {schedule: {warmup-cosine: %s}}\n".formatted(reference("[10, 20]"));
            default -> "";
        };
        String model = random.nextInt(3) == 0 ? ", bias: " + reference("[true, false]") : "";
        Collections.shuffle(axes, new Random(random.nextLong()));
        return "name: any\nmodel: {features: 2, hidden: 1%s}\ndata: {%s}\n%s%s"
                        .formatted(model, density, importance, train)
                + (axes.isEmpty() ? "" : "axes:\n" + String.join("", axes));
    }

    private String range() {
        return "{from: %s, to: %s, count: %d}"
                .formatted(
                        one(List.of("1", "0.5", "0.02")), one(List.of("0.9", "0.1", "0.001")), 2 + values.nextInt(10));
    }

    /// Another axis with the given values.
    private String reference(String points) {
        String name = "a" + axes.size();
        axes.add("  %s: %s\n".formatted(name, points));
        return "$" + name;
    }

    private String list(List<String> all) {
        List<String> some = new ArrayList<>(all);
        Collections.shuffle(some, new Random(values.nextLong()));
        return some.subList(0, 2 + values.nextInt(some.size() - 2)).toString();
    }

    private String one(List<String> all) {
        return all.get(values.nextInt(all.size()));
    }
}

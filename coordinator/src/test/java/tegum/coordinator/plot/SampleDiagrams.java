package tegum.coordinator.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tegum.measure.Thresholds;
import tegum.statistics.Fraction;

/// Made-up diagrams that look like trained ones.
final class SampleDiagrams {
    static final DiagramCell MISSING = new DiagramCell.Missing();

    private SampleDiagrams() {}

    static DiagramAxis density(double... values) {
        return new DiagramAxis(
                "p", "density p (probability that a feature is active)", "", values, DiagramAxis.Spacing.LOG);
    }

    static DiagramAxis importance(double... values) {
        return new DiagramAxis("r", "relative importance r of the last feature", "", values, DiagramAxis.Spacing.LOG);
    }

    static double[] logSpaced(double from, double to, int count) {
        return IntStream.range(0, count)
                .mapToDouble(index -> from * Math.pow(to / from, count == 1 ? 0.0 : (double) index / (count - 1)))
                .toArray();
    }

    static Caption caption(String rule) {
        return new Caption(
                "Two features in one dimension",
                "phase-2-1@1",
                rule,
                List.of("3,000 steps", "batch 1,024", "focus: last feature"));
    }

    /// The (2,1) experiment: `p` from 1 to 0.01 along x, `r` from 0.1 to 10 along y.
    static PhaseDiagram twoInOne(int xCount, int yCount) {
        return twoInOne(density(logSpaced(1.0, 0.01, xCount)), importance(logSpaced(0.1, 10.0, yCount)), _ -> false);
    }

    static PhaseDiagram twoInOne(DiagramAxis x, DiagramAxis y, IntPredicate missing) {
        SplittableRandom random = new SplittableRandom(7);
        List<DiagramCell> cells = new ArrayList<>();
        for (double r : y.values()) {
            for (double p : x.values()) {
                DiagramCell cell = cell(r, p, random);
                cells.add(missing.test(cells.size()) ? MISSING : cell);
            }
        }
        return new PhaseDiagram(caption("best of 10"), List.of(x, y), Thresholds.DEFAULT, cells, boundaries());
    }

    private static DiagramCell cell(double r, double p, SplittableRandom random) {
        double boundary = r < 1.0 ? 4.0 * r / (2.0 + 5.0 * r) : 4.0 / (5.0 + 2.0 * r);
        double inside = 1.0 / (1.0 + Math.exp(Math.log(p / (1.12 * boundary)) / 0.03));
        double norm = (r < 1.0 ? inside : 1.0) * (0.97 + 0.05 * random.nextDouble());
        int superposed = (int) Math.round(10 * inside * (0.45 + 0.4 * random.nextDouble()));
        int rest = 10 - superposed;
        double loss = p * 0.05 * (1.0 + 0.1 * random.nextDouble());
        SequencedMap<String, Estimate> losses = new LinkedHashMap<>();
        losses.put("best of 10", Estimate.exact(loss));
        losses.put("mean of 10", new Estimate(1.3 * loss, 1.1 * loss, 1.6 * loss));
        return new DiagramCell.Measured(
                norm,
                inside * (0.95 + 0.1 * random.nextDouble()),
                new PhaseShares(
                        share(r < 1.0 ? rest : rest / 2, 10),
                        share(r < 1.0 ? 0 : rest - rest / 2, 10),
                        share(superposed, 10)),
                10,
                0,
                losses,
                new LinkedHashMap<>());
    }

    static List<Boundary> boundaries() {
        List<Boundary.Point> candidates = new ArrayList<>();
        for (double r : logSpaced(0.05, 20.0, 101)) {
            candidates.add(new Boundary.Point(r < 1.0 ? 4.0 * r / (2.0 + 5.0 * r) : 4.0 / (5.0 + 2.0 * r), r));
        }
        List<Boundary.Point> exact = List.of(
                new Boundary.Point(0.105, 0.05),
                new Boundary.Point(0.181, 0.1),
                new Boundary.Point(0.3755, 0.3),
                new Boundary.Point(0.4846, 0.5),
                new Boundary.Point(Double.NaN, Double.NaN),
                new Boundary.Point(0.4846, 2.0),
                new Boundary.Point(0.3755, 3.333),
                new Boundary.Point(0.181, 10.0),
                new Boundary.Point(0.105, 20.0));
        return List.of(
                new Boundary("exact boundary of the optimum", Boundary.Kind.EXACT, exact),
                new Boundary("boundary by comparing candidates", Boundary.Kind.CANDIDATES, candidates));
    }

    /// The intro experiment: five features in two dimensions, density only.
    static PhaseDiagram intro(IntPredicate missing) {
        double[] densities = DoubleStream.iterate(0, k -> k + 1)
                .limit(10)
                .map(k -> Math.pow(20.0, -k / 9.0))
                .toArray();
        List<DiagramCell> cells = new ArrayList<>();
        for (double p : densities) {
            int pentagon = (int) Math.round(16 / (1.0 + Math.exp((Math.log(p) + 2.2) / 0.3)));
            int digons = (int) Math.round((16 - pentagon) / (1.0 + Math.exp((Math.log(p) + 0.9) / 0.2)));
            int single = 16 - pentagon - digons;
            double loss = 0.25 * p * Math.exp(-p * 0.3);
            SequencedMap<String, Estimate> losses = new LinkedHashMap<>();
            losses.put("best of 16", Estimate.exact(loss));
            losses.put("mean of 16", new Estimate(1.2 * loss, 1.05 * loss, 1.4 * loss));
            SequencedMap<String, Estimate> compositions = new LinkedHashMap<>();
            put(compositions, "2 single", single);
            put(compositions, "2 digon", digons);
            put(compositions, "1 pentagon", pentagon);
            DiagramCell cell = new DiagramCell.Measured(
                    1.0,
                    0.5,
                    new PhaseShares(share(single, 16), share(0, 16), share(digons + pentagon, 16)),
                    16,
                    0,
                    losses,
                    compositions);
            cells.add(missing.test(cells.size()) ? MISSING : cell);
        }
        return new PhaseDiagram(
                new Caption(
                        "Five features in two dimensions",
                        "intro-5-2@1",
                        "best of 16",
                        List.of("10,000 steps", "batch 1,024", "focus: last feature")),
                List.of(density(densities)),
                Thresholds.DEFAULT,
                cells,
                List.of());
    }

    private static void put(SequencedMap<String, Estimate> shares, String name, int count) {
        if (count > 0) {
            shares.put(name, share(count, 16));
        }
    }

    /// A fraction with its 95 % Wilson interval.
    static Estimate share(int count, int of) {
        Fraction fraction = new Fraction(count, of);
        return new Estimate(
                fraction.share(), fraction.wilson().low(), fraction.wilson().high());
    }

    static DiagramCell.Measured plain(double norm, double interference) {
        return new DiagramCell.Measured(
                norm,
                interference,
                new PhaseShares(share(2, 10), share(3, 10), share(5, 10)),
                10,
                Double.isNaN(norm) ? 10 : 0,
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
    }
}

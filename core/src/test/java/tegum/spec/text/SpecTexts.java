package tegum.spec.text;

/// Specs that several tests read.
public final class SpecTexts {
    /// The spec of DESIGN section 4 with every part.
    public static final String PHASE_2_1 = """
            name: phase-2-1
            title: Two features in one dimension
            model:  {features: 2, hidden: 1, output: relu}
            data:   {law: independent, density: $p, values: uniform}
            importance: [1, $r]
            axes:
              r: {from: 0.1, to: 10, count: 40, scale: log}
              p: {from: 1, to: 0.01, count: 40, scale: log}
            train:  {steps: 10000, batch: 1024, optimizer: {name: adamw, rate: 1e-3, decay: 0.01}, schedule: constant, init: {normal: xavier}}
            replicates: 10
            seed: 0
            measure: {focus: last, rule: drop-worst, record: {log: 32}}
            keep: {weights: auto, trajectories: none}
            engine: auto
            """;

    private SpecTexts() {}

    /// A spec of (2,1) at one density, with more lines at its end.
    public static String small(String more) {
        return """
                name: small
                model: {features: 2, hidden: 1}
                data: {density: 0.1}
                """ + more;
    }
}

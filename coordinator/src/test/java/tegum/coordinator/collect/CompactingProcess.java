package tegum.coordinator.collect;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import tegum.plan.IndexSet;
import tegum.spec.text.SpecReader;

/// Goes on with a sweep in small commits and merges their segments again and again; to be killed at any moment.
final class CompactingProcess {
    static final String YAML = Trainings.yaml("phase", "[0.5, 1, 2, 3, 4]", "[1, 0.9, 0.8]", 60);
    static final String MERGING = "merging";

    private static final int EACH = 6;
    private static final int COMMITS_BETWEEN = 15;

    private CompactingProcess() {}

    public static void main(String[] arguments) {
        goOn(Path.of(arguments[0]));
    }

    static void goOn(Path folder) {
        try (StoredResults results = StoredResults.open(folder, Clock.systemUTC())) {
            Submission submission = results.submit(SpecReader.read(YAML), YAML, "ada");
            IndexSet missing = results.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS)
                    .missing();
            for (int commit = 1; !missing.isEmpty(); commit++) {
                IndexSet next = missing.first(EACH);
                results.commit(List.of(Trainings.part(submission.sweep(), submission.plan(), 0, next)));
                missing = missing.minus(next);
                if (commit % COMMITS_BETWEEN == 0) {
                    System.out.println(MERGING);
                    results.compact();
                }
            }
            System.out.println(MERGING);
            results.compact();
        }
    }
}

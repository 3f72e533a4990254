package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Goal: kill -9 at any moment loses no result, doubles none and costs little.
/// Method: a run is killed and started again until it ends; moments are drawn, and every third kill waits for a segment
/// being written and another third for a manifest just replaced. A reader outside looks at every manifest meanwhile.
@Timeout(900)
class KillTest {
    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);
    private static final int MOST_MILLIS = 3_500;

    /// Work of one device that a kill may cost.
    private static final double MOST_SECONDS_AGAIN = 3.0;

    private enum Aim {
        ANY_MOMENT,
        SEGMENT_BEING_WRITTEN,
        MANIFEST_REPLACED
    }

    @TempDir
    private Path folder;

    @Test
    void fiveKillsLoseNothing() {
        survives(5, Specs.ofTwoShapes(10), 1_280, 20_261_124L);
    }

    @Test
    @Tag("long")
    void twentyKillsLoseNothing() {
        survives(20, Specs.ofTwoShapes(50), 6_400, 20_261_125L);
    }

    private void survives(int kills, String yaml, long planned, long seed) {
        Program program = Program.in(folder);
        StoreFolder store = new StoreFolder(folder.resolve("store"));
        String spec = Specs.write(folder, "proof.yaml", yaml);
        SplittableRandom random = new SplittableRandom(seed);
        int aimedAtSegment = 0;

        try (OutsideReader reader = OutsideReader.of(store)) {
            for (int kill = 0; kill < kills; kill++) {
                Aim aim = Aim.values()[kill % Aim.values().length];
                try (Running run = program.start("run", spec, "--store", "store")) {
                    // Progress bounds the wait, so that a fast machine has work left for the last kill.
                    long enough = planned * (kill + 1) / (kills + 3);
                    if (aim != Aim.ANY_MOMENT) {
                        awaitBeginning(run, store);
                    }
                    awaitMoment(run, store, random.nextInt(MOST_MILLIS), enough);
                    boolean hit = awaitAim(run, store, aim);
                    aimedAtSegment += hit && aim == Aim.SEGMENT_BEING_WRITTEN ? 1 : 0;
                    assertThat(run.isAlive())
                            .as("kill %d, seed %d: the run has ended before", kill, seed)
                            .isTrue();
                    run.kill();
                }
            }
            try (Running run = program.start("run", spec, "--store", "store")) {
                Ended ended = run.ended(LONGEST_RUN);
                assertThat(ended.exit()).as(ended.said()).isZero();
            }
            assertThat(reader.problems())
                    .as("what the outside reader saw, seed %d", seed)
                    .isEmpty();
            assertThat(reader.manifests()).as("manifests seen").isGreaterThan(2 * kills);
        }

        assertThat(aimedAtSegment).as("kills that met a segment").isPositive();
        assertSound(program, store, planned);
        assertThat(secondsAgain(store))
                .as("device seconds trained again, seed %d", seed)
                .isLessThanOrEqualTo(MOST_SECONDS_AGAIN * kills);
        assertThat(Undisturbed.digest(program, "store", "proof")).isEqualTo(Undisturbed.digest(yaml));
    }

    /// Waits for the first sign of a run in the store.
    private static void awaitBeginning(Running run, StoreFolder store) {
        long before = epoch(store);
        run.awaits(Program.LONGEST_COMMAND, () -> epoch(store) > before);
    }

    private static long epoch(StoreFolder store) {
        return store.manifestText()
                .map(text -> StoreFolder.manifest(text).epoch())
                .orElse(0L);
    }

    /// Waits a while, but not until more than the given number of trainings is stored.
    private static void awaitMoment(Running run, StoreFolder store, int millis, long trainings) {
        long endNanos = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() - endNanos < 0 && run.isAlive() && store.storedTrainings() < trainings) {
            Running.sleep(10);
        }
    }

    /// Waits for what the kill is aimed at.
    ///
    /// @return whether it came; otherwise the kill is one at any moment
    private static boolean awaitAim(Running run, StoreFolder store, Aim aim) {
        BooleanSupplier hit = switch (aim) {
            case ANY_MOMENT -> () -> true;
            case SEGMENT_BEING_WRITTEN ->
                () -> store.files("data/tmp").stream()
                        .anyMatch(file -> file.toString().endsWith(".parquet"));
            case MANIFEST_REPLACED -> {
                String now = store.manifestText().orElse("");
                yield () -> !store.manifestText().orElse("").equals(now);
            }
        };
        long endNanos = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        while (System.nanoTime() - endNanos < 0 && run.isAlive()) {
            if (hit.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    private static void assertSound(Program program, StoreFolder store, long planned) {
        // What a kill leaves behind is files that nobody lists; they go with the first cleaning.
        Ended littered = program.run("store", "check", "--store", "store");
        assertThat(littered.exit()).as(littered.said()).isZero();
        assertThat(littered.out()).contains("The store is sound.");
        Ended clean = program.run("store", "gc", "--store", "store");
        assertThat(clean.exit()).as(clean.said()).isZero();
        Ended check = program.run("store", "check", "--store", "store");
        assertThat(check.exit()).as(check.said()).isZero();
        assertThat(store.query("""
                SELECT count(*), count(DISTINCT (cell, stream, replicate, numerics, measurement)) FROM trainings""")).isEqualTo(List.of(List.of(Long.toString(planned), Long.toString(planned))));
        assertThat(store.query("SELECT state, done, failed, running, waiting, cancelled FROM sweeps"))
                .isEqualTo(List.of(List.of("done", Long.toString(planned), "0", "0", "0", "0")));
    }

    /// What was trained more than once, in each stratum at the pace of its offers.
    private static double secondsAgain(StoreFolder store) {
        Map<Integer, long[]> strata = new HashMap<>();
        for (StoreFolder.Trained trained : store.trained()) {
            long[] sums = strata.computeIfAbsent(trained.stratum(), _ -> new long[2]);
            sums[0] += trained.trainings();
            sums[1] += trained.millis();
        }
        double seconds = 0;
        for (Map.Entry<Integer, long[]> stratum : strata.entrySet()) {
            long once = store.number("""
                    SELECT sum(replicates) FROM "proof" JOIN sweep_cells USING (cell) WHERE stratum = %d""".formatted(stratum.getKey()));
            long trained = stratum.getValue()[0];
            assertThat(trained).as("trained of stratum %d", stratum.getKey()).isGreaterThanOrEqualTo(once);
            seconds += (trained - once) * (stratum.getValue()[1] / 1e3 / trained);
        }
        return seconds;
    }
}

package tegum.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tegum.protocol.SweepVersion;

class LeaseBookStormTest {

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /// Goal: whatever fails, every training is settled exactly once and every sweep ends.
    /// Method: 3,000 seeded events of a storm, then a calm in which workers work, until all sweeps are completed.
    /// The sums are checked after every event.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyTrainingIsSettledExactlyOnceWhateverFails(long seed) {
        LeaseStorm storm = new LeaseStorm(seed);

        for (int k = 0; k < 3_000; k++) {
            storm.step(false);
        }
        for (int k = 0; !storm.completed().containsAll(storm.sweeps()); k++) {
            assertThat(k).as("the storm ends").isLessThan(50_000);
            storm.step(true);
        }

        for (SweepVersion version : storm.sweeps()) {
            LeaseStorm.Truth truth = storm.truth(version);
            BookCounts counts = storm.book().counts(version);
            assertThat(counts.running() + counts.waiting()).isZero();
            assertThat(counts.done() + truth.givenUpCount()).isEqualTo(truth.planned());
        }
        assertThat(storm.book().idle()).isTrue();
    }
}

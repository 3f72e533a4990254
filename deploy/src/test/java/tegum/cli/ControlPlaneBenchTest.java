package tegum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tegum.coordinator.ledger.sqlite.SqliteSource;

class ControlPlaneBenchTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsReportedIsWhatIsReadBack() {
        ControlPlaneBench.Report report = ControlPlaneBench.run(
                new ControlPlaneBench.Setup(folder.resolve("store"), new SqliteSource(), 16, 200, 3_200, true));

        assertThat(report.readBack()).isEqualTo("same");
        assertThat(report.trainings()).isEqualTo(3_200);
        assertThat(report.perSecond()).isPositive();
    }

    @Test
    void aPartOfAPlanMayBeLeftOpen() {
        ControlPlaneBench.Report report = ControlPlaneBench.run(
                new ControlPlaneBench.Setup(folder.resolve("store"), new SqliteSource(), 16, 1_000, 2_000, true));

        assertThat(report.planned()).isEqualTo(16_000);
        assertThat(report.trainings()).isEqualTo(2_000);
        assertThat(report.readBack()).isEqualTo("same");
    }

    @Test
    void cellsThatMakeNoSquareAreRefused() {
        assertThatThrownBy(() -> new ControlPlaneBench.Setup(folder, new SqliteSource(), 17, 1, 1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cells is 17");
    }
}

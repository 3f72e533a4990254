package tegum.worker.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tegum.plan.Plan;
import tegum.spec.text.SpecReader;
import tegum.worker.device.Device;
import tegum.worker.device.DeviceKind;
import tegum.worker.engine.Engines;
import tegum.worker.engine.ReferenceEngine;

class CalibrationTest {
    private static final Engines REFERENCE = new Engines(List.of(new ReferenceEngine()));
    private static final Device CPU = new Device("cpu", DeviceKind.CPU, "a processor", 1, 1 << 30);

    @TempDir
    private Path folder;

    @Test
    void aPlanWhoseKernelsWereNeverTimedHasNoEstimate() {
        Calibration none = Calibration.read(folder.resolve("none"));

        assertThat(none.estimate(plan(100), CPU, REFERENCE)).isEmpty();
    }

    @Test
    void theEstimateIsInProportionToTheTrainingsAndSurvivesTheFile() {
        Path file = folder.resolve("deep/calibration.properties");
        Calibration.read(file).measured(plan(100), CPU, REFERENCE).write(file);

        Calibration read = Calibration.read(file);
        TimeEstimate one = read.estimate(plan(1_000), CPU, REFERENCE).orElseThrow();
        TimeEstimate ten = read.estimate(plan(10_000), CPU, REFERENCE).orElseThrow();

        assertThat(one.low()).isPositive().isLessThanOrEqualTo(one.high());
        assertThat(ten.low().toMillis())
                .isBetween(10 * one.low().toMillis() - 10, 10 * one.low().toMillis() + 10);
        assertThat(ten.longestTraining()).isEqualTo(one.longestTraining());
    }

    @Test
    void anotherDeviceIsNotTheSame() {
        Calibration here = Calibration.read(folder.resolve("none")).measured(plan(10), CPU, REFERENCE);

        assertThat(here.estimate(plan(10), CPU.withCores(2), REFERENCE)).isEmpty();
    }

    private static Plan plan(int replicates) {
        return Plan.of(SpecReader.read("""
                name: s
                model: {features: 2, hidden: 1}
                data: {density: 0.5}
                train: {steps: 20, batch: 16}
                replicates: %d
                """.formatted(replicates)));
    }
}

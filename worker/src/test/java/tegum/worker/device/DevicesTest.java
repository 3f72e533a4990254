package tegum.worker.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DevicesTest {

    @Test
    void theProcessorsOfThisMachineAreADevice() {
        assertThat(Devices.probe()).singleElement().satisfies(device -> {
            assertThat(device.id()).isEqualTo("cpu");
            assertThat(device.kind()).isEqualTo(DeviceKind.CPU);
            assertThat(device.description()).isNotBlank();
            assertThat(device.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
            assertThat(device.withCores(1).cores()).isEqualTo(1);
        });
    }

    @Test
    void aDeviceHasACore() {
        assertThatThrownBy(() -> new Device("cpu", DeviceKind.CPU, "none", 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

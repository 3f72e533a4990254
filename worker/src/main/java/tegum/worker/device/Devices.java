package tegum.worker.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Finds the devices of this machine.
public final class Devices {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Devices() {}

    /// Every device that an engine of this build can use: the processors that the JVM may run on.
    public static List<Device> probe() {
        Runtime runtime = Runtime.getRuntime();
        return List.of(
                new Device("cpu", DeviceKind.CPU, processorName(), runtime.availableProcessors(), runtime.maxMemory()));
    }

    private static String processorName() {
        String architecture = System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException e) {
            // Only Linux has the file; elsewhere the architecture has to do.
            return architecture;
        }
    }
}

package tegum.worker.engine.nd4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tegum.worker.engine.Support;

/// ND4J's native library, loaded once, at the first question whether it can be used.
final class Nd4jLibrary {
    private static final String CPU_LIBRARY = "/org/nd4j/nativeblas/linux-x86_64-avx2/libnd4jcpu.so";
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Nd4jLibrary() {}

    private static final class Loaded {
        static final Support SUPPORT = load();
    }

    /// Whether the library works here; the first call takes about two seconds.
    static Support usable() {
        return Loaded.SUPPORT;
    }

    private static Support load() {
        boolean processors = Nd4jLibrary.class.getResource(CPU_LIBRARY) != null;
        if (processors && !(isLinux64() && hasAvx2())) {
            // Asked first: on another processor the library would end the process by an illegal instruction.
            return new Support.No("its native library is for Linux on x86-64 processors with AVX2");
        }
        // JavaCPP counts all memory of the process against twice the heap and collects garbage when that is reached;
        // DuckDB's memory is none of its business.
        System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        try (INDArray two = Nd4j.create(DataType.FLOAT, 2)) {
            two.addi(1);
            Nd4j.getMemoryManager().togglePeriodicGc(false);
            return new Support.Yes();
        } catch (RuntimeException | LinkageError e) {
            return new Support.No("ND4J does not start: " + rootMessage(e));
        }
    }

    private static boolean isLinux64() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    private static boolean hasAvx2() {
        try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
            return lines.anyMatch(
                    line -> line.startsWith("flags") && line.contains(" avx2 ") && line.contains(" fma "));
        } catch (IOException e) {
            return false;
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

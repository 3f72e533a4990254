package tegum.cli;

import java.nio.file.Path;

/// Where this machine's calibration is kept: it belongs to the machine, not to a store.
final class CalibrationFile {
    private CalibrationFile() {}

    static Path path() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return folder.resolve("tegum").resolve("calibration.properties");
    }
}

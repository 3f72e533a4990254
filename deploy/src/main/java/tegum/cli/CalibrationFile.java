package tegum.cli;

import java.nio.file.Path;

/// Where this machine's calibration is kept: it belongs to the machine, not to a store.
final class CalibrationFile {
    private CalibrationFile() {}

    static Path path() {
        return CacheFolder.path().resolve("calibration.properties");
    }
}

package tegum.cli;

import java.nio.file.Path;

/// What the program keeps for this machine and may lose at any time.
final class CacheFolder {
    private CacheFolder() {}

    /// `tegum` in the user's cache folder.
    static Path path() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return folder.resolve("tegum");
    }
}

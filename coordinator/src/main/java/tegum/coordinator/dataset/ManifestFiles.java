package tegum.coordinator.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import tegum.coordinator.ledger.StoreException;

/// The files `data/manifest.json` and `data/views.sql`.
///
/// Each is replaced by a rename, so a reader sees the old text or the new one, whole. The views come first: a reader
/// that has seen a manifest finds views at least as new.
public final class ManifestFiles {
    /// Path of the manifest below the store's folder.
    public static final String MANIFEST = "data/manifest.json";

    /// Path of the views below the store's folder.
    public static final String VIEWS = "data/views.sql";

    private ManifestFiles() {}

    /// Replaces both files.
    ///
    /// @throws StoreException if a file cannot be written; the old ones are then still there, whole
    public static void replace(Path folder, Manifest manifest, List<SweepView> sweeps) {
        try {
            replace(folder, VIEWS, manifest.epoch(), Views.of(manifest, sweeps));
            replace(folder, MANIFEST, manifest.epoch(), ManifestText.of(manifest));
        } catch (IOException e) {
            throw StoreException.of(folder, "write", e);
        }
    }

    /// When the manifest was replaced last: while a coordinator works, about a second ago at most.
    ///
    /// @throws StoreException if the folder has no manifest
    public static Instant time(Path folder) {
        try {
            return Files.getLastModifiedTime(folder.resolve(MANIFEST)).toInstant();
        } catch (IOException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    /// The views, with paths that hold wherever the process runs.
    static String viewsOf(Path folder) throws IOException {
        String data = Sql.text(folder.toAbsolutePath().normalize() + "/data/");
        return Files.readString(folder.resolve(VIEWS)).replace("'data/", data.substring(0, data.length() - 1));
    }

    /// @param epoch keeps the drafts of coordinators apart that share the folder
    private static void replace(Path folder, String path, long epoch, String text) throws IOException {
        Path target = folder.resolve(path);
        Path draft = folder.resolve("data/tmp").resolve(epoch + "-" + target.getFileName());
        Files.writeString(draft, text);
        DataSet.force(draft);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }
}

package tegum.coordinator.plot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Writes the pictures of a diagram as SVG and PNG.
///
/// | axes | files, each `.svg` and `.png` |
/// |------|-------------------------------|
/// | 2    | `<stem>-phase`, `<stem>-fractions`, `<stem>-intervals` |
/// | 1    | `<stem>-fractions`, `<stem>-loss` and `<stem>-compositions` where the cells have any |
///
/// Works without a display. Thread-safe.
public final class Pictures {
    private static final Pattern STEM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@=+-]{0,199}");

    static {
        // No window is ever opened; with a stale DISPLAY Java would try to reach it, and fail.
        System.setProperty("java.awt.headless", "true");
    }

    private Pictures() {}

    /// Draws every picture of the diagram.
    ///
    /// Each file appears whole or not at all: it is written beside its place and renamed. An older file
    /// of its name is replaced.
    ///
    /// @param folder receives the files; made if it is not there
    /// @param stem how the files' names begin; letters, digits and `._@=+-`, at most 200
    /// @return the files written, in order of the table above, SVG before PNG
    /// @throws IOException if a file cannot be written or the machine has no font; the message is a sentence for
    ///     the user
    /// @throws IllegalArgumentException if the stem is not a plain file name
    public static List<Path> write(PhaseDiagram diagram, Path folder, String stem) throws IOException {
        if (!STEM.matcher(stem).matches()) {
            throw new IllegalArgumentException("stem %s: letters, digits and ._@=+-, at most 200".formatted(stem));
        }
        SequencedMap<String, byte[]> files = render(diagram, stem);
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                written.add(replace(folder, file.getKey(), file.getValue()));
            }
        } catch (IOException failure) {
            throw new IOException("cannot write pictures to %s: %s".formatted(folder, reason(failure)), failure);
        }
        return written;
    }

    private static SequencedMap<String, byte[]> render(PhaseDiagram diagram, String stem) throws IOException {
        requireFonts();
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        for (Map.Entry<String, Drawing> picture : drawings(diagram).entrySet()) {
            String name = stem + "-" + picture.getKey();
            files.put(name + ".svg", PictureFile.svg(picture.getValue()));
            files.put(name + ".png", PictureFile.png(picture.getValue()));
        }
        return files;
    }

    private static void requireFonts() throws IOException {
        try {
            Lettering.width("1", Lettering.TICK);
        } catch (RuntimeException | LinkageError | InternalError failure) {
            // Java's ways to say that fontconfig, or every font, is missing.
            throw new IOException(
                    "cannot draw pictures: Java finds no fonts here; install fontconfig and a font such as DejaVu Sans",
                    failure);
        }
    }

    /// The pictures of a diagram by the end of their names.
    static SequencedMap<String, Drawing> drawings(PhaseDiagram diagram) {
        SequencedMap<String, Drawing> pictures = new LinkedHashMap<>();
        if (diagram.isGrid()) {
            pictures.put("phase", new PhasePicture(diagram));
            pictures.put("fractions", SharePicture.fractions(diagram));
            pictures.put("intervals", SharePicture.intervals(diagram));
        } else {
            pictures.put("fractions", CurvePicture.fractions(diagram));
            CurvePicture.losses(diagram).ifPresent(picture -> pictures.put("loss", picture));
            CurvePicture.compositions(diagram).ifPresent(picture -> pictures.put("compositions", picture));
        }
        return pictures;
    }

    private static Path replace(Path folder, String name, byte[] bytes) throws IOException {
        Path target = folder.resolve(name);
        // Not `createTempFile`, whose files only their owner may read.
        Path draft = folder.resolve(
                ".%s.%d.part".formatted(name, ProcessHandle.current().pid()));
        try {
            Files.write(draft, bytes);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        return target;
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it is a file, not a folder";
        }
        if (failure instanceof FileSystemException detailed && detailed.getReason() != null) {
            return detailed.getReason();
        }
        return String.valueOf(failure.getMessage());
    }
}

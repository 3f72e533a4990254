package tegum.coordinator.plot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes pictures as SVG and PNG, each as `<stem>-<name>.svg` and `.png`.
///
/// | of                 | pictures |
/// |--------------------|----------|
/// | a diagram, 2 axes  | `phase`, `fractions`, `intervals`, `shapes` |
/// | a diagram, 1 axis  | `fractions`, `loss`, `compositions`, `shapes`, as far as the cells have any |
/// | single models      | `heatmap`, `vectors` where weights are kept, `norms` |
/// | dimensions         | `plateaus`, `dimensionality` |
///
/// Works without a display. Thread-safe.
public final class Pictures {
    private static final Pattern STEM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@=+-]{0,199}");

    static {
        // No window is ever opened; with a stale DISPLAY Java would try to reach it, and fail.
        System.setProperty("java.awt.headless", "true");
    }

    private Pictures() {}

    /// Draws every picture of the diagram; see [#write(PhaseDiagram, Set, Path, String)].
    public static List<Path> write(PhaseDiagram diagram, Path folder, String stem) throws IOException {
        return write(diagram, EnumSet.allOf(PictureName.class), folder, stem);
    }

    /// Draws pictures of a diagram.
    ///
    /// Each file appears whole or not at all: it is written beside its place and renamed. An older file
    /// of its name is replaced.
    ///
    /// @param wanted which pictures; those that there are not of this diagram are passed over
    /// @param folder receives the files; made if it is not there
    /// @param stem how the files' names begin; letters, digits and `._@=+-`, at most 200
    /// @return the files written, in order of the table above, SVG before PNG
    /// @throws IOException if a file cannot be written or the machine has no font; the message is a sentence for
    ///     the user
    /// @throws IllegalArgumentException if the stem is not a plain file name
    public static List<Path> write(PhaseDiagram diagram, Set<PictureName> wanted, Path folder, String stem)
            throws IOException {
        return write(drawings(diagram, wanted), folder, stem);
    }

    /// Draws single models; as [#write(PhaseDiagram, Set, Path, String)].
    public static List<Path> write(ModelGrid models, Set<PictureName> wanted, Path folder, String stem)
            throws IOException {
        return write(drawings(models, wanted), folder, stem);
    }

    /// Draws dimensions along an axis; as [#write(PhaseDiagram, Set, Path, String)].
    public static List<Path> write(DimensionChart chart, Set<PictureName> wanted, Path folder, String stem)
            throws IOException {
        return write(drawings(chart, wanted), folder, stem);
    }

    private static List<Path> write(SequencedMap<PictureName, Drawing> drawings, Path folder, String stem)
            throws IOException {
        if (!STEM.matcher(stem).matches()) {
            throw new IllegalArgumentException("stem %s: letters, digits and ._@=+-, at most 200".formatted(stem));
        }
        requireFonts();
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        for (Map.Entry<PictureName, Drawing> picture : drawings.entrySet()) {
            String name = stem + "-" + picture.getKey().text();
            files.put(name + ".svg", PictureFile.svg(picture.getValue()));
            files.put(name + ".png", PictureFile.png(picture.getValue()));
        }
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

    static SequencedMap<PictureName, Drawing> drawings(PhaseDiagram diagram, Set<PictureName> wanted) {
        SequencedMap<PictureName, Drawing> pictures = new LinkedHashMap<>();
        for (PictureName name : PictureName.values()) {
            if (wanted.contains(name)) {
                drawing(diagram, name).ifPresent(picture -> pictures.put(name, picture));
            }
        }
        return pictures;
    }

    private static Optional<? extends Drawing> drawing(PhaseDiagram diagram, PictureName name) {
        boolean grid = diagram.isGrid();
        return switch (name) {
            case PHASE -> grid ? Optional.of(new PhasePicture(diagram)) : Optional.empty();
            case FRACTIONS -> Optional.of(grid ? SharePicture.fractions(diagram) : CurvePicture.fractions(diagram));
            case INTERVALS -> grid ? Optional.of(SharePicture.intervals(diagram)) : Optional.empty();
            case LOSS -> grid ? Optional.empty() : CurvePicture.losses(diagram);
            case COMPOSITIONS -> grid ? Optional.empty() : CurvePicture.compositions(diagram);
            case SHAPES -> CompositionPicture.of(diagram);
            case HEATMAP, VECTORS, NORMS, PLATEAUS, DIMENSIONALITY -> Optional.empty();
        };
    }

    static SequencedMap<PictureName, Drawing> drawings(ModelGrid models, Set<PictureName> wanted) {
        SequencedMap<PictureName, Drawing> pictures = new LinkedHashMap<>();
        if (wanted.contains(PictureName.HEATMAP) && models.hasWeights()) {
            pictures.put(PictureName.HEATMAP, new PanelPicture(models, new GramFace(models)));
        }
        if (wanted.contains(PictureName.VECTORS) && (models.hidden() == 2 || models.hidden() == 3)) {
            pictures.put(PictureName.VECTORS, new PanelPicture(models, new VectorFace(models)));
        }
        if (wanted.contains(PictureName.NORMS)) {
            pictures.put(PictureName.NORMS, new PanelPicture(models, new NormFace(models)));
        }
        return pictures;
    }

    static SequencedMap<PictureName, Drawing> drawings(DimensionChart chart, Set<PictureName> wanted) {
        SequencedMap<PictureName, Drawing> pictures = new LinkedHashMap<>();
        if (wanted.contains(PictureName.PLATEAUS)) {
            pictures.put(PictureName.PLATEAUS, DimensionPicture.curves(chart));
        }
        if (wanted.contains(PictureName.DIMENSIONALITY)) {
            pictures.put(PictureName.DIMENSIONALITY, DimensionPicture.scatter(chart));
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

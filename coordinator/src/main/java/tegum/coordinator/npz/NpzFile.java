package tegum.coordinator.npz;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A file of named arrays, as `numpy.savez_compressed` writes it, for `numpy.load(file, allow_pickle=False)`.
///
/// One array after the other, element by element: nothing of an array is held. The same arrays give the same bytes. Not
/// thread-safe.
///
/// Own code, because no library kept on Maven Central writes text or streams: `org.jetbrains.bio:npy` (2021; brings
/// Kotlin) and `org.openlca:npy` (0.0.3) write arrays of Java's primitives, whole.
///
/// Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
public final class NpzFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    /// Zip's first date; the arrays alone decide the bytes.
    private static final LocalDateTime WRITTEN = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final Set<String> names = new HashSet<>();

    private NpzFile(ZipOutputStream zip) {
        this.zip = zip;
    }

    /// Creates or replaces a file.
    ///
    /// @throws IOException if it cannot be written
    public static NpzFile create(Path file) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
        // Numbers hardly shrink more at higher levels, at several times the cost.
        zip.setLevel(Deflater.BEST_SPEED);
        return new NpzFile(zip);
    }

    /// Begins an array; it is to be filled and closed before the next one.
    ///
    /// @param shape extents, the slowest first; none for a single element
    /// @throws IllegalArgumentException if there is an array of that name
    /// @throws IOException if the file cannot be written
    public NpyArray array(String name, ElementType type, long... shape) throws IOException {
        if (!names.add(name)) {
            throw new IllegalArgumentException("two arrays called " + name);
        }
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(WRITTEN);
        zip.putNextEntry(entry);
        return NpyArray.begin(zip, type, shape);
    }

    /// Writes a single text.
    ///
    /// @throws IOException if the file cannot be written
    public void text(String name, String value) throws IOException {
        int characters = Math.max(1, value.codePointCount(0, value.length()));
        try (NpyArray array = array(name, ElementType.text(characters))) {
            array.add(value);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

package tegum.coordinator.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that appears whole or not at all: written beside its place under another name, then moved there.
public final class OutputFile {
    private OutputFile() {}

    /// Writes the content of a file.
    @FunctionalInterface
    public interface Content<R> {
        /// @param draft the file to write; it is there, and empty
        R write(Path draft) throws IOException;
    }

    /// Writes a file, replacing what is there. If that fails, what is there stays.
    ///
    /// @return what the writing returned
    /// @throws OutputException if the file cannot be written; the message names it
    public static <R> R write(Path file, Content<R> content) {
        Path target = file.toAbsolutePath().normalize();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new OutputException("cannot write %s: there is no folder %s".formatted(file, folder));
        }
        if (Files.isDirectory(target)) {
            throw new OutputException("cannot write %s: it is a folder".formatted(file));
        }
        try {
            Path draft = Files.createTempFile(folder, "." + target.getFileName(), ".part");
            try {
                R result = content.write(draft);
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return result;
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new OutputException("cannot write %s: %s".formatted(file, reason(e)));
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException
                ? "it is not writable for this user"
                : String.valueOf(e.getMessage());
    }
}

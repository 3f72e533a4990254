package tegum.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;
import tegum.spec.InvalidSpecException;
import tegum.spec.SweepSpec;
import tegum.spec.text.SpecReader;

/// The spec that a command works on.
final class SpecArgument {
    @Parameters(paramLabel = "SPEC", description = "The sweep's spec, a YAML file; - reads standard input.")
    private Path file;

    /// A spec and the text that it was read from.
    record Read(SweepSpec spec, String yaml) {}

    /// @throws InvalidSpecException with all problems, each headed by the file's name
    /// @throws UnavailableException if the file cannot be read
    Read read() {
        byte[] bytes;
        try {
            bytes = file.toString().equals("-") ? System.in.readNBytes(SpecReader.MAX_BYTES + 1) : readFile();
        } catch (IOException e) {
            throw new UnavailableException("the spec " + file + " cannot be read: " + reason(e));
        }
        return new Read(SpecReader.read(bytes), new String(bytes, StandardCharsets.UTF_8));
    }

    private byte[] readFile() throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(SpecReader.MAX_BYTES + 1);
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(failure.getMessage());
        };
    }
}

package tegum.coordinator.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileThatFailsLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("x.npz"), "before");

        assertThatThrownBy(() -> OutputFile.write(file, draft -> {
                    Files.writeString(draft, "half");
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("x.npz: the disk is full");

        assertThat(file).hasContent("before");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void aFileIsReplacedWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("x.npz"), "before");

        Path returned = OutputFile.write(file, draft -> Files.writeString(draft, "after"));

        assertThat(file).hasContent("after");
        assertThat(returned).doesNotExist();
    }

    @Test
    void whereNothingCanBeWrittenIsSaid() {
        assertThatThrownBy(() -> OutputFile.write(folder.resolve("no/x.npz"), draft -> draft))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("there is no folder");
        assertThatThrownBy(() -> OutputFile.write(folder, draft -> draft))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("it is a folder");
    }
}

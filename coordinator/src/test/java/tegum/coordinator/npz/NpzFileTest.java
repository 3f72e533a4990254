package tegum.coordinator.npz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
    @TempDir
    Path folder;

    @Test
    void arraysKeepTypesShapesAndValues() throws IOException {
        Path file = folder.resolve("all.npz");

        write(file);

        Map<String, NpzContent> arrays = NpzContent.of(file).byName();
        assertThat(arrays.keySet())
                .containsExactly("flag", "small", "large", "single", "group/double", "text", "none", "scalar");
        assertThat(arrays)
                .containsEntry("flag", new NpzContent("|b1", List.of(2L), List.of(true, false)))
                .containsEntry("small", new NpzContent("<i4", List.of(1L), List.of(-7L)))
                .containsEntry("large", new NpzContent("<i8", List.of(1L), List.of(Long.MIN_VALUE)))
                .containsEntry("single", new NpzContent("<f4", List.of(1L), List.of((double) 0.1f)))
                .containsEntry(
                        "group/double",
                        new NpzContent("<f8", List.of(2L, 3L), List.of(0.1, -0.0, Double.NaN, 1e300, 4.9e-324, 5.0)))
                .containsEntry("text", new NpzContent("<U3", List.of(3L), List.of("", "äß€", "𝛑")))
                .containsEntry("none", new NpzContent("<f8", List.of(0L, 4L), List.of()))
                .containsEntry("scalar", new NpzContent("<U7", List.of(), List.of("{\"a\":1}")));
    }

    @Test
    void theSameArraysAreTheSameBytes() throws IOException {
        Path first = folder.resolve("first.npz");
        Path second = folder.resolve("second.npz");

        write(first);
        write(second);

        assertThat(first).hasSameBinaryContentAs(second);
    }

    /// Goal: an array larger than any buffer arrives whole.
    /// Method: more elements than its buffer holds, of a size that does not divide it.
    @Test
    void aLargeArrayIsWrittenInPieces() throws IOException {
        Path file = folder.resolve("large.npz");

        try (NpzFile npz = NpzFile.create(file);
                NpyArray array = npz.array("x", ElementType.text(7), 5_000)) {
            for (int index = 0; index < 5_000; index++) {
                array.add(Integer.toString(index));
            }
        }

        assertThat(NpzContent.of(file).get("x")).satisfies(array -> {
            assertThat(array.values()).hasSize(5_000).element(4_321).isEqualTo("4321");
        });
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        Path file = folder.resolve("wrong.npz");
        try (NpzFile npz = NpzFile.create(file)) {
            try (NpyArray array = npz.array("x", ElementType.text(2), 1)) {
                assertThatThrownBy(() -> array.add("abc")).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> array.add(1.0)).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> array.add(1L)).isInstanceOf(IllegalStateException.class);
                array.add("ab");
            }
            assertThatThrownBy(() -> npz.array("x", ElementType.INT32, 1)).isInstanceOf(IllegalArgumentException.class);
            NpyArray unfilled = npz.array("y", ElementType.INT32, 2, 2);
            assertThatThrownBy(() -> unfilled.add(1L << 31)).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(unfilled::close).isInstanceOf(IllegalStateException.class);
        }
        assertThat(Files.size(file)).isPositive();
    }

    private static void write(Path file) throws IOException {
        try (NpzFile npz = NpzFile.create(file)) {
            try (NpyArray array = npz.array("flag", ElementType.BOOL, 2)) {
                array.add(true);
                array.add(false);
            }
            try (NpyArray array = npz.array("small", ElementType.INT32, 1)) {
                array.add(-7L);
            }
            try (NpyArray array = npz.array("large", ElementType.INT64, 1)) {
                array.add(Long.MIN_VALUE);
            }
            try (NpyArray array = npz.array("single", ElementType.FLOAT32, 1)) {
                array.add(0.1);
            }
            try (NpyArray array = npz.array("group/double", ElementType.FLOAT64, 2, 3)) {
                for (double value : new double[] {0.1, -0.0, Double.NaN, 1e300, 4.9e-324, 5}) {
                    array.add(value);
                }
            }
            try (NpyArray array = npz.array("text", ElementType.text(3), 3)) {
                array.add("");
                array.add("äß€");
                array.add("𝛑");
            }
            npz.array("none", ElementType.FLOAT64, 0, 4).close();
            npz.text("scalar", "{\"a\":1}");
        }
    }
}

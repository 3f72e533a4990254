package tegum.coordinator.npz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The arrays of a file, read by the format's description.
///
/// @param values elements in their order: `Double`, `Long`, `Boolean` or `String`
public record NpzContent(String type, List<Long> shape, List<Object> values) {
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\} *\n");

    /// The arrays of a file.
    public record Arrays(Map<String, NpzContent> byName) {
        public NpzContent get(String name) {
            NpzContent array = byName.get(name);
            if (array == null) {
                throw new AssertionError("no array " + name + "; there are " + byName.keySet());
            }
            return array;
        }
    }

    /// The arrays of a file by their names, in their order.
    public static Arrays of(Path file) throws IOException {
        Map<String, NpzContent> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                arrays.put(
                        entry.getName().replaceFirst("\\.npy$", ""),
                        read(ByteBuffer.wrap(zip.getInputStream(entry).readAllBytes())));
            }
        }
        return new Arrays(arrays);
    }

    private static NpzContent read(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        bytes.get(magic);
        byte[] header = new byte[bytes.getShort()];
        bytes.get(header);
        Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
        if (!new String(magic, StandardCharsets.ISO_8859_1).equals("\u0093NUMPY\u0001\u0000")
                || bytes.position() % 64 != 0
                || !matcher.matches()) {
            throw new AssertionError("not the header of an array");
        }
        List<Long> shape = Stream.of(matcher.group(2).split(", *"))
                .filter(extent -> !extent.isEmpty())
                .map(Long::valueOf)
                .toList();
        List<Object> values = new ArrayList<>();
        while (bytes.hasRemaining()) {
            values.add(element(matcher.group(1), bytes));
        }
        return new NpzContent(matcher.group(1), shape, values);
    }

    private static Object element(String type, ByteBuffer bytes) {
        return switch (type) {
            case "|b1" -> bytes.get() == 1;
            case "<i4" -> (long) bytes.getInt();
            case "<i8" -> bytes.getLong();
            case "<f4" -> (double) bytes.getFloat();
            case "<f8" -> bytes.getDouble();
            default -> text(Integer.parseInt(type.substring(2)), bytes);
        };
    }

    private static String text(int characters, ByteBuffer bytes) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < characters; at++) {
            int character = bytes.getInt();
            if (character != 0) {
                text.appendCodePoint(character);
            }
        }
        return text.toString();
    }
}

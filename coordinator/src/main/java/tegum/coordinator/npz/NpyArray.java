package tegum.coordinator.npz;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.ZipOutputStream;

/// An array that is being written, element after element, the last index running fastest. To be closed.
public final class NpyArray implements Closeable {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int BUFFER_BYTES = 1 << 13;

    private final ZipOutputStream zip;
    private final ElementType type;
    private final long elements;
    private final ByteBuffer buffer;
    private long added;

    private NpyArray(ZipOutputStream zip, ElementType type, long elements) {
        this.zip = zip;
        this.type = type;
        this.elements = elements;
        this.buffer = ByteBuffer.allocate(Math.max(BUFFER_BYTES, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }

    static NpyArray begin(ZipOutputStream zip, ElementType type, long... shape) throws IOException {
        zip.write(header(type, shape));
        return new NpyArray(zip, type, Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    /// Format version 1.0, whose header holds up to 65,535 bytes: what no shape of Java needs.
    private static byte[] header(ElementType type, long... shape) {
        String extents = Arrays.stream(shape).mapToObj(extent -> extent + ",").collect(Collectors.joining(" "));
        String dictionary = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
                .formatted(type.code(), shape.length == 1 ? extents : extents.replaceFirst(",$", ""));
        int before = MAGIC.length + 2 + Short.BYTES;
        int length = Math.ceilDiv(before + dictionary.length() + 1, ALIGNMENT) * ALIGNMENT - before;
        return ByteBuffer.allocate(before + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) length)
                .put((dictionary + " ".repeat(length - dictionary.length() - 1) + "\n")
                        .getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /// Adds a number to an array of floating point numbers.
    ///
    /// @throws IOException if the file cannot be written
    public void add(double value) throws IOException {
        if (type.equals(ElementType.FLOAT32)) {
            next().putFloat((float) value);
        } else {
            expect(ElementType.FLOAT64);
            next().putDouble(value);
        }
    }

    /// Adds a whole number to an array of such.
    ///
    /// @throws ArithmeticException if it does not fit
    /// @throws IOException if the file cannot be written
    public void add(long value) throws IOException {
        if (type.equals(ElementType.INT32)) {
            next().putInt(Math.toIntExact(value));
        } else {
            expect(ElementType.INT64);
            next().putLong(value);
        }
    }

    /// Adds yes or no.
    ///
    /// @throws IOException if the file cannot be written
    public void add(boolean value) throws IOException {
        expect(ElementType.BOOL);
        next().put((byte) (value ? 1 : 0));
    }

    /// Adds a text to an array of texts.
    ///
    /// @throws IllegalArgumentException if it is longer than the array's
    /// @throws IOException if the file cannot be written
    public void add(String value) throws IOException {
        if (!type.isText()) {
            throw new IllegalStateException("a text in an array of " + type.code());
        }
        int[] characters = value.codePoints().toArray();
        if (Integer.BYTES * characters.length > type.bytes()) {
            throw new IllegalArgumentException(
                    "%d characters in an array of %s".formatted(characters.length, type.code()));
        }
        ByteBuffer element = next();
        for (int character : characters) {
            element.putInt(character);
        }
        for (int filled = characters.length; Integer.BYTES * filled < type.bytes(); filled++) {
            element.putInt(0);
        }
    }

    private void expect(ElementType expected) {
        if (!type.equals(expected)) {
            throw new IllegalStateException("%s in an array of %s".formatted(expected.code(), type.code()));
        }
    }

    private ByteBuffer next() throws IOException {
        added++;
        if (buffer.remaining() < type.bytes()) {
            flush();
        }
        return buffer;
    }

    private void flush() throws IOException {
        zip.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    /// Ends the array.
    ///
    /// @throws IllegalStateException if it has not got as many elements as its shape says
    /// @throws IOException if the file cannot be written
    @Override
    public void close() throws IOException {
        flush();
        zip.closeEntry();
        if (added != elements) {
            throw new IllegalStateException("%d elements in an array of %d".formatted(added, elements));
        }
    }
}

package tegum.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads little-endian columns; a column is allocated only when the bytes for it are there.
final class PayloadReader {
    private final ByteBuffer buffer;

    PayloadReader(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int remaining() {
        return buffer.remaining();
    }

    int readInt() throws InvalidPayloadException {
        require(1, Integer.BYTES);
        return buffer.getInt();
    }

    byte readByte() throws InvalidPayloadException {
        require(1, Byte.BYTES);
        return buffer.get();
    }

    /// A number that counts things of at least `bytesEach` bytes that are still to come.
    int readCount(int bytesEach) throws InvalidPayloadException {
        int count = readInt();
        if (count < 0) {
            throw new InvalidPayloadException("a negative count: " + count);
        }
        check(count, bytesEach);
        return count;
    }

    byte[] readBytes(int count) throws InvalidPayloadException {
        require(count, Byte.BYTES);
        byte[] column = new byte[count];
        buffer.get(column);
        return column;
    }

    int[] readInts(int count) throws InvalidPayloadException {
        require(count, Integer.BYTES);
        int[] column = new int[count];
        buffer.asIntBuffer().get(column);
        skip(count, Integer.BYTES);
        return column;
    }

    long[] readLongs(int count) throws InvalidPayloadException {
        require(count, Long.BYTES);
        long[] column = new long[count];
        buffer.asLongBuffer().get(column);
        skip(count, Long.BYTES);
        return column;
    }

    float[] readFloats(long count) throws InvalidPayloadException {
        require(count, Float.BYTES);
        float[] column = new float[(int) count];
        buffer.asFloatBuffer().get(column);
        skip(count, Float.BYTES);
        return column;
    }

    double[] readDoubles(long count) throws InvalidPayloadException {
        require(count, Double.BYTES);
        double[] column = new double[(int) count];
        buffer.asDoubleBuffer().get(column);
        skip(count, Double.BYTES);
        return column;
    }

    double readDouble() throws InvalidPayloadException {
        require(1, Double.BYTES);
        return buffer.getDouble();
    }

    /// Reads numbers into their places in a column.
    void readFloats(float[] column, int from, int count) throws InvalidPayloadException {
        require(count, Float.BYTES);
        for (int k = from; k < from + count; k++) {
            column[k] = buffer.getFloat();
        }
    }

    /// How many things of so many numbers can still come, one of them at least.
    ///
    /// @param most what is expected at most
    /// @throws InvalidPayloadException if there is not even one
    int room(long numbersEach, int bytesEach, int most) throws InvalidPayloadException {
        require(numbersEach, bytesEach);
        return (int) Math.min(most, buffer.remaining() / (numbersEach * bytesEach));
    }

    private void skip(long count, int bytesEach) {
        buffer.position(buffer.position() + (int) (count * bytesEach));
    }

    private void require(long count, int bytesEach) throws InvalidPayloadException {
        if (count < 0) {
            throw new InvalidPayloadException("a negative count: " + count);
        }
        check(count, bytesEach);
    }

    private void check(long count, int bytesEach) throws InvalidPayloadException {
        if (count * bytesEach > buffer.remaining()) {
            throw new InvalidPayloadException(
                    "%d times %d bytes are announced, %d are left".formatted(count, bytesEach, buffer.remaining()));
        }
    }
}

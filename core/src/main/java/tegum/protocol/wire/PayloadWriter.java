package tegum.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A growing little-endian buffer.
final class PayloadWriter {
    private static final int FIRST_CAPACITY = 1 << 14;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    void putByte(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    void putInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void putDouble(double value) {
        room(Double.BYTES).putDouble(value);
    }

    void putFlags(boolean[] values) {
        ByteBuffer room = room(values.length);
        for (boolean value : values) {
            room.put((byte) (value ? 1 : 0));
        }
    }

    void putInts(int[] values, int from, int count) {
        ByteBuffer room = room((long) count * Integer.BYTES);
        for (int k = from; k < from + count; k++) {
            room.putInt(values[k]);
        }
    }

    void putLongs(long[] values) {
        room((long) values.length * Long.BYTES).asLongBuffer().put(values);
        buffer.position(buffer.position() + values.length * Long.BYTES);
    }

    void putFloats(float[] values) {
        putFloats(values, 0, values.length);
    }

    void putFloats(float[] values, int from, int count) {
        ByteBuffer room = room((long) count * Float.BYTES);
        for (int k = from; k < from + count; k++) {
            room.putFloat(values[k]);
        }
    }

    void putDoubles(double[] values) {
        room((long) values.length * Double.BYTES).asDoubleBuffer().put(values);
        buffer.position(buffer.position() + values.length * Double.BYTES);
    }

    int size() {
        return buffer.position();
    }

    /// The bytes until now; the array may be longer than [#size].
    byte[] array() {
        return bytes;
    }

    void putIntAt(int position, int value) {
        buffer.putInt(position, value);
    }

    /// @throws ArithmeticException if the payload would be longer than an array can be
    private ByteBuffer room(long needed) {
        if (buffer.remaining() < needed) {
            int size = buffer.position();
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(2L * bytes.length, size + needed)));
            buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(size);
        }
        return buffer;
    }
}

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

    void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    void putFloat(float value) {
        room(Float.BYTES).putFloat(value);
    }

    void putDouble(double value) {
        room(Double.BYTES).putDouble(value);
    }

    void putFloats(float[] values) {
        ByteBuffer room = room(values.length * Float.BYTES);
        for (float value : values) {
            room.putFloat(value);
        }
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

    private ByteBuffer room(int needed) {
        if (buffer.remaining() < needed) {
            int size = buffer.position();
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + needed));
            buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(size);
        }
        return buffer;
    }
}

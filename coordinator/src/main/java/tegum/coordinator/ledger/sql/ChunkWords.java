package tegum.coordinator.ledger.sql;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import tegum.coordinator.ledger.ChunkRecord;

/// Bits as databases keep them: words in little-endian order, without trailing zero words, because most chunks have no
/// failed training.
final class ChunkWords {
    private ChunkWords() {}

    static long[] of(byte[] bytes) {
        long[] words = new long[ChunkRecord.WORDS];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words, 0, bytes.length / Long.BYTES);
        return words;
    }

    static byte[] bytes(long[] words) {
        int count = words.length;
        while (count > 0 && words[count - 1] == 0) {
            count--;
        }
        ByteBuffer buffer = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(Arrays.copyOf(words, count));
        return buffer.array();
    }
}

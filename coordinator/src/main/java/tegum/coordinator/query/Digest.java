package tegum.coordinator.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tegum.protocol.SweepVersion;

/// The fingerprint of a sweep version's results.
///
/// SHA-256 over every training in the order of cell, stream, replicate, numerics: its key, outcome, loss, standard
/// error, weight digest and per-feature lists. Nothing of who trained it, where, when and what is kept enters, so two
/// runs of one spec with one numerics have the same digest, however they were interrupted.
///
/// A text is its UTF-8 bytes after their number as 4 bytes; a number 8 bytes of its IEEE or two's complement bits; a
/// list its numbers after their count as 4 bytes; what is absent is the 4 bytes of -1. All big-endian.
public final class Digest {
    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest sha;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    private Digest(MessageDigest sha) {
        this.sha = sha;
    }

    /// The digest of a version, as 64 lower-case hex digits.
    ///
    /// @throws tegum.coordinator.dataset.InvalidQueryException if the store has no such version
    public static String of(QueryEngine engine, SweepVersion sweep) {
        String sql = """
                SELECT cell, stream, replicate, numerics, outcome, loss, loss_se, digest,
                  norm, dimensionality, interference, bias
                FROM "%s trainings" ORDER BY cell, stream, replicate, numerics
                """.formatted(sweep);
        try (QueryResult rows = engine.query(sql)) {
            Digest digest = new Digest(MessageDigest.getInstance("SHA-256"));
            Optional<List<@Nullable Object>> row = rows.next();
            while (row.isPresent()) {
                row.get().forEach(digest::add);
                row = rows.next();
            }
            digest.flush();
            return HexFormat.of().formatHex(digest.sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void add(@Nullable Object value) {
        switch (value) {
            case null -> room(Integer.BYTES).putInt(-1);
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
            }
            case Double number -> room(Long.BYTES).putDouble(number);
            case Number number -> room(Long.BYTES).putLong(number.longValue());
            case List<?> list -> {
                room(Integer.BYTES).putInt(list.size());
                list.forEach(this::add);
            }
            default -> throw new IllegalStateException("no part of a digest: " + value.getClass());
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        sha.update(buffer.flip());
        buffer.clear();
    }
}

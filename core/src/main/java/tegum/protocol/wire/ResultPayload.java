package tegum.protocol.wire;

import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import tegum.model.Shape;
import tegum.protocol.ResultColumns;
import tegum.protocol.TrainingResult;

/// Results of a part of an offer as one opaque array of bytes.
///
/// | bytes  | content                                                          |
/// |--------|------------------------------------------------------------------|
/// | 0-3    | magic `TGRP`                                                     |
/// | 4      | version, 1                                                       |
/// | 5-8    | CRC32C of all bytes from 9 on                                    |
/// | 9-     | columns, little-endian: every training first, then the measured ones |
///
/// Columns of all k trainings: index `long`, class `byte` (0 diverged, 1 measured), millis `float`. Then features n and
/// hidden units m, and for each number of a measured training its column, per-feature numbers `[k, n]`; components,
/// weights and trajectories follow, each training's behind the other.
///
/// Encoding and decoding are thread-safe and lose nothing.
public final class ResultPayload {
    /// Raised whenever the layout changes.
    public static final int VERSION = 1;

    /// Largest payload that is read, and so the largest training that can be stored.
    public static final int MOST_BYTES = 8 << 20;

    static final int MAGIC = 0x50524754;
    static final int CHECKED_FROM = 9;
    static final int CHECKSUM_AT = 5;

    private static final long FIXED_BYTES = 120;
    private static final long FEATURE_BYTES = 4 * Double.BYTES;
    private static final long COMPONENT_BYTES = Byte.BYTES + 4 * Integer.BYTES + Double.BYTES;
    private static final long POINT_BYTES = Integer.BYTES + 2 * Double.BYTES;

    private ResultPayload() {}

    /// Bytes of a payload with one training at most: they are reached when every feature is a component of its own.
    ///
    /// @param weights whether its weights are sent
    /// @param recorded number of steps in its trajectory
    public static long mostBytes(Shape shape, boolean weights, int recorded) {
        long n = shape.features();
        return FIXED_BYTES
                + n * (FEATURE_BYTES + COMPONENT_BYTES)
                + (weights ? Float.BYTES * (n * shape.hidden() + n) : 0)
                + recorded * (POINT_BYTES + 2 * Float.BYTES * n);
    }

    /// The bytes of some results.
    ///
    /// @throws IllegalArgumentException if measured trainings differ in shape: a part belongs to one stratum
    public static byte[] encode(List<TrainingResult> results) {
        return encode(ResultColumns.of(results));
    }

    /// The bytes of some results.
    public static byte[] encode(ResultColumns results) {
        PayloadWriter writer = new PayloadWriter();
        writer.putInt(MAGIC);
        writer.putByte(VERSION);
        writer.putInt(0);
        new ColumnEncoder(writer).write(results);
        writer.putIntAt(CHECKSUM_AT, checksum(writer.array(), writer.size()));
        return Arrays.copyOf(writer.array(), writer.size());
    }

    /// The results in some bytes.
    ///
    /// @throws InvalidPayloadException if the bytes are anything else than what [#encode] makes
    public static List<TrainingResult> decode(byte[] bytes) throws InvalidPayloadException {
        return columns(bytes).results();
    }

    /// The results in some bytes, in columns.
    ///
    /// @throws InvalidPayloadException if the bytes are anything else than what [#encode] makes
    public static ResultColumns columns(byte[] bytes) throws InvalidPayloadException {
        if (bytes.length > MOST_BYTES) {
            throw new InvalidPayloadException(
                    "%d bytes, more than the %d of a part".formatted(bytes.length, MOST_BYTES));
        }
        PayloadReader reader = new PayloadReader(bytes);
        if (reader.readInt() != MAGIC) {
            throw new InvalidPayloadException("these bytes are no results");
        }
        int version = reader.readByte();
        if (version != VERSION) {
            throw new InvalidPayloadException("results of version %d, not %d".formatted(version, VERSION));
        }
        if (reader.readInt() != checksum(bytes, bytes.length)) {
            throw new InvalidPayloadException("the checksum is wrong: the results were damaged on their way");
        }
        try {
            ResultColumns results = new ColumnDecoder(reader).read();
            if (reader.remaining() != 0) {
                throw new InvalidPayloadException(reader.remaining() + " bytes too many");
            }
            return results;
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Values check themselves; what they refuse cannot have been encoded.
            throw new InvalidPayloadException("impossible results: " + e.getMessage(), e);
        }
    }

    static int checksum(byte[] bytes, int size) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, CHECKED_FROM, size - CHECKED_FROM);
        return (int) crc.getValue();
    }
}

package tegum.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.measure.Measurement;
import tegum.measure.Thresholds;
import tegum.model.Shape;
import tegum.protocol.TrainingResult;
import tegum.protocol.TrainingResult.Losses;
import tegum.protocol.TrainingResult.Measured;
import tegum.protocol.TrainingResult.TrajectoryPoint;
import tegum.protocol.TrainingResult.Weights;
import tegum.protocol.TrainingResult.WeightsDigest;

class ResultPayloadTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 300})
    void whatIsEncodedComesBackBitForBit(int count) throws InvalidPayloadException {
        List<TrainingResult> results = some(new SplittableRandom(count), count, new Shape(5, 2));

        byte[] bytes = ResultPayload.encode(results);

        // Encoding is canonical and lossless, so equal bytes mean equal results, arrays included.
        assertThat(ResultPayload.encode(ResultPayload.decode(bytes))).isEqualTo(bytes);
        assertThat(ResultPayload.decode(bytes)).hasSize(count);
    }

    @Test
    void everyFieldComesBack() throws InvalidPayloadException {
        Measured measured = (Measured) one(new SplittableRandom(3), 41, new Shape(5, 2), true, 2);

        Measured decoded = (Measured)
                ResultPayload.decode(ResultPayload.encode(List.of(measured))).getFirst();

        assertThat(decoded).usingRecursiveComparison().isEqualTo(measured);
    }

    /// Goal: the layout changes only with [ResultPayload#VERSION].
    /// Method: the checksum of a payload that has everything in it.
    @Test
    void theLayoutIsGolden() {
        byte[] bytes = ResultPayload.encode(some(new SplittableRandom(11), 20, new Shape(5, 2)));
        CRC32C crc = new CRC32C();
        crc.update(bytes);

        assertThat(ResultPayload.VERSION).isEqualTo(1);
        assertThat("%d bytes, %08x".formatted(bytes.length, crc.getValue())).isEqualTo("6648 bytes, 47c97d02");
    }

    @Test
    void trainingsOfTwoShapesAreNoPart() {
        SplittableRandom random = new SplittableRandom(1);
        List<TrainingResult> mixed =
                List.of(one(random, 0, new Shape(5, 2), true, 0), one(random, 1, new Shape(2, 1), true, 0));

        assertThatThrownBy(() -> ResultPayload.encode(mixed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTruncatedPayloadIsInvalidAtEveryLength() {
        byte[] bytes = ResultPayload.encode(some(new SplittableRandom(5), 4, new Shape(3, 2)));

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ResultPayload.decode(cut)).isInstanceOf(InvalidPayloadException.class);
            assertThatThrownBy(() -> ResultPayload.decode(resealed(cut))).isInstanceOf(InvalidPayloadException.class);
        }
    }

    @Test
    void aPayloadThatIsTooLargeIsNotRead() {
        assertThatThrownBy(() -> ResultPayload.decode(new byte[ResultPayload.MOST_BYTES + 1]))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("more than");
    }

    /// Goal: what a spec is refused by is the size that is sent.
    /// Method: trainings against the bound, which a model reaches whose features are all represented and all apart.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void theBoundOfATrainingIsReachedAndNeverExceeded(int points) {
        SplittableRandom random = new SplittableRandom(points);
        Shape shape = new Shape(3, 3);
        Measured any = (Measured) one(random, 0, shape, true, points);
        float[] apart = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        Measured largest = new Measured(
                0,
                1f,
                any.losses(),
                Measurement.of(apart, new float[3], shape, Thresholds.DEFAULT),
                any.weights(),
                any.digest(),
                any.trajectory());

        assertThat(ResultPayload.encode(List.of(largest))).hasSize((int) ResultPayload.mostBytes(shape, true, points));
        for (int k = 0; k < 100; k++) {
            boolean keeps = random.nextBoolean();
            Shape other = new Shape(1 + random.nextInt(8), 1 + random.nextInt(4));
            assertThat(ResultPayload.encode(List.of(one(random, k, other, keeps, points))))
                    .hasSizeLessThanOrEqualTo((int) ResultPayload.mostBytes(other, keeps, points));
        }
    }

    /// Goal: nothing but results or one checked exception ever comes out of bytes.
    /// Method: seeded flips of bits and bytes in valid payloads; half of them with a checksum made right again.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void damagedBytesGiveOneExceptionAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] valid = ResultPayload.encode(some(random, 6, new Shape(5, 2)));

        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = valid.clone();
            for (int k = 0; k <= random.nextInt(4); k++) {
                int at = random.nextInt(damaged.length);
                damaged[at] =
                        random.nextBoolean() ? (byte) (damaged[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt();
            }
            boolean changed = !Arrays.equals(damaged, valid);
            boolean sealed = random.nextBoolean();
            try {
                ResultPayload.decode(sealed ? resealed(damaged) : damaged);
                assertThat(changed && !sealed).as("damage was not seen").isFalse();
            } catch (InvalidPayloadException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }

    private static byte[] resealed(byte[] bytes) {
        byte[] sealed = bytes.clone();
        if (sealed.length >= ResultPayload.CHECKED_FROM) {
            ByteBuffer.wrap(sealed)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(ResultPayload.CHECKSUM_AT, ResultPayload.checksum(sealed, sealed.length));
        }
        return sealed;
    }

    private static List<TrainingResult> some(SplittableRandom random, int count, Shape shape) {
        List<TrainingResult> results = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            results.add(
                    random.nextInt(5) == 0
                            ? new TrainingResult.Diverged(k * 3L, 1.5f)
                            : one(random, k * 3L, shape, random.nextBoolean(), random.nextInt(3)));
        }
        return results;
    }

    private static TrainingResult one(SplittableRandom random, long index, Shape shape, boolean keeps, int points) {
        float[] w = floats(random, shape.weights());
        float[] b = floats(random, shape.features());
        List<TrajectoryPoint> trajectory = new ArrayList<>();
        for (int k = 0; k < points; k++) {
            trajectory.add(new TrajectoryPoint(
                    k + 1,
                    random.nextDouble(),
                    random.nextDouble(),
                    floats(random, shape.features()),
                    floats(random, shape.features())));
        }
        return new Measured(
                index,
                (float) random.nextDouble(),
                new Losses(
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextBoolean()),
                Measurement.of(w, b, shape, Thresholds.DEFAULT),
                keeps ? new Weights(w, b) : Weights.none(),
                new WeightsDigest(random.nextLong(), random.nextLong()),
                trajectory);
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int k = 0; k < count; k++) {
            values[k] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }
}

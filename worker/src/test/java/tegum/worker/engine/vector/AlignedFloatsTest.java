package tegum.worker.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Goal: floats begin at a cache line where the collector is G1, and stay there.
/// Method: `memcpy` of nothing answers with the address that it was given, before a collection and after it.
class AlignedFloatsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1_000_003})
    void floatsBeginAtACacheLine(int floats) throws Throwable {
        assumeThat(AlignedFloats.leastBytes()).as("bytes of a region of G1").isPositive();
        for (int attempt = 0; attempt < 4; attempt++) {
            float[] array = AlignedFloats.array(floats);

            assertThat(address(array) % 64).isZero();

            System.gc();
            assertThat(address(array) % 64).isZero();
        }
    }

    @Test
    void arraysHaveRoomForWhatIsUsed() {
        assertThat(AlignedFloats.array(3_000_000)).hasSize(AlignedFloats.FIRST + 3_000_000);
        assertThat(AlignedFloats.array(10)).hasSizeGreaterThanOrEqualTo(AlignedFloats.FIRST + 10);
    }

    /// Where the first float that is used lies.
    @SuppressWarnings("restricted") // nothing is copied
    private static long address(float[] array) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle copy = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("memcpy"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG),
                Linker.Option.critical(true));
        MemorySegment segment = MemorySegment.ofArray(array);
        return (long) copy.invokeExact(segment, segment, 0L) + (long) AlignedFloats.FIRST * Float.BYTES;
    }
}

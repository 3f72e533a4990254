package tegum.worker.engine.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/// Arrays whose floats from [#FIRST] on begin at a cache line, so that no vector crosses one, where the JVM has it so.
///
/// The JVM places an array at any multiple of 8 bytes, and its collector moves it; but G1 gives an array of more than
/// half a region the beginning of a region of its own, and leaves it there. So arrays are made that long. With another
/// collector, or with regions so large that it would be a waste, they are no longer than asked for: the results are
/// the same, but slower.
final class AlignedFloats {
    /// The first float that is used: an array's header takes 16 of a line's 64 bytes.
    static final int FIRST = 12;

    private static final long MOST_REGION_BYTES = 4L << 20;

    /// Floats of an array that has a region of its own; 0 without such regions.
    private static final int LEAST = least();

    private AlignedFloats() {}

    /// @param floats used, from [#FIRST] on
    static float[] array(int floats) {
        return new float[Math.max(FIRST + floats, LEAST)];
    }

    /// Bytes that an array takes at least: a region.
    static long leastBytes() {
        return 2L * LEAST * Float.BYTES;
    }

    private static int least() {
        try {
            long region = Long.parseLong(option("G1HeapRegionSize"));
            boolean pays = Boolean.parseBoolean(option("UseG1GC")) && region <= MOST_REGION_BYTES;
            // With the header this is more than half a region.
            return pays ? (int) (region / 2 / Float.BYTES) : 0;
        } catch (IllegalArgumentException e) {
            return 0; // another kind of JVM
        }
    }

    private static String option(String name) {
        return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption(name)
                .getValue();
    }
}

package tegum.coordinator.plot;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GalleryTest {
    @Test
    void draws() throws Exception {
        Path out = Path.of("/tmp/plotsx/out");
        Pictures.write(SampleDiagrams.twoInOne(16, 16), out, "a16");
        Pictures.write(
                SampleDiagrams.twoInOne(
                        SampleDiagrams.density(SampleDiagrams.logSpaced(1, .01, 40)),
                        SampleDiagrams.importance(SampleDiagrams.logSpaced(.1, 10, 40)),
                        i -> i % 7 == 3 || i > 1400),
                out,
                "b40");
        Pictures.write(
                SampleDiagrams.twoInOne(
                        SampleDiagrams.density(.5, .3, .1, .05, .01),
                        SampleDiagrams.importance(.1, .3, .5),
                        i -> i == 4),
                out,
                "c53");
        Pictures.write(SampleDiagrams.twoInOne(200, 3), out, "d200");
        Pictures.write(SampleDiagrams.intro(i -> i == 5), out, "intro");
    }
}

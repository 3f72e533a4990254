package tegum.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the benchmarks that JMH knows of; the property `jmh` holds its own options, such as a name's beginning.
@Tag("benchmark")
class BenchmarksTest {
    @Test
    void theBenchmarksRun() throws RunnerException, CommandLineOptionException {
        String options = System.getProperty("jmh", "");
        OptionsBuilder builder = new OptionsBuilder();
        builder.parent(new CommandLineOptions(options.isBlank() ? new String[0] : options.split(" ")));
        builder.resultFormat(ResultFormatType.JSON);
        builder.result(Path.of("target", "jmh.json").toString());

        assertThat(new Runner(builder.build()).run()).isNotEmpty();
    }
}

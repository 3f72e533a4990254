package tegum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// Goal: the help of a command is its text alone.
class HelpTest {
    static Stream<CommandSpec> commands() {
        return Arrays.stream(Main.class.getAnnotation(Command.class).subcommands())
                .map(CommandSpec::forAnnotatedObject)
                .flatMap(command -> Stream.concat(
                        Stream.of(command),
                        command.subcommands().values().stream().map(group -> group.getCommandSpec())));
    }

    /// The library takes each text for a format, and complains to the reader where it is none: a percent sign is
    /// doubled.
    @ParameterizedTest
    @MethodSource("commands")
    void everyTextIsAFormatWithoutArguments(CommandSpec command) {
        List<String> texts = Stream.of(
                        command.usageMessage().description(),
                        command.usageMessage().footer())
                .flatMap(Arrays::stream)
                .toList();

        assertThat(texts)
                .isNotEmpty()
                .allSatisfy(text -> assertThatCode(() -> String.format(text)).doesNotThrowAnyException());
    }
}

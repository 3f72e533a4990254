package tegum.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tegum.spec.text.SpecSchema;

/// Prints the JSON Schema of a spec.
@Command(
        name = "schema",
        description = "Print the JSON Schema of a spec, with which an editor completes and checks specs.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "tegum schema > sweep.schema.json, and as first line of a spec:",
            "# yaml-language-server: $schema=sweep.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(SpecSchema.text());
        return ExitCode.DONE;
    }
}

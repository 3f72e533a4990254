package tegum.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/// Shows an operator what a long-running command has to say, a sentence a line.
record Saying(CommandSpec command) implements Consumer<String> {

    @Override
    public void accept(String sentence) {
        PrintWriter out = command.commandLine().getOut();
        synchronized (out) {
            out.println("%s: %s".formatted(command.qualifiedName(), sentence));
            out.flush();
        }
    }
}

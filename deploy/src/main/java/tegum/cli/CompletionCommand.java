package tegum.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints a script with which a shell completes commands, options and names of sweeps.
@Command(
        name = "completion",
        description = "Print a script that completes commands, options and names of sweeps in a shell.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "bash:  source <(tegum completion bash)       in ~/.bashrc",
            "zsh:   source <(tegum completion zsh)        in ~/.zshrc, after compinit"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final String PROGRAM = "tegum";

    /// The shells there are scripts for; zsh takes that of bash.
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        if (shell == Shell.ZSH) {
            out.println("autoload -U +X bashcompinit && bashcompinit");
        }
        out.print(AutoComplete.bash(PROGRAM, root));
        out.print(sweeps(commandsOnSweeps(root)));
        out.flush();
        return ExitCode.DONE;
    }

    private static List<String> commandsOnSweeps(CommandLine root) {
        return root.getSubcommands().entrySet().stream()
                .filter(command -> command.getValue().getCommandSpec().positionalParameters().stream()
                        .anyMatch(argument -> argument.paramLabel().contains("SWEEP")))
                .map(command -> command.getKey())
                .sorted()
                .collect(Collectors.toList());
    }

    /// Names come from the manifest, which is read without starting Java.
    private static String sweeps(List<String> commands) {
        return """

            # Names of sweeps, of the store that --store or TEGUM_STORE names.
            function _tegum_sweeps() {
              local store="${TEGUM_STORE:-tegum-results}" i
              for ((i = 1; i < ${#COMP_WORDS[@]} - 1; i++)); do
                [ "${COMP_WORDS[i]}" = "--store" ] && store="${COMP_WORDS[i + 1]}"
              done
              grep -o '"sweep":"[^"]*","version"' "$store/data/manifest.json" 2>/dev/null | cut -d '"' -f 4 | sort -u
            }

            function _complete_tegum_and_sweeps() {
              local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}"
              case " %s " in
                *" ${COMP_WORDS[1]} "*)
                  if [[ "$word" != -* && "$before" != -* && $COMP_CWORD -gt 1 ]]; then
                    COMPREPLY=($(compgen -W "$(_tegum_sweeps)" -- "$word"))
                    [ ${#COMPREPLY[@]} -gt 0 ] && return 0
                  fi ;;
              esac
              _complete_tegum "$@"
            }

            complete -F _complete_tegum_and_sweeps -o default tegum
            """.formatted(String.join(" ", commands));
    }
}

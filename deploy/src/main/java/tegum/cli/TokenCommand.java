package tegum.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;
import tegum.cli.remote.CoordinatorClient;
import tegum.cli.remote.Document;
import tegum.coordinator.collect.Results;
import tegum.coordinator.http.Secret;
import tegum.coordinator.ledger.Role;
import tegum.coordinator.ledger.TokenRecord;

/// Tokens for a coordinator.
@Command(
        name = "token",
        description = {
            "Make, list and revoke the tokens that a coordinator lets people in by.",
            "",
            "Through a coordinator, or on its store while no coordinator has it open: so the first one is made."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TokenCommand.Create.class, TokenCommand.ListAll.class, TokenCommand.Revoke.class})
final class TokenCommand implements Runnable {
    private static final List<String> COLUMNS = List.of("name", "role", "created_at", "created_by");

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "tegum token: create, list or revoke?");
    }

    private static Map<String, Object> fields(TokenRecord token) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", token.name());
        fields.put("role", token.role().text());
        fields.put("created_at", token.createdAt().toString());
        fields.put("created_by", token.createdBy());
        return fields;
    }

    /// Makes a token.
    @Command(
            name = "create",
            description = {
                "Make a token and print it; it is printed this once and kept nowhere.",
                "",
                "viewer: reads. submitter: also asks for sweeps, pauses, resumes, cancels. operator: everything."
            },
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "Whose it is; acts are audited under it.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "${COMPLETION-CANDIDATES}: what its owner may do.")
        private Role role;

        @Mixin
        private ReasonOption reason;

        @Mixin
        private CoordinatorOption coordinator;

        @Mixin
        private StoreOption store;

        @Mixin
        private ReportFormatOption format;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            if (!name.matches(TokenRecord.NAME_PATTERN)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "tegum token create: --name is 1 to 63 letters, digits and ._@-, the first a letter or digit");
            }
            Map<String, Object> made = coordinator.isNamed() ? remote() : local();
            PrintWriter out = spec.commandLine().getOut();
            if (format.isJson()) {
                RowPrinter.printJson(made, out);
            } else {
                out.println(made.get("secret"));
                out.flush();
                spec.commandLine()
                        .getErr()
                        .println(
                                "The token of %s (%s): it is shown this once. Set TEGUM_TOKEN to it, or keep it in a file for --token-file."
                                        .formatted(name, role.text()));
            }
            return ExitCode.DONE;
        }

        private Map<String, Object> remote() {
            try (CoordinatorClient client = coordinator.require("")) {
                Document made = client.act("POST", "/tokens", reason.text(), Map.of("name", name, "role", role.text()));
                Map<String, Object> fields = new LinkedHashMap<>();
                List.of("name", "role", "created_at", "created_by", "secret")
                        .forEach(field -> fields.put(field, made.text(field)));
                return fields;
            }
        }

        private Map<String, Object> local() {
            Secret secret = Secret.create();
            Clock clock = Clock.systemUTC();
            TokenRecord token = new TokenRecord(name, role, secret.hash(), clock.instant(), StoreAct.user());
            try (Results results = StoreAct.open(store, spec)) {
                if (!results.addToken(token, reason.text())) {
                    throw new UnavailableException("there is a token of %s already; revoke it first".formatted(name));
                }
            }
            Map<String, Object> fields = fields(token);
            fields.put("secret", secret.text());
            return fields;
        }
    }

    /// Lists tokens.
    @Command(
            name = "list",
            description = "List whose tokens there are; the tokens themselves are kept nowhere.",
            mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private CoordinatorOption coordinator;

        @Mixin
        private StoreOption store;

        @Mixin
        private FormatOption format;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            RowPrinter.print(
                    coordinator.isNamed() ? remote() : local(),
                    format.format(),
                    spec.commandLine().getOut());
            return ExitCode.DONE;
        }

        private Rows remote() {
            try (CoordinatorClient client = coordinator.require("")) {
                return Document.rows(client.get("/tokens").parts("tokens"), COLUMNS);
            }
        }

        private Rows local() {
            try (Results results = StoreAct.open(store, spec)) {
                return new Rows(
                        COLUMNS,
                        results.tokens().stream()
                                .map(token -> List.copyOf(fields(token).values()))
                                .toList()
                                .iterator());
            }
        }
    }

    /// Takes a token back.
    @Command(name = "revoke", description = "Take a token back, at once.", mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Whose it is.")
        private String name;

        @Mixin
        private ReasonOption reason;

        @Mixin
        private CoordinatorOption coordinator;

        @Mixin
        private StoreOption store;

        @Mixin
        private ReportFormatOption format;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            if (coordinator.isNamed()) {
                try (CoordinatorClient client = coordinator.require("")) {
                    client.act("DELETE", CoordinatorClient.path("tokens", name), reason.text());
                }
            } else {
                try (Results results = StoreAct.open(store, spec)) {
                    if (!results.revokeToken(name, StoreAct.user(), reason.text())) {
                        throw new UnavailableException("there is no token of " + name);
                    }
                }
            }
            PrintWriter out = spec.commandLine().getOut();
            if (format.isJson()) {
                RowPrinter.printJson(Map.of("revoked", name), out);
            } else {
                out.printf(Locale.ROOT, "the token of %s is revoked%n", name);
                out.flush();
            }
            return ExitCode.DONE;
        }
    }
}

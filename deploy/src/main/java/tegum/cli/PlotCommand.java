package tegum.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tegum.cli.output.Format;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;
import tegum.coordinator.diagram.PictureChoice;
import tegum.coordinator.diagram.SweepDiagrams;
import tegum.coordinator.plot.PictureName;
import tegum.coordinator.query.QueryEngine;
import tegum.statistics.Rule;

/// Draws a sweep.
@Command(
        name = "plot",
        description = "Draw a sweep's diagram as SVG and PNG and as coloured text, also while it runs.",
        mixinStandardHelpOptions = true,
        footer = {"", "docs/results/pictures.md says how to read each picture."})
final class PlotCommand implements Callable<Integer> {
    @Mixin
    private SweepArgument sweep;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "How replicates become one: best, mean or drop-worst; default: the sweep's own.")
    private @Nullable String rule;

    @Option(
            names = "--picture",
            paramLabel = "NAME",
            split = ",",
            description = "Draw this picture; may be given more than once. Default: what suits the sweep.")
    private List<String> pictures = new ArrayList<>();

    @Option(
            names = "--list",
            description = "List the pictures there are, which are drawn of this sweep, and why the others are not.")
    private boolean list;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the pictures; default: STORE/plots.")
    private @Nullable Path folder;

    @Option(names = "--no-text", description = "Do not print the coloured text.")
    private boolean noText;

    @Mixin
    private StoreOption store;

    @Mixin
    private ReportFormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (QueryEngine engine = QueryEngine.open(store.folder())) {
            SweepArgument.Found found = sweep.find(engine);
            Rule chosen = rule == null ? found.spec().measure().rule() : rule(rule);
            Diagrams diagrams = Diagrams.of(engine, found, chosen);
            if (list) {
                printList(diagrams.offered());
            } else {
                draw(diagrams, found);
            }
        }
        return ExitCode.DONE;
    }

    private void draw(Diagrams diagrams, SweepArgument.Found found) {
        PrintWriter out = spec.commandLine().getOut();
        Set<PictureName> wanted = pictures.isEmpty() ? diagrams.automatic() : wanted(diagrams.offered());
        List<SweepDiagrams.Named> slices = diagrams.slices();
        if (!noText && !format.isJson() && pictures.isEmpty()) {
            out.print(diagrams.text(slices));
        }
        Path into = folder == null ? store.folder().resolve("plots") : folder;
        try {
            List<Path> files = diagrams.write(slices, wanted, into);
            if (!pictures.isEmpty()) {
                requireAll(wanted, files);
            }
            if (format.isJson()) {
                RowPrinter.printJson(
                        Map.of(
                                "sweep",
                                found.sweep().toString(),
                                "pictures",
                                files.stream().map(Path::toString).toList()),
                        out);
            } else {
                files.forEach(file -> out.println("wrote " + file));
            }
        } catch (IOException e) {
            throw new UnavailableException(String.valueOf(e.getMessage()));
        }
        out.flush();
    }

    private void printList(List<PictureChoice.Offered> offered) {
        RowPrinter.print(
                new Rows(
                        List.of("picture", "drawn", "shows", "why_not"),
                        offered.stream()
                                .map(each -> List.of(
                                        each.name().text(),
                                        each.drawn().text(),
                                        each.name().about(),
                                        each.reason()))
                                .iterator()),
                format.isJson() ? Format.JSON : Format.TABLE,
                spec.commandLine().getOut());
    }

    private Set<PictureName> wanted(List<PictureChoice.Offered> offered) {
        Set<PictureName> names = EnumSet.noneOf(PictureName.class);
        for (String text : pictures) {
            PictureChoice.Offered found = offered.stream()
                    .filter(each -> each.name().text().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "tegum plot: --picture %s; permitted: %s"
                                    .formatted(
                                            text,
                                            offered.stream()
                                                    .map(each -> each.name().text())
                                                    .collect(Collectors.joining(", ")))));
            if (found.drawn() == PictureChoice.Drawn.NO) {
                throw new ParameterException(
                        spec.commandLine(),
                        "tegum plot: no picture %s of this sweep: %s"
                                .formatted(found.name().text(), found.reason()));
            }
            names.add(found.name());
        }
        return names;
    }

    /// A picture that could be drawn by the spec may lack its data: nothing is trained yet, or no weights are stored.
    private static void requireAll(Set<PictureName> wanted, List<Path> files) {
        for (PictureName name : wanted) {
            if (files.stream().noneMatch(file -> file.toString().endsWith("-" + name.text() + ".svg"))) {
                throw new UnavailableException("no picture %s: the store has no %s of this sweep yet"
                        .formatted(
                                name.text(),
                                name == PictureName.HEATMAP || name == PictureName.VECTORS
                                        ? "weights of the best models"
                                        : "results"));
            }
        }
    }

    private Rule rule(String text) {
        for (Rule each : List.of(Rule.BEST, Rule.MEAN, Rule.DROP_WORST)) {
            if (each.text().equalsIgnoreCase(text)) {
                return each;
            }
        }
        throw new ParameterException(
                spec.commandLine(), "tegum plot: --rule " + text + "; permitted: best, mean, drop-worst");
    }
}

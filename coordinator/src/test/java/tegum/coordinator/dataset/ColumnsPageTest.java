package tegum.coordinator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tegum.spec.ReservedNames;

/// The page `docs/results/columns.md` is generated from the dictionary: run with `-Ddocs.write=true` to write it anew.
class ColumnsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "results", "columns.md");

    @Test
    void thePageIsTheDictionary() throws IOException {
        String expected = page();
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE).content().isEqualTo(expected);
    }

    @Test
    void everyColumnIsDescribedOnce() {
        for (Relation relation : Relation.values()) {
            Set<String> names = new HashSet<>();
            for (Column column : relation.seen()) {
                assertThat(names.add(column.name()))
                        .as("%s.%s", relation, column.name())
                        .isTrue();
                assertThat(column.description()).endsWith(".");
            }
        }
    }

    @Test
    void noSweepIsCalledAsARelation() {
        assertThat(ReservedNames.RELATIONS)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Relation.values()).map(Relation::text).toList());
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # The relations, column by column

                Generated from the program's dictionary; [store.md](store.md) says where the rows lie and how to read them.
                A loss is the importance-weighted squared error, summed over features and averaged over samples. A training
                is named by cell, stream, replicate and numerics.
                """);
        for (Relation relation : Relation.values()) {
            page.append("\n## `%s`\n\nA row: %s\n\n| column | type | unit | |\n|---|---|---|---|\n"
                    .formatted(relation.text(), relation.row()));
            for (Column column : relation.seen()) {
                page.append("| `%s` | %s | %s | %s |\n"
                        .formatted(
                                column.name(),
                                column.type().sql(),
                                column.unit().replace("|", "\\|"),
                                column.description().replace("|", "\\|")));
            }
        }
        page.append(SWEEP_VIEW);
        return page.toString();
    }

    private static final String SWEEP_VIEW = """

            ## `"<sweep>"` and `"<sweep>@<version>"`

            A row: a cell of the version with at least one result, aggregated over exactly the replicates that the version
            asks for. The plain name is the latest version. `"<sweep>@<version> trainings"` has those trainings themselves,
            with the columns of `trainings`.

            A cell's trainings are ranked by loss, then replicate; diverged ones have no loss and rank last. `_best` is the
            first one. `_mean` is over those that did not diverge. `_drop_worst` is the mean without the worst ceil(n/10),
            and null if more diverged than it drops or nothing is left. `_median` is null if a middle one diverged.

            | column | type | |
            |---|---|---|
            | one for each axis, under its name | DOUBLE, VARCHAR or BOOLEAN | Its value. |
            | `cell` | VARCHAR | Id of the cell. |
            | `replicates`, `diverged`, `unsettled` | BIGINT | Trainings with a result, and how many of them ended so. |
            | `loss_best`, `loss_mean`, `loss_drop_worst`, `loss_median` | DOUBLE | The loss by each rule. |
            | `ignored`, `dedicated`, `superposed` | DOUBLE | Share of the replicates whose focus feature is in the phase; diverged ones are in none and stay in the denominator. |
            | `ignored_low`, `ignored_high`, ... | DOUBLE | Its 95 % Wilson interval. |
            | `norm_best`, `norm_mean`, `norm_drop_worst` | DOUBLE | Norm of the focus feature. |
            | `interference_best`, ... | DOUBLE | Interference of the focus feature. |
            | `dims_per_feature_best`, ... | DOUBLE | m over the squared Frobenius norm. |
            | `represented_best`, ... | DOUBLE | Number of represented features. |
            | `composition` | VARCHAR | The commonest composition; of equally common ones the first by name. |
            | `composition_fraction`, `composition_fraction_low`, `composition_fraction_high` | DOUBLE | Share of the replicates that have it, with its 95 % Wilson interval. |
            """;
}

package tegum.coordinator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.coordinator.collect.StoredResults;
import tegum.coordinator.dataset.InvalidQueryException;
import tegum.coordinator.dataset.Relation;
import tegum.coordinator.ledger.StoreException;

class QueryEngineTest {
    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void makeAnEmptyStore() {
        store = folder.resolve("it's a store");
        StoredResults.open(store, Clock.systemUTC()).close();
    }

    @Test
    void aStoreWithNothingHasEveryRelationWithItsColumns() {
        try (QueryEngine engine = QueryEngine.open(store)) {
            for (Relation relation : Relation.values()) {
                try (QueryResult result = engine.query("FROM " + relation.text())) {
                    assertThat(result.columns())
                            .as(relation.text())
                            .isEqualTo(relation.seen().stream()
                                    .map(column -> new QueryColumn(
                                            column.name(), column.type().sql()))
                                    .toList());
                    assertThat(result.all()).isEmpty();
                }
            }
        }
    }

    @Test
    void answersAreTyped() {
        try (QueryEngine engine = QueryEngine.open(store);
                QueryResult result = engine.query(
                        "SELECT 1 AS a, 2.5::DOUBLE AS b, 'x' AS c, [1.0::DOUBLE, NULL] AS d, NULL AS e, TIMESTAMP '2026-01-02 03:04:05' AS f;")) {
            assertThat(result.columns()).extracting(QueryColumn::name).containsExactly("a", "b", "c", "d", "e", "f");
            assertThat(result.all())
                    .containsExactly(java.util.Arrays.asList(
                            1,
                            2.5,
                            "x",
                            java.util.Arrays.asList(1.0, null),
                            null,
                            java.time.LocalDateTime.of(2026, 1, 2, 3, 4, 5)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO 'data/x.parquet'",
                "SELECT 1; COPY (SELECT 1) TO 'data/x.parquet'",
                "SELECT ';'; SELECT 2",
                "SELECT E'\\''; COPY (SELECT 1) TO 'data/x.parquet' --'",
                "SELECT $$;$$; SELECT 2",
                "SELECT $a$ ' $a$; SELECT 2 --'",
                "/* ; */ SELECT /* /* */ */ 1; SELECT 2",
                "SET threads = 1",
                "ATTACH 'other.db'",
                "CREATE TABLE t (a INT)",
                "EXPLAIN ANALYZE COPY (SELECT 1) TO 'data/x.parquet'",
                "",
                "selct 1"
            })
    void whatIsNotOneQueryIsRefused(String sql) {
        try (QueryEngine engine = QueryEngine.open(store)) {
            assertThatThrownBy(() -> engine.query(sql)).isInstanceOf(InvalidQueryException.class);
        }
        assertThat(store.resolve("data/x.parquet")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ';' AS a -- ; COPY",
                "WITH x AS (SELECT 1) FROM x;",
                "(SELECT 1) UNION (SELECT 2)",
                "VALUES (1), (2)",
                "DESCRIBE trainings",
                "SUMMARIZE trainings",
                "SHOW TABLES",
                "EXPLAIN SELECT 1",
                " -- why\n SELECT 1 /* because ; */ ; -- done"
            })
    void whatOnlyReadsIsAnswered(String sql) {
        try (QueryEngine engine = QueryEngine.open(store);
                QueryResult result = engine.query(sql)) {
            assertThat(result.columns()).isNotEmpty();
        }
    }

    @Test
    void filesOutsideTheDataSetCannotBeReached() throws java.io.IOException {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
        try (QueryEngine engine = QueryEngine.open(store)) {
            assertThatThrownBy(() -> engine.query("FROM read_csv('" + secret + "')"))
                    .isInstanceOf(InvalidQueryException.class);
            assertThatThrownBy(() -> engine.query(
                            "FROM read_csv('" + store.toString().replace("'", "''") + "/data/../../secret.csv')"))
                    .isInstanceOf(InvalidQueryException.class);
        }
    }

    @Test
    void anAnswerGoesToTheOneFileItWasOpenedFor() {
        Path file = folder.resolve("answer.parquet");
        try (QueryEngine engine = QueryEngine.openForExport(store, file)) {
            assertThat(engine.export("SELECT range AS a FROM range(7);", file)).isEqualTo(7);
            assertThatThrownBy(() -> engine.export("SELECT 1", folder.resolve("other.parquet")))
                    .isInstanceOf(InvalidQueryException.class);
        }
        assertThat(file).isRegularFile();
    }

    @Test
    void aFolderWithoutAStoreIsSaid() {
        assertThatThrownBy(() -> QueryEngine.open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no store in " + folder);
    }

    @Test
    void anUnknownColumnIsSaid() {
        try (QueryEngine engine = QueryEngine.open(store)) {
            assertThatThrownBy(() -> engine.query("SELECT los FROM trainings"))
                    .isInstanceOf(InvalidQueryException.class)
                    .hasMessageContaining("los");
        }
        assertThat(List.of(store)).allMatch(Files::isDirectory);
    }
}

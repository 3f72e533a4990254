package tegum.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    private Path folder;

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("tegum.yaml"), yaml);
    }

    @Test
    void flagsWinOverVariablesOverFileOverDefaults() throws IOException {
        Path file = file("store: {folder: a, commit-interval: 2s}\noffer.target: 3s\n");
        Settings settings = Settings.of(
                        Map.of("TEGUM_STORE", "b", "TEGUM_OFFER_TARGET", "4s", "PATH", "/bin"), Optional.of(file))
                .with(Map.of("store.folder", "c"));

        assertThat(settings.value(Setting.STORE_FOLDER))
                .isEqualTo(new Settings.Value(Setting.STORE_FOLDER, "c", "flag --store"));
        assertThat(settings.value(Setting.OFFER_TARGET))
                .isEqualTo(new Settings.Value(Setting.OFFER_TARGET, "4s", "variable TEGUM_OFFER_TARGET"));
        assertThat(settings.value(Setting.STORE_COMMIT_INTERVAL))
                .isEqualTo(new Settings.Value(Setting.STORE_COMMIT_INTERVAL, "2s", "file " + file));
        assertThat(settings.value(Setting.LEASE_TTL)).isEqualTo(new Settings.Value(Setting.LEASE_TTL, "1m", "default"));
        assertThat(settings.duration(Setting.OFFER_TARGET)).isEqualTo(Duration.ofSeconds(4));
        assertThat(settings.whole(Setting.WORKER_CORES)).isZero();
        assertThat(settings.all()).hasSize(Setting.values().length);
    }

    @Test
    void defaultsAreThemselvesPermitted() {
        for (Settings.Value value : Settings.of(Map.of(), Optional.empty()).all()) {
            assertThat(value.setting().kind().permits(value.text()))
                    .as(value.toString())
                    .isTrue();
            assertThat(value.origin()).isEqualTo("default");
        }
    }

    @Test
    void everyProblemIsSaidWithTheNearestKey() throws IOException {
        Path file = file("store: {foldr: a}\nlease.ttl: 1s\nworker: {cores: many}\noffer: [1, 2]\n");

        assertThatThrownBy(() -> Settings.of(Map.of("TEGUM_LEASE_TLL", "1m"), Optional.of(file)))
                .isInstanceOf(InvalidSettingsException.class)
                .message()
                .contains("store.foldr (is store.folder meant?)")
                .contains("lease.ttl is 1s; permitted: a time such as 500ms, 1s, 2m or 24h, 10s to 24h")
                .contains("worker.cores is many; permitted: a whole number, 0 to 4096")
                .contains("offer is one value")
                .contains("TEGUM_LEASE_TLL (is TEGUM_LEASE_TTL meant?)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [|line",
                "- a|not a mapping",
                "store.folder: a\\nstore.folder: b|uplicate",
                "store: {folder: a}\\nstore.folder: b|twice"
            })
    void aFileThatIsNoMappingIsRefused(String yaml, String part) throws IOException {
        Path file = file(yaml.replace("\\n", "\n"));

        assertThatThrownBy(() -> Settings.of(Map.of(), Optional.of(file)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(part);
    }

    @Test
    void theFileOfTheWorkingFolderComesFirst() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home/.config/tegum"));
        Files.writeString(home.resolve("tegum.yaml"), "");
        Map<String, String> environment = Map.of("HOME", folder.resolve("home").toString());

        assertThat(SettingsFile.find(folder, environment)).contains(home.resolve("tegum.yaml"));
        assertThat(SettingsFile.find(folder, Map.of())).isEmpty();
        Path here = file("");
        assertThat(SettingsFile.find(folder, environment)).contains(here);
        assertThat(Settings.of(Map.of(), Optional.of(here)).all()).hasSize(Setting.values().length);
    }

    @Test
    void anEmptyVariableCountsAsNone() {
        assertThat(Settings.of(Map.of("TEGUM_STORE", ""), Optional.empty())
                        .value(Setting.STORE_FOLDER)
                        .text())
                .isEqualTo("tegum-results");
    }
}

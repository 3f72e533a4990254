package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Goal: coordinator and workers as processes store what one process stores, whatever ends in between.
/// Method: a run that was interrupted is gone on with by a cluster; its coordinator is killed and started again.
@Timeout(300)
class ClusterTest {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void aKilledCoordinatorIsFollowedByAnotherAndNothingIsLost() throws IOException {
        String yaml = Specs.ofTwoShapes(40);
        String spec = Specs.write(folder, "proof.yaml", yaml);
        Program program = Program.in(folder).withHeap(512);
        StoreFolder store = new StoreFolder(folder.resolve("store"));
        String nodes = "127.0.0.1:" + freePort();
        try (Running run = program.start("run", spec, "--store", "store")) {
            assertThat(run.awaits(LONGEST, () -> store.storedTrainings() > 0)).isTrue();
            run.signal("TERM");
            run.ended(LONGEST);
        }

        try (Running one = program.start("worker", "--nodes", nodes, "--name", "one", "--cores", "1");
                Running two = program.start("worker", "--nodes", nodes, "--name", "two", "--cores", "1")) {
            try (Running first = program.start("coordinator", "--nodes", nodes, "--store", "store")) {
                long before = store.storedTrainings();
                assertThat(first.awaits(LONGEST, () -> store.storedTrainings() > before))
                        .isTrue();
                first.kill();
            }
            try (Running second = program.start("coordinator", "--nodes", nodes, "--store", "store")) {
                assertThat(second.awaits(LONGEST, () -> store.storedTrainings() == 5_120))
                        .isTrue();
                one.signal("TERM");
                two.signal("TERM");
                assertThat(one.ended(LONGEST).exit()).isEqualTo(143);
                assertThat(two.ended(LONGEST).out()).contains("everything is delivered");
                second.signal("TERM");
                assertThat(second.ended(LONGEST).exit()).isEqualTo(143);
            }
        }

        assertThat(store.number("SELECT count(*) FROM trainings")).isEqualTo(5_120);
        assertThat(Undisturbed.digest(program, "store", "proof")).isEqualTo(Undisturbed.digest(yaml));
    }

    @Test
    void twoCoordinatorsAreRefusedInASentence() {
        Ended ended = Program.in(folder).run("coordinator", "--nodes", "127.0.0.1:1,127.0.0.1:2", "--store", "store");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("cluster.nodes names two coordinators").doesNotContain("\tat ");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

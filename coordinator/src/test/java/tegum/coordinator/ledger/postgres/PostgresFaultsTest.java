package tegum.coordinator.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.coordinator.ledger.AuditRecord;
import tegum.coordinator.ledger.EpochLostException;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerSource.Access;
import tegum.coordinator.ledger.StoreException;

/// Goal: whatever happens to server and network, each transaction happens once or not at all, and the ledger says
/// which.
/// Method: a real server that is stopped and killed, and a relay that cuts connections at a commit.
class PostgresFaultsTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private PostgresServer server;
    private CommitCutter network;
    private String database;

    @BeforeEach
    void start() throws IOException {
        server = PostgresServer.start();
        network = CommitCutter.before(server.port());
        database = server.database("");
    }

    @AfterEach
    void end() {
        network.close();
        server.close();
    }

    private Ledger open(Duration patience) {
        PostgresAddress address = PostgresAddress.parse(
                // Unprepared statements, so that the relay can read them.
                "postgresql://127.0.0.1:%d/%s?prepareThreshold=0".formatted(network.port(), database),
                Optional.of(PostgresServer.USER));
        return new PostgresSource(address, Optional.of(PostgresServer.PASSWORD), patience)
                .open(folder, Access.TAKE_OVER, CLOCK);
    }

    @ParameterizedTest
    @EnumSource(
            value = CommitCutter.Cut.class,
            names = {"BEFORE", "AFTER"})
    void aCommitWithoutAnswerHappensOnce(CommitCutter.Cut cut) {
        try (Ledger ledger = open(PATIENCE)) {
            long before = ledger.snapshot();
            network.cut(cut);

            note(ledger, "once");

            assertThat(ledger.audit()).extracting(AuditRecord::reason).containsExactly("once");
            assertThat(ledger.snapshot()).isEqualTo(before + 1);
            assertThat(ledger.holdsEpoch()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRestartOfTheServerIsWaitedFor(boolean crash) throws Exception {
        try (Ledger ledger = open(PATIENCE)) {
            note(ledger, "before");
            if (crash) {
                server.kill();
            } else {
                server.stop();
            }
            CompletableFuture<Void> back = CompletableFuture.runAsync(
                    server::run, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));

            note(ledger, "after");

            back.get();
            assertThat(ledger.audit()).extracting(AuditRecord::reason).containsExactly("before", "after");
        }
    }

    @Test
    void aServerThatStaysAwayIsGivenUpAndOneThatComesBackIsTakenAgain() {
        try (Ledger ledger = open(SHORT)) {
            server.stop();

            assertThatThrownBy(() -> note(ledger, "lost"))
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageContaining("127.0.0.1:" + network.port());
            // Nobody waits twice.
            long began = System.nanoTime();
            assertThatThrownBy(() -> note(ledger, "lost")).isExactlyInstanceOf(StoreException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SHORT);

            server.run();
            note(ledger, "back");
            assertThat(ledger.audit()).extracting(AuditRecord::reason).containsExactly("back");
        }
    }

    @Test
    void aLedgerThatCannotLearnWhatBecameOfACommitDoesNothingMore() {
        try (Ledger ledger = open(SHORT)) {
            network.cut(CommitCutter.Cut.AFTER);
            network.refuse(true);

            assertThatThrownBy(() -> note(ledger, "unknown"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("whether the last commit has happened is not known");
            network.refuse(false);

            assertThatThrownBy(() -> note(ledger, "more")).hasMessageContaining("is not known");
            assertThat(ledger.holdsEpoch()).isFalse();
        }
        try (Ledger next = open(SHORT)) {
            assertThat(next.audit()).extracting(AuditRecord::reason).containsExactly("unknown");
        }
    }

    @Test
    void whoTookOverKnowsWhatBecameOfACommitWithoutAnswer() {
        try (Ledger paused = open(PATIENCE)) {
            network.cut(CommitCutter.Cut.AFTER);
            network.refuse(true);
            CompletableFuture<Ledger> other = CompletableFuture.supplyAsync(
                    () -> {
                        Ledger ledger = server.source(database).open(folder, Access.TAKE_OVER, CLOCK);
                        network.refuse(false);
                        return ledger;
                    },
                    CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));

            assertThatThrownBy(() -> note(paused, "late")).isInstanceOf(EpochLostException.class);

            try (Ledger ledger = other.join()) {
                assertThat(ledger.audit()).extracting(AuditRecord::reason).containsExactly("late");
            }
        }
    }

    @Test
    void nobodyTakesOverInTheMiddleOfATransaction() throws Exception {
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Ledger first = open(PATIENCE)) {
            CompletableFuture<Integer> transaction = CompletableFuture.supplyAsync(() -> first.transact(changes -> {
                changes.addAudit(audit("first"));
                within.countDown();
                await(goOn);
                return 1;
            }));
            within.await();
            CompletableFuture<Ledger> second =
                    CompletableFuture.supplyAsync(() -> server.source(database).open(folder, Access.TAKE_OVER, CLOCK));
            TimeUnit.MILLISECONDS.sleep(500);
            assertThat(second).isNotDone();

            goOn.countDown();

            assertThat(transaction.get()).isEqualTo(1);
            try (Ledger ledger = second.get()) {
                assertThat(ledger.audit()).extracting(AuditRecord::reason).containsExactly("first");
                assertThat(first.holdsEpoch()).isFalse();
                assertThatThrownBy(() -> note(first, "too late")).isInstanceOf(EpochLostException.class);
            }
        }
    }

    /// A process that is paused in the middle of a transaction says nothing any more, and cannot keep others out.
    @Test
    void aTransactionThatSaysNothingIsEndedAndItsWorkDoneByNobody() throws Exception {
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Ledger paused = open(SHORT)) {
            CompletableFuture<Integer> transaction = CompletableFuture.supplyAsync(() -> paused.transact(changes -> {
                changes.addAudit(audit("paused"));
                within.countDown();
                await(goOn);
                return 1;
            }));
            within.await();

            try (Ledger second = server.source(database).open(folder, Access.TAKE_OVER, CLOCK)) {
                goOn.countDown();

                assertThatThrownBy(transaction::get).hasCauseInstanceOf(EpochLostException.class);
                assertThat(second.audit()).isEmpty();
            }
        }
    }

    private static void note(Ledger ledger, String reason) {
        ledger.transact(changes -> {
            changes.addAudit(audit(reason));
            return true;
        });
    }

    private static AuditRecord audit(String reason) {
        return new AuditRecord(Instant.parse("2026-11-24T12:00:00Z"), "ada", "note", "store", reason);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

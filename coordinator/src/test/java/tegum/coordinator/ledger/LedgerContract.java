package tegum.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tegum.plan.IndexRange;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;

/// What every ledger promises.
public abstract class LedgerContract {
    private static final SweepVersion SWEEP = new SweepVersion("phase", 1);
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    protected Path folder;

    protected abstract Ledger open(Path store);

    /// Claims a later epoch as another coordinator would.
    protected abstract void claimForAnother(Ledger ledger);

    @Test
    void eachOpeningClaimsALaterEpoch() {
        long first;
        try (Ledger ledger = open(folder)) {
            first = ledger.epoch();
        }

        try (Ledger ledger = open(folder)) {
            assertThat(first).isPositive();
            assertThat(ledger.epoch()).isGreaterThan(first);
            assertThat(ledger.holdsEpoch()).isTrue();
        }
    }

    @Test
    void whatATransactionWroteIsThereAfterReopening() {
        StratumRecord stratum =
                new StratumRecord(SWEEP, 0, "n=2 m=1", new Resolution.Resolved("vector", "vector/1"), 5000, 2, 1, 1);
        ChunkRecord chunk = chunk(1, 0b11, 0b10, 0b100);
        SegmentRecord segment =
                new SegmentRecord("trainings", "phase@1", "data/trainings/phase@1/1-1.parquet", 2, 77, 0xCAFEBABEL);
        AuditRecord audit = new AuditRecord(NOW, "ada", "submit", "phase@1", "because");
        long before;
        try (Ledger ledger = open(folder)) {
            before = ledger.snapshot();
            ledger.transact(transaction -> {
                transaction.addSweep(sweep());
                transaction.setState(SWEEP, SweepState.DONE);
                transaction.putStratum(stratum);
                transaction.putChunk(SWEEP, 0, chunk);
                transaction.addSegment(segment);
                transaction.addAudit(audit);
                return true;
            });
        }

        try (Ledger ledger = open(folder)) {
            assertThat(ledger.snapshot()).isEqualTo(before + 1);
            assertThat(ledger.sweeps()).singleElement().satisfies(found -> {
                assertThat(found.state()).isEqualTo(SweepState.DONE);
                assertThat(found.yaml()).isEqualTo("name: phase");
                assertThat(found.submittedAt()).isEqualTo(NOW);
            });
            assertThat(ledger.strata(SWEEP)).containsExactly(stratum);
            assertThat(ledger.chunks(SWEEP, 0)).singleElement().satisfies(found -> {
                assertThat(found.chunk()).isEqualTo(1);
                assertThat(found.done()).isEqualTo(chunk.done());
                assertThat(found.reused()).isEqualTo(chunk.reused());
                assertThat(found.failed()).isEqualTo(chunk.failed());
            });
            assertThat(ledger.segments()).containsExactly(segment);
            assertThat(ledger.replaced()).isEmpty();
            assertThat(ledger.audit()).containsExactly(audit);
            assertThat(ledger.check()).isEmpty();
        }
    }

    @Test
    void aTransactionThatThrowsChangesNothing() {
        try (Ledger ledger = open(folder)) {
            long before = ledger.snapshot();

            assertThatThrownBy(() -> ledger.transact(transaction -> {
                        transaction.addSweep(sweep());
                        throw new IllegalStateException("half way");
                    }))
                    .hasMessage("half way");

            assertThat(ledger.sweeps()).isEmpty();
            assertThat(ledger.snapshot()).isEqualTo(before);
        }
    }

    @Test
    void aChunkIsReplacedAsAWhole() {
        try (Ledger ledger = open(folder)) {
            ledger.transact(transaction -> {
                transaction.addSweep(sweep());
                transaction.putStratum(waiting());
                transaction.putChunk(SWEEP, 0, chunk(0, 0b1, 0, 0));
                transaction.putChunk(SWEEP, 0, chunk(0, 0b111, 0b1, 0));
                return true;
            });

            assertThat(ledger.chunks(SWEEP, 0)).singleElement().satisfies(found -> {
                assertThat(found.done()[0]).isEqualTo(0b111);
                assertThat(found.reused()[0]).isEqualTo(0b1);
            });
            assertThat(ledger.strata(SWEEP)).containsExactly(waiting());
        }
    }

    @Test
    void attemptsAreCountedByRange() {
        try (Ledger ledger = open(folder)) {
            int last = ledger.transact(transaction -> {
                transaction.addSweep(sweep());
                transaction.putStratum(waiting());
                transaction.addAttempt(attempt(0, 10));
                transaction.addAttempt(attempt(0, 5));
                return transaction.addAttempt(attempt(0, 10));
            });

            assertThat(last).isEqualTo(2);
        }
    }

    @Test
    void aPriorityIsKept() {
        try (Ledger ledger = open(folder)) {
            ledger.transact(transaction -> {
                transaction.addSweep(sweep());
                return true;
            });
            assertThat(ledger.sweeps()).extracting(SweepRecord::priority).containsExactly(Priority.HIGH);

            ledger.transact(transaction -> {
                transaction.setPriority(SWEEP, Priority.LOW);
                return true;
            });

            assertThat(ledger.sweeps()).extracting(SweepRecord::priority).containsExactly(Priority.LOW);
        }
    }

    @Test
    void aTokenHoldsUntilItIsRevokedAndItsNameIsFreeThen() {
        TokenRecord first = token("ada", "ab");
        TokenRecord second = token("ada", "cd");
        try (Ledger ledger = open(folder)) {
            ledger.transact(transaction -> {
                transaction.addToken(first);
                return true;
            });
            assertThat(ledger.token(first.hash())).contains(first);
            assertThat(ledger.token(second.hash())).isEmpty();
            assertThatThrownBy(() -> ledger.transact(transaction -> {
                        transaction.addToken(second);
                        return true;
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ada");

            assertThat(ledger.<Boolean>transact(transaction -> transaction.revokeToken("eve", NOW)))
                    .isFalse();
            assertThat(ledger.<Boolean>transact(transaction -> transaction.revokeToken("ada", NOW)))
                    .isTrue();
            ledger.transact(transaction -> {
                transaction.addToken(second);
                return true;
            });
        }

        try (Ledger ledger = open(folder)) {
            assertThat(ledger.tokens()).containsExactly(second);
            assertThat(ledger.token(first.hash())).isEmpty();
            assertThat(ledger.token(second.hash())).contains(second);
        }
    }

    private static TokenRecord token(String name, String hash) {
        return new TokenRecord(name, Role.SUBMITTER, hash.repeat(32), NOW, "root");
    }

    @Test
    void aLostEpochStopsEveryTransaction() {
        try (Ledger ledger = open(folder)) {
            claimForAnother(ledger);

            assertThat(ledger.holdsEpoch()).isFalse();
            assertThatThrownBy(() -> ledger.transact(transaction -> {
                        transaction.addSweep(sweep());
                        return true;
                    }))
                    .isInstanceOf(EpochLostException.class);
            assertThat(ledger.sweeps()).isEmpty();
        }
    }

    private static SweepRecord sweep() {
        return new SweepRecord(SWEEP, SweepState.RUNNING, Priority.HIGH, "{}", "name: phase", 500, 5000, NOW, "ada");
    }

    private static StratumRecord waiting() {
        return new StratumRecord(SWEEP, 0, "n=2 m=1", new Resolution.Waiting(), 5000, 0, 0, 0);
    }

    private static AttemptRecord attempt(long from, long to) {
        return new AttemptRecord(
                SWEEP, 0, new IndexRange(from, to), FailureKind.WORKER, "out of order", new WorkerId("w1"), NOW);
    }

    private static ChunkRecord chunk(int ordinal, long done, long reused, long failed) {
        return new ChunkRecord(ordinal, words(done), words(reused), words(failed));
    }

    private static long[] words(long first) {
        long[] words = new long[ChunkRecord.WORDS];
        words[0] = first;
        return words;
    }
}

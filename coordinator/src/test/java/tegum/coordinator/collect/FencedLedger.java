package tegum.coordinator.collect;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tegum.coordinator.ledger.AuditRecord;
import tegum.coordinator.ledger.ChunkRecord;
import tegum.coordinator.ledger.EpochLostException;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerTransaction;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StratumRecord;
import tegum.coordinator.ledger.SweepRecord;
import tegum.coordinator.ledger.TokenRecord;
import tegum.protocol.SweepVersion;

/// A ledger whose epoch can be lost, as one shared by several coordinators' can.
final class FencedLedger implements Ledger {
    private final Ledger ledger;
    private boolean lost;

    FencedLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    void lose() {
        lost = true;
    }

    @Override
    public <T> T transact(Function<LedgerTransaction, T> work) {
        if (lost) {
            throw new EpochLostException(epoch(), epoch() + 1);
        }
        return ledger.transact(work);
    }

    @Override
    public boolean holdsEpoch() {
        return !lost;
    }

    @Override
    public long epoch() {
        return ledger.epoch();
    }

    @Override
    public long snapshot() {
        return ledger.snapshot();
    }

    @Override
    public List<SweepRecord> sweeps() {
        return ledger.sweeps();
    }

    @Override
    public List<StratumRecord> strata(SweepVersion sweep) {
        return ledger.strata(sweep);
    }

    @Override
    public List<ChunkRecord> chunks(SweepVersion sweep, int stratum) {
        return ledger.chunks(sweep, stratum);
    }

    @Override
    public List<SegmentRecord> segments() {
        return ledger.segments();
    }

    @Override
    public List<SegmentRecord> replaced() {
        return ledger.replaced();
    }

    @Override
    public List<SegmentRecord> replacedBefore(Instant time) {
        return ledger.replacedBefore(time);
    }

    @Override
    public List<AuditRecord> audit() {
        return ledger.audit();
    }

    @Override
    public List<TokenRecord> tokens() {
        return ledger.tokens();
    }

    @Override
    public Optional<TokenRecord> token(String hash) {
        return ledger.token(hash);
    }

    @Override
    public int openedSchema() {
        return ledger.openedSchema();
    }

    @Override
    public int schema() {
        return ledger.schema();
    }

    @Override
    public void copyInto(Path other) {
        ledger.copyInto(other);
    }

    @Override
    public List<String> check() {
        return ledger.check();
    }

    @Override
    public void close() {
        ledger.close();
    }
}

package tegum.spec.text;

import java.util.Optional;
import tegum.model.Shape;
import tegum.protocol.wire.ResultPayload;
import tegum.spec.Keep;
import tegum.spec.MeasureSettings;

/// Checks that what is kept of any one training fits into a part, [ResultPayload#MOST_BYTES]: otherwise it would be
/// trained and never stored.
final class ResultSize {
    private final Reading reading;
    private final MeasureSettings measure;
    private final Keep keep;

    ResultSize(Reading reading, MeasureSettings measure, Keep keep) {
        this.reading = reading;
        this.measure = measure;
        this.keep = keep;
    }

    void check() {
        Optional<Operand> features = Operand.find(reading, "model.features");
        Optional<Operand> hidden = Operand.find(reading, "model.hidden");
        Optional<Operand> steps = Operand.find(reading, "train.steps");
        if (features.isEmpty()
                || hidden.isEmpty()
                || steps.isEmpty()
                || !hidden.get().always(features.get(), CrossChecks::isPermittedShape)) {
            return;
        }
        long plain = mostBytes(features.get(), hidden.get(), 0);
        if (plain > ResultPayload.MOST_BYTES) {
            refuse(features.get().line(), "model.features", features.get().shown(), plain, "fewer features");
            return;
        }
        if (keep.trajectories() == Keep.Amount.NONE) {
            return;
        }
        // The last step is in no trajectory; but fewer steps than the largest number may have one more by rounding.
        int recorded = measure.record().of(steps.get().largest().intValueExact()).length;
        long kept = mostBytes(features.get(), hidden.get(), recorded);
        if (kept > ResultPayload.MOST_BYTES) {
            int line = reading.slot("measure.record.log")
                    .or(() -> reading.slot("measure.record"))
                    .map(Slot::line)
                    .orElse(features.get().line());
            String advice = "record fewer steps, or keep no trajectories";
            refuse(line, "measure.record", "%,d steps".formatted(recorded), kept, advice);
        }
    }

    /// Of the largest training of the grid.
    private long mostBytes(Operand features, Operand hidden, int recorded) {
        boolean weights = keep.weights() != Keep.Amount.NONE;
        long[] most = new long[1];
        features.always(hidden, (n, m) -> {
            Shape shape = new Shape(n.intValueExact(), m.intValueExact());
            most[0] = Math.max(most[0], ResultPayload.mostBytes(shape, weights, recorded));
            return true;
        });
        return most[0];
    }

    private void refuse(int line, String path, String value, long bytes, String advice) {
        reading.refuse(
                line,
                path,
                value,
                "the results of one training may take %d MB, and at most 8 MB are stored; %s"
                        .formatted(Math.ceilDiv(bytes, 1_000_000L), advice));
    }
}

package tegum.coordinator.collect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tegum.coordinator.dataset.SegmentRows;
import tegum.coordinator.ledger.AttemptRecord;
import tegum.coordinator.ledger.AuditRecord;
import tegum.plan.Stratum;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.spec.Axis;
import tegum.spec.AxisList;
import tegum.spec.AxisRange;
import tegum.spec.AxisSample;
import tegum.spec.MeasureSettings;
import tegum.spec.SweepSpec;

/// Writes what is known of sweeps, workers and acts as rows, in the order of the dictionary's columns.
final class SweepRows {
    private SweepRows() {}

    static void sweep(SegmentRows rows, SweepBook sweep) {
        SweepSpec spec = sweep.spec();
        MeasureSettings measure = spec.measure();
        version(rows, sweep.sweep())
                .text(spec.title())
                .instant(sweep.record().submittedAt())
                .text(sweep.record().submittedBy())
                .number(sweep.record().cells())
                .number(sweep.record().trainings())
                .number(spec.replicates())
                .number(spec.seed())
                .number(sweep.strata().size())
                .text(spec.engine())
                .text(measure.focus().text())
                .text(measure.rule().text())
                .number(measure.represented())
                .number(measure.superposed())
                .number(measure.edge())
                .text(sweep.measurement())
                .text(spec.keep().weights().text())
                .text(spec.keep().trajectories().text())
                .text(sweep.record().yaml())
                .end();
    }

    private static SegmentRows version(SegmentRows rows, SweepVersion sweep) {
        return rows.text(sweep.name()).number(sweep.version());
    }

    static void axes(SegmentRows rows, SweepBook sweep) {
        List<Axis> axes = sweep.spec().axes();
        for (int ordinal = 0; ordinal < axes.size(); ordinal++) {
            Axis axis = axes.get(ordinal);
            List<String> values = new ArrayList<>(axis.count());
            for (int index = 0; index < axis.count(); index++) {
                values.add(axis.values().at(index).text());
            }
            version(rows, sweep.sweep())
                    .text(axis.name())
                    .number(ordinal)
                    .text(
                            switch (axis.values()) {
                                case AxisRange range -> range.scale().text();
                                case AxisSample sample -> sample.scale().text();
                                case AxisList _ -> "list";
                            })
                    .text(StoreViews.type(axis))
                    .texts(values)
                    .end();
        }
    }

    static void audit(SegmentRows rows, AuditRecord act) {
        rows.instant(act.at())
                .text(act.who())
                .text(act.act())
                .text(act.subject())
                .text(act.reason())
                .end();
    }

    static void failure(SegmentRows rows, StratumBook stratum, long index, AttemptRecord attempt) {
        Stratum plan = stratum.stratum();
        version(rows, attempt.sweep())
                .text(stratum.cellId(stratum.sweep().plan(), plan.position(index))
                        .toString())
                .number(stratum.sweep().spec().seed())
                .number(plan.replicate(index))
                .number(plan.ordinal())
                .number(index)
                .text(attempt.kind().name().toLowerCase(Locale.ROOT))
                .text(attempt.text())
                .text(attempt.worker().name())
                .instant(attempt.at())
                .end();
    }

    static void joined(SegmentRows rows, WorkerReport.Registered worker, Instant at) {
        rows.text(worker.worker().name())
                .number(worker.incarnation())
                .text("joined")
                .instant(at)
                .text(worker.build())
                .texts(worker.engines().stream()
                        .map(engine -> engine.engine() + "=" + engine.numerics())
                        .toList())
                .texts(worker.devices().stream()
                        .map(device -> device.name() + ": " + device.description())
                        .toList())
                .absent(1)
                .end();
    }

    static void left(SegmentRows rows, WorkerId worker, long incarnation, String reason, Instant at) {
        rows.text(worker.name())
                .number(incarnation)
                .text("left")
                .instant(at)
                .absent(3)
                .text(reason)
                .end();
    }
}

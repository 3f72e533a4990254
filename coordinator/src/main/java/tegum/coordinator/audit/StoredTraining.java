package tegum.coordinator.audit;

import tegum.coordinator.audit.Check.Subject;
import tegum.coordinator.collect.AuditedSweep;
import tegum.coordinator.dataset.TrainingRows.Asked;
import tegum.plan.PlannedCell;
import tegum.plan.Stratum;

/// A training that is booked as done.
///
/// @param index in its stratum
record StoredTraining(long index, PlannedCell cell, Subject.Training subject) {

    static StoredTraining of(AuditedSweep sweep, Stratum stratum, String numerics, long index) {
        PlannedCell cell = sweep.plan().cell(stratum, stratum.position(index));
        return new StoredTraining(
                index,
                cell,
                new Subject.Training(
                        cell.id().toString(),
                        sweep.plan().spec().seed(),
                        stratum.replicate(index),
                        numerics,
                        sweep.measurement()));
    }

    Asked asked() {
        return new Asked(subject.cell(), subject.replicate());
    }
}

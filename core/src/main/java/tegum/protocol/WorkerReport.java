package tegum.protocol;

import java.util.List;
import tegum.plan.IndexSet;

/// Worker to coordinator. Reports are facts in the past tense and may arrive twice, late or never.
public sealed interface WorkerReport {
    /// Version of all messages between coordinator and workers; raised whenever the bytes of one change.
    int PROTOCOL = 1;

    /// Name under which workers of a cluster find the coordinator's door.
    String SERVICE = "tegum-coordinator";

    WorkerId worker();

    /// The worker is there, or there again.
    ///
    /// @param protocol version of these messages
    /// @param build version of the worker's program
    /// @param incarnation differs for each start of the worker's process
    /// @param address the worker's serialised reference, resolved in the actor packages alone
    /// @param engines usable engines
    /// @param limits until when it may be counted on
    /// @param holding offers that it has from an earlier registration and still means to train
    record Registered(
            WorkerId worker,
            int protocol,
            String build,
            long incarnation,
            String address,
            List<EngineOffer> engines,
            List<DeviceFacts> devices,
            Limits limits,
            List<HeldOffer> holding)
            implements WorkerReport {
        public Registered {
            engines = List.copyOf(engines);
            devices = List.copyOf(devices);
            holding = List.copyOf(holding);
        }
    }

    /// Until when a worker may be counted on.
    ///
    /// @param endsInMillis time from now until its machine is taken away, -1 if it stays
    record Limits(long endsInMillis) {
        /// A worker that stays.
        public static Limits none() {
            return new Limits(-1);
        }
    }

    /// An offer that a worker holds.
    ///
    /// @param indices the trainings that it is to train under the lease
    record HeldOffer(LeaseId lease, SweepVersion sweep, int stratum, IndexSet indices) {}

    /// An engine that the worker can use.
    ///
    /// @param engine its name in a spec
    /// @param numerics its bit behaviour, `vector/1`
    record EngineOffer(String engine, String numerics) {}

    /// A device of the worker.
    ///
    /// @param name `cpu`, `cuda:0`
    /// @param kind from a closed set: `cpu`, `cuda`
    /// @param description what the device calls itself
    /// @param threads hardware threads used
    /// @param memoryBytes memory of the device, 0 if unknown
    record DeviceFacts(String name, String kind, String description, int threads, long memoryBytes) {}

    /// The worker was offered trainings of a sweep whose spec it does not have.
    record SpecRequested(WorkerId worker, SweepVersion sweep) implements WorkerReport {}

    /// The worker has room for more offers.
    ///
    /// @param want how many offers
    record WorkRequested(WorkerId worker, int want) implements WorkerReport {}

    /// What the training threads are doing; a lease whose progress has not moved is not extended.
    record Heartbeat(WorkerId worker, List<LeaseProgress> leases) implements WorkerReport {
        public Heartbeat {
            leases = List.copyOf(leases);
        }
    }

    /// @param stepsDone training steps done under the lease, summed over launches
    record LeaseProgress(LeaseId lease, long stepsDone) {}

    /// A part of an offer's results: a whole number of trainings, stored and answered by itself.
    ///
    /// @param stratum ordinal of the stratum in the version's plan
    /// @param indices the trainings of this part
    /// @param part 0 to `parts - 1`
    /// @param engine what trained them
    /// @param deviceMicros time for which the device was busy with this part, from which offers are sized
    /// @param payload the results, encoded by [tegum.protocol.wire.ResultPayload]
    record Done(
            WorkerId worker,
            LeaseId lease,
            SweepVersion sweep,
            int stratum,
            IndexSet indices,
            int part,
            int parts,
            Provenance engine,
            long deviceMicros,
            byte[] payload)
            implements WorkerReport {}

    /// What trained a result.
    ///
    /// @param numerics the engine's bit behaviour, part of the training's identity
    record Provenance(String engine, String numerics, String device, String build) {}

    /// Some trainings of an offer were given up.
    ///
    /// @param text what the worker saw, for people
    record Failed(
            WorkerId worker,
            LeaseId lease,
            SweepVersion sweep,
            int stratum,
            IndexSet indices,
            FailureKind kind,
            String text)
            implements WorkerReport {}

    /// The worker gives leases back without having trained all of them.
    record Released(WorkerId worker, List<LeaseId> leases) implements WorkerReport {
        public Released {
            leases = List.copyOf(leases);
        }
    }
}

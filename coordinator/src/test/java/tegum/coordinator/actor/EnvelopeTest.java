package tegum.coordinator.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.FailureKind;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// Goal: the bytes of the protocol change only with its version. Method: each message, serialised as
/// between machines, against a golden file; raise [WorkerReport#PROTOCOL] and make new files
/// (`-Dtegum.golden.write=true`) when one has to change.
class EnvelopeTest {
    private static final WorkerId WORKER = new WorkerId("node-1");
    private static final LeaseId LEASE = new LeaseId(3, 41);
    private static final SweepVersion SWEEP = new SweepVersion("phase-2-1", 2);
    private static final IndexSet INDICES = new IndexSet(List.of(new IndexRange(5, 9), new IndexRange(70_000, 70_001)));

    private static final ActorTestKit KIT = ActorTestKit.create(ConfigFactory.load());
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(KIT.system()));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    static Stream<Object> messages() {
        return Stream.of(
                new WorkerReport.Registered(
                        WORKER,
                        1,
                        "0.1.0",
                        1_700_000_000_123L,
                        "akka://tegum/user/worker/orders#1",
                        List.of(new WorkerReport.EngineOffer("vector", "vector/1")),
                        List.of(new WorkerReport.DeviceFacts("cpu", "cpu", "a processor", 2, 1L << 34)),
                        new WorkerReport.Limits(3_600_000),
                        List.of(new WorkerReport.HeldOffer(LEASE, SWEEP, 7, INDICES))),
                new WorkerReport.SpecRequested(WORKER, SWEEP),
                new WorkerReport.WorkRequested(WORKER, 2),
                new WorkerReport.Heartbeat(WORKER, List.of(new WorkerReport.LeaseProgress(LEASE, 1_234_567))),
                new WorkerReport.Done(
                        WORKER,
                        LEASE,
                        SWEEP,
                        7,
                        INDICES,
                        1,
                        2,
                        new WorkerReport.Provenance("vector", "vector/1", "cpu", "0.1.0"),
                        998_000,
                        new byte[] {0, 1, (byte) 0xFF}),
                new WorkerReport.Failed(WORKER, LEASE, SWEEP, 7, INDICES, FailureKind.WORKER, "device lost"),
                new WorkerReport.Released(WORKER, List.of(LEASE, new LeaseId(3, 42))),
                new CoordinatorOrder.Welcome(
                        3,
                        new CoordinatorOrder.WorkerSettings(2_000, 200_000, 256, 2, 30_000),
                        new CoordinatorOrder.Doors("akka://tegum/system/reports#2", "akka://tegum/system/results#3")),
                new CoordinatorOrder.Refused("another protocol"),
                new CoordinatorOrder.SpecText(SWEEP, "name: phase-2-1\n"),
                new CoordinatorOrder.Offer(
                        LEASE, SWEEP, 7, "vector", new IndexRange(5, 70_001), INDICES, 60_000, 600_000),
                new CoordinatorOrder.NoWork(1_000),
                new CoordinatorOrder.Acknowledged(LEASE, 1, Verdict.DUPLICATE),
                new CoordinatorOrder.LeaseLost(List.of(LEASE)),
                new CoordinatorOrder.SweepCancelled(SWEEP),
                new CoordinatorOrder.Drain("the machine is wanted"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theBytesOfEveryMessageAreGolden(Object message) throws IOException {
        byte[] bytes = SERIALIZATION.serialize(message).get();

        assertThat(SERIALIZATION.serializerFor(message.getClass()).identifier())
                .as("serialised as CBOR")
                .isEqualTo(33);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(golden(message, bytes));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageComesBack(Object message) {
        byte[] bytes = SERIALIZATION.serialize(message).get();

        Object back = SERIALIZATION.deserialize(bytes, message.getClass()).get();

        assertThat(back).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void noMessageIsForgotten() {
        Set<Class<?>> all = Stream.of(WorkerReport.class, CoordinatorOrder.class)
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .collect(Collectors.toSet());

        assertThat(messages().<Class<?>>map(Object::getClass)).containsExactlyInAnyOrderElementsOf(all);
    }

    private static String golden(Object message, byte[] bytes) {
        String name = "golden/protocol-%d/%s.cbor.hex"
                .formatted(WorkerReport.PROTOCOL, message.getClass().getSimpleName());
        try {
            if (Boolean.getBoolean("tegum.golden.write")) {
                Path file = Path.of("src/test/resources").resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, HexFormat.of().formatHex(bytes) + "\n");
            }
            try (InputStream stream = EnvelopeTest.class.getClassLoader().getResourceAsStream(name)) {
                return stream == null
                        ? "no golden file " + name
                        : new String(stream.readAllBytes(), StandardCharsets.US_ASCII).strip();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

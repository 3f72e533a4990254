package tegum.worker.calibrate;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import tegum.plan.Plan;
import tegum.plan.Stratum;
import tegum.worker.device.Device;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Engines;

/// The speeds of kernels on the devices of this machine, kept in a file of properties. Immutable.
///
/// A kernel is named by the device's description and cores, the engine's numerics and the kernel key's text.
public final class Calibration {
    private final SortedMap<String, Speed> speeds;

    private Calibration(Map<String, Speed> speeds) {
        this.speeds = new TreeMap<>(speeds);
    }

    /// What a file holds; nothing if it is not there.
    ///
    /// @throws UncheckedIOException if the file cannot be read
    public static Calibration read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException _) {
            return new Calibration(Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("the calibration " + file + " cannot be read: delete it", e);
        }
        SortedMap<String, Speed> speeds = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> speeds.put(name, Speed.parse(properties.getProperty(name))));
        return new Calibration(speeds);
    }

    /// Replaces a file.
    ///
    /// @throws UncheckedIOException if it cannot be written
    public void write(Path file) {
        Properties properties = new Properties();
        speeds.forEach((name, speed) -> properties.setProperty(name, speed.text()));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            StringWriter text = new StringWriter();
            properties.store(
                    text, "Speeds of kernels: nanoseconds a step of a training, low and high; trainings at once");
            Path draft = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(draft, text.toString());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the calibration " + file + " cannot be written", e);
        }
    }

    /// This calibration with every kernel of a plan timed anew, a second each once the JVM has compiled it.
    public Calibration measured(Plan plan, Device device, Engines engines) {
        SortedMap<String, Speed> measured = new TreeMap<>(speeds);
        SortedMap<String, Speed> now = new TreeMap<>();
        Stopwatch stopwatch = new Stopwatch(System::nanoTime);
        for (Stratum stratum : plan.strata()) {
            engine(plan, stratum, engines)
                    .ifPresent(engine -> now.computeIfAbsent(
                            name(device, engine, stratum), _ -> stopwatch.time(plan, stratum, engine, device)));
        }
        measured.putAll(now);
        return new Calibration(measured);
    }

    /// How long a plan takes on a device; empty if a kernel of it was never timed there.
    public Optional<TimeEstimate> estimate(Plan plan, Device device, Engines engines) {
        double low = 0.0;
        double high = 0.0;
        double longest = 0.0;
        for (Stratum stratum : plan.strata()) {
            Optional<Speed> known = engine(plan, stratum, engines)
                    .flatMap(engine -> Optional.ofNullable(speeds.get(name(device, engine, stratum))));
            if (known.isEmpty()) {
                return Optional.empty();
            }
            double steps = (double) stratum.trainings() * stratum.key().steps();
            low += steps * known.get().low();
            high += steps * known.get().high();
            longest = Math.max(
                    longest,
                    stratum.key().steps() * known.get().high() * known.get().atOnce());
        }
        return Optional.of(new TimeEstimate(duration(low), duration(high), duration(longest)));
    }

    private static Duration duration(double nanos) {
        return Duration.ofMillis(Math.round(nanos / 1e6));
    }

    private static Optional<Engine> engine(Plan plan, Stratum stratum, Engines engines) {
        return engines.choose(plan.spec().engine(), plan.cell(stratum, 0).cell().model(), stratum.key())
                        instanceof Engines.Choice.Chosen chosen
                ? Optional.of(chosen.engine())
                : Optional.empty();
    }

    private static String name(Device device, Engine engine, Stratum stratum) {
        return "%s, %d cores | %s | %s"
                .formatted(
                        device.description(),
                        device.cores(),
                        engine.numerics(),
                        stratum.key().text());
    }
}

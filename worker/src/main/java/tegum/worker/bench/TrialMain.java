package tegum.worker.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tegum.plan.KernelKey;
import tegum.worker.StandardEngines;
import tegum.worker.device.Device;
import tegum.worker.device.Devices;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Support;

/// A trial in a JVM of its own, so that what was compiled for one case does not shape the next.
///
/// Arguments are whether to check a whole training, then [BenchCase#arguments]; prints a line `name=value` for each
/// fact.
final class TrialMain {
    private TrialMain() {}

    public static void main(String[] arguments) {
        boolean whole = Boolean.parseBoolean(arguments[0]);
        BenchCase timed = BenchCase.of(Arrays.copyOfRange(arguments, 1, arguments.length));
        Engine engine = StandardEngines.all().named(timed.engine()).orElseThrow();
        Device device = Devices.probe().getFirst().withCores(timed.cores());
        facts(timed, engine, device, whole).forEach((name, value) -> System.out.println(name + "=" + value));
    }

    static Map<String, Object> facts(BenchCase timed, Engine engine, Device device, boolean whole) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("numerics", engine.numerics());
        if (engine.supports(timed.model(), KernelKey.of(timed.cell(BenchCase.STEPS)))
                instanceof Support.No(String reason)) {
            facts.put("passed", false);
            facts.put("check", "the engine cannot train this model: " + reason);
            return facts;
        }
        Check check = new KnownAnswer(timed, engine, device).check(whole);
        facts.put("passed", check.passed());
        facts.put("check", check.text());
        if (check.passed()) {
            Trial.Timed result = Trial.time(timed, engine, device);
            facts.put("samples", result.samples());
            facts.put("wall", result.wallSeconds());
            facts.put("processor", result.processorSeconds());
            facts.put("models", result.models());
            facts.put("settled", result.settled());
        }
        return facts;
    }
}

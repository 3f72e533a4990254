package tegum.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tegum.cli.output.Format;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;
import tegum.coordinator.dataset.DiskEstimate;
import tegum.plan.Plan;
import tegum.plan.Stratum;
import tegum.spec.Axis;
import tegum.spec.AxisList;
import tegum.spec.AxisRange;
import tegum.spec.AxisSample;
import tegum.worker.StandardEngines;
import tegum.worker.calibrate.Calibration;
import tegum.worker.calibrate.TimeEstimate;
import tegum.worker.device.Device;
import tegum.worker.device.Devices;
import tegum.worker.engine.Engines;

/// Says what a spec asks for, and trains nothing.
@Command(
        name = "plan",
        description = {
            "Check a spec and say what it would train, and how long that takes.",
            "",
            "Counts cells, trainings, strata with their kernels and engines, bytes on disk and, from a calibration of this",
            "machine, time. Trains nothing, unless --calibrate asks for short trainings whose results are thrown away."
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    /// Strata that the table lists; the machine format has all.
    private static final int LISTED_STRATA = 20;

    @Mixin
    private SpecArgument specArgument;

    @Option(names = "--calibrate", description = "Time each kernel of this plan on this machine: a few seconds each.")
    private boolean calibrate;

    @Mixin
    private ReportFormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Plan plan = Plan.of(specArgument.read().spec());
        Engines engines = StandardEngines.all();
        Device device = Devices.probe().getFirst();
        Calibration calibration = Calibration.read(CalibrationFile.path());
        if (calibrate) {
            EngineCheck.check(plan, engines);
            calibration = calibration.measured(plan, device, engines);
            calibration.write(CalibrationFile.path());
        }
        Optional<TimeEstimate> time = calibration.estimate(plan, device, engines);
        long bytes = DiskEstimate.bytes(plan);
        if (format.isJson()) {
            RowPrinter.printJson(
                    json(plan, engines, bytes, time), spec.commandLine().getOut());
        } else {
            table(plan, engines, bytes, time);
        }
        return ExitCode.DONE;
    }

    private void table(Plan plan, Engines engines, long bytes, Optional<TimeEstimate> time) {
        PrintWriter out = spec.commandLine().getOut();
        String title = plan.spec().title();
        out.printf("sweep      %s%s%n", plan.spec().name(), title.isEmpty() ? "" : ": " + title);
        plan.axes()
                .forEach(axis -> out.printf("axis       %s: %,d values, %s%n", axis.name(), axis.count(), ends(axis)));
        out.printf("cells      %,d%n", plan.cells());
        out.printf(
                "trainings  %,d (%,d of each cell)%n",
                plan.trainings(), plan.spec().replicates());
        out.printf("samples    %s%n", Quantities.count(samples(plan)));
        out.printf(
                "on disk    about %s, and %s for each second that it trains%n",
                Quantities.bytes(bytes), Quantities.bytes(DiskEstimate.BYTES_PER_SECOND));
        out.println(time.map(estimate -> "time       %s to %s on this machine (%s); the longest training %s"
                        .formatted(
                                Quantities.duration(estimate.low()),
                                Quantities.duration(estimate.high()),
                                Devices.probe().getFirst().description(),
                                Quantities.duration(estimate.longestTraining())))
                .orElse("time       unknown: no calibration of these kernels on this machine; --calibrate makes one"));
        out.printf("strata     %,d%n%n", plan.strata().size());
        List<List<Object>> rows = new ArrayList<>();
        plan.strata().stream()
                .limit(LISTED_STRATA)
                .forEach(stratum -> rows.add(List.of(
                        stratum.ordinal(),
                        stratum.cells(),
                        stratum.trainings(),
                        EngineCheck.engine(plan, stratum, engines),
                        EngineCheck.kernel(plan, stratum, engines),
                        stratum.key().text())));
        RowPrinter.print(
                new Rows(List.of("stratum", "cells", "trainings", "engine", "kernel", "kernel key"), rows.iterator()),
                Format.TABLE,
                out);
        if (plan.strata().size() > LISTED_STRATA) {
            out.printf(
                    "... and %,d more; --format json lists all%n", plan.strata().size() - LISTED_STRATA);
        }
        out.flush();
    }

    private static String ends(Axis axis) {
        return switch (axis.values()) {
            case AxisSample sample ->
                "drawn from %s to %s"
                        .formatted(sample.from().text(), sample.to().text());
            case AxisList _, AxisRange _ ->
                "%s to %s"
                        .formatted(
                                axis.values().at(0).text(),
                                axis.values().at(axis.count() - 1).text());
        };
    }

    private static Map<String, Object> json(Plan plan, Engines engines, long bytes, Optional<TimeEstimate> time) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", plan.spec().name());
        json.put("title", plan.spec().title());
        json.put(
                "axes",
                plan.axes().stream()
                        .map(axis -> Map.of("name", axis.name(), "count", axis.count()))
                        .toList());
        json.put("cells", plan.cells());
        json.put("trainings", plan.trainings());
        json.put("samples", samples(plan));
        json.put("disk_bytes", bytes);
        json.put("disk_bytes_per_second", DiskEstimate.BYTES_PER_SECOND);
        time.ifPresent(estimate -> {
            json.put("seconds_low", estimate.low().toMillis() / 1e3);
            json.put("seconds_high", estimate.high().toMillis() / 1e3);
            json.put("longest_training_seconds", estimate.longestTraining().toMillis() / 1e3);
        });
        json.put(
                "strata",
                plan.strata().stream()
                        .map(stratum -> stratum(plan, stratum, engines))
                        .toList());
        return json;
    }

    private static Map<String, Object> stratum(Plan plan, Stratum stratum, Engines engines) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stratum", stratum.ordinal());
        json.put("cells", stratum.cells());
        json.put("trainings", stratum.trainings());
        json.put("engine", EngineCheck.engine(plan, stratum, engines));
        json.put("kernel", EngineCheck.kernel(plan, stratum, engines));
        json.put("kernel_key", stratum.key().text());
        return json;
    }

    /// Samples of all steps of all trainings, the all-zero ones among them.
    private static double samples(Plan plan) {
        return plan.strata().stream()
                .mapToDouble(stratum -> (double) stratum.trainings()
                        * stratum.key().steps()
                        * stratum.key().batch())
                .sum();
    }
}

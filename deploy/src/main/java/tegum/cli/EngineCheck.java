package tegum.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.model.Cell;
import tegum.model.Model;
import tegum.plan.Plan;
import tegum.plan.Stratum;
import tegum.worker.engine.Engines;

/// Finds out before anything runs whether this machine has an engine for every kernel of a plan.
final class EngineCheck {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCheck.class);

    private EngineCheck() {}

    /// @throws UnavailableException with each engine's reason, if a kernel has none
    static void check(Plan plan, Engines engines) {
        // A plan may have many strata and few models; a reason is said once.
        Set<String> reasons = new LinkedHashSet<>();
        Set<String> passedOver = new LinkedHashSet<>();
        for (Stratum stratum : plan.strata()) {
            Model model = plan.cell(stratum, 0).cell().model();
            switch (engines.choose(plan.spec().engine(), model, stratum.key())) {
                case Engines.Choice.Chosen chosen -> passedOver.addAll(chosen.passedOver());
                case Engines.Choice.Unusable unusable -> reasons.addAll(unusable.reasons());
            }
        }
        passedOver.forEach(reason -> LOG.info("event=engine.passed-over reason=\"{}\"", reason));
        if (!reasons.isEmpty()) {
            throw new UnavailableException("this sweep cannot be trained here.\n" + String.join("\n", reasons));
        }
    }

    /// The numerics that would train a stratum here, or why there is none.
    static String engine(Plan plan, Stratum stratum, Engines engines) {
        Model model = plan.cell(stratum, 0).cell().model();
        return switch (engines.choose(plan.spec().engine(), model, stratum.key())) {
            case Engines.Choice.Chosen chosen -> chosen.engine().numerics().toString();
            case Engines.Choice.Unusable(List<String> reasons) -> "none: " + String.join(" ", reasons);
        };
    }

    /// The kernel with which that engine would train a stratum; "none" without an engine.
    static String kernel(Plan plan, Stratum stratum, Engines engines) {
        Cell cell = plan.cell(stratum, 0).cell();
        return switch (engines.choose(plan.spec().engine(), cell.model(), stratum.key())) {
            case Engines.Choice.Chosen chosen -> chosen.engine().kernel(cell);
            case Engines.Choice.Unusable _ -> "none";
        };
    }
}

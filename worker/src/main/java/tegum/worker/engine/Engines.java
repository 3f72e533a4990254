package tegum.worker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tegum.model.Model;
import tegum.plan.KernelKey;

/// The engines of a worker, best first.
///
/// @param all in the order in which `auto` tries them
public record Engines(List<Engine> all) {
    /// The request that takes the best engine there is.
    public static final String AUTO = "auto";

    public Engines {
        all = List.copyOf(all);
    }

    /// What comes of a request for an engine.
    public sealed interface Choice {

        /// @param passedOver why better engines were not taken, one sentence each
        record Chosen(Engine engine, List<String> passedOver) implements Choice {}

        /// @param reasons why each engine asked for cannot be used, one sentence each
        record Unusable(List<String> reasons) implements Choice {}
    }

    /// The engine with a name.
    public Optional<Engine> named(String name) {
        return all.stream().filter(engine -> engine.name().equals(name)).findFirst();
    }

    /// Resolves a request for a model: an engine's name, or [#AUTO].
    public Choice choose(String request, Model model, KernelKey key) {
        if (!request.equals(AUTO) && named(request).isEmpty()) {
            return new Choice.Unusable(List.of("There is no engine \"%s\" here, only %s."
                    .formatted(
                            request,
                            String.join(", ", all.stream().map(Engine::name).toList()))));
        }
        List<String> reasons = new ArrayList<>();
        for (Engine engine : all) {
            if (!request.equals(AUTO) && !request.equals(engine.name())) {
                continue;
            }
            switch (engine.supports(model, key)) {
                case Support.Yes() -> {
                    return new Choice.Chosen(engine, List.copyOf(reasons));
                }
                case Support.No(String reason) ->
                    reasons.add("Engine %s cannot train this model: %s.".formatted(engine.name(), reason));
            }
        }
        return new Choice.Unusable(List.copyOf(reasons));
    }
}

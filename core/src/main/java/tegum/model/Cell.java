package tegum.model;

/// Every parameter that can change a trained bit, except stream and replicate: one point of a sweep's grid.
public record Cell(Model model, Recipe recipe) {}

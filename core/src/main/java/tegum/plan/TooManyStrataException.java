package tegum.plan;

/// Cutting a grid into strata has passed their limit; [Plan] turns it into a problem of the spec.
final class TooManyStrataException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}

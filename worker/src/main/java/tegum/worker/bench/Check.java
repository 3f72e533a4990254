package tegum.worker.bench;

/// A comparison of what an engine trained with what is known.
///
/// @param passed whether the rate may be printed
/// @param text which answer, what came out, and the tolerance
public record Check(boolean passed, String text) {}

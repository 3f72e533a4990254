package tegum.random;

/// The 64 bits that key the generator of one training.
///
/// Source: DESIGN section 5, "Key".
///
/// @param k0 low half of the seed
/// @param k1 high half of the seed
public record TrainingKey(int k0, int k1) {}

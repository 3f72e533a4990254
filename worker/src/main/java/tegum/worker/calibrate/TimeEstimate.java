package tegum.worker.calibrate;

import java.time.Duration;

/// How long a plan's trainings take on one device.
///
/// @param low at the highest speed seen
/// @param high at the lowest speed seen
/// @param longestTraining how long the longest training takes: the bound on a drain
public record TimeEstimate(Duration low, Duration high, Duration longestTraining) {}

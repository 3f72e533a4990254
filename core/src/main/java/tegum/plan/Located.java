package tegum.plan;

/// Where a plan has a cell.
///
/// @param stratum ordinal of the stratum
/// @param position of the cell in the stratum, from 0
public record Located(int stratum, long position) {}

/// What many replicates of a cell say together: rules, quantiles, fractions and their intervals.
@NullMarked
package tegum.statistics;

import org.jspecify.annotations.NullMarked;

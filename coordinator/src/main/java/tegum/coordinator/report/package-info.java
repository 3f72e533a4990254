/// What a paper says of a sweep: methods, numbers, versions, rules, sources.
@NullMarked
package tegum.coordinator.report;

import org.jspecify.annotations.NullMarked;

/// From a spec to the trainings it asks for: cells and their ids, kernel keys, strata and their order, all lazily.
@NullMarked
package tegum.plan;

import org.jspecify.annotations.NullMarked;

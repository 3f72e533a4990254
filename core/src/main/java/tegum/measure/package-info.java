/// Every formula: what is measured of trained weights, and the loss by which trainings are ranked.
@NullMarked
package tegum.measure;

import org.jspecify.annotations.NullMarked;

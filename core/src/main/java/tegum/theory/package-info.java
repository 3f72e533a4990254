/// Closed forms: what trained models are compared with.
@NullMarked
package tegum.theory;

import org.jspecify.annotations.NullMarked;

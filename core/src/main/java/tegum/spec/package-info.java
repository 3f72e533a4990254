/// What a sweep asks for: the validated spec as values, the one spelling of a number, and every name that is taken.
@NullMarked
package tegum.spec;

import org.jspecify.annotations.NullMarked;

/// The random numbers of `streams/1`: one counter-based generator, the laws that draw from it, and their tables.
@NullMarked
package tegum.random;

import org.jspecify.annotations.NullMarked;

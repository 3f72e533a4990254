/// The program's promises, each shown on real processes.
@NullMarked
package tegum.proof;

import org.jspecify.annotations.NullMarked;

/// From YAML text to a spec, or to all of its problems with their lines.
@NullMarked
package tegum.spec.text;

import org.jspecify.annotations.NullMarked;

/// Settings of the program: defaults, then a file, then the environment, then flags, and where each value came from.
@NullMarked
package tegum.cli.config;

import org.jspecify.annotations.NullMarked;

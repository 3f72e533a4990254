/// The program's commands: they read what a person asks, call what does it, and print what came out.
@NullMarked
package tegum.cli;

import org.jspecify.annotations.NullMarked;

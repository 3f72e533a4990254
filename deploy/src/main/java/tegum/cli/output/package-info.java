/// How the program prints: tables, CSV, JSON and progress.
@NullMarked
package tegum.cli.output;

import org.jspecify.annotations.NullMarked;

/// How fast the engines train on this machine, checked against known answers and measured beside other programs.
@NullMarked
package tegum.worker.bench;

import org.jspecify.annotations.NullMarked;

/// What a worker decides: which offer runs on which device, what waits, what is reported and sent again.
@NullMarked
package tegum.worker.workbench;

import org.jspecify.annotations.NullMarked;

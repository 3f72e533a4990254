/// The engine for processors: Vector API, lanes over samples, one model per task.
@NullMarked
package tegum.worker.engine.vector;

import org.jspecify.annotations.NullMarked;

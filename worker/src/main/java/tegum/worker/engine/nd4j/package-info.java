/// Training as a program of batched ND4J arrays with a leading model axis; the one place where ND4J is known.
@NullMarked
package tegum.worker.engine.nd4j;

import org.jspecify.annotations.NullMarked;

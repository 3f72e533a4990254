/// Ways to train: the port that every engine implements, its contract, and the plain engine that is the truth.
@NullMarked
package tegum.worker.engine;

import org.jspecify.annotations.NullMarked;

/// Arrays in NumPy's files: the formats npy and npz, written as a stream.
@NullMarked
package tegum.coordinator.npz;

import org.jspecify.annotations.NullMarked;

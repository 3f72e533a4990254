package tegum.worker.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/// Float arrays that are released together. Not thread-safe.
final class OffHeap implements AutoCloseable {
    private final List<INDArray> arrays = new ArrayList<>();

    /// An array of zeros, row-major.
    INDArray zeros(long... shape) {
        INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
        arrays.add(array);
        return array;
    }

    /// An array with the given elements.
    INDArray of(float[] elements, long... shape) {
        INDArray array = zeros(shape);
        write(array, elements);
        return array;
    }

    /// Replaces the elements of a whole array.
    static void write(INDArray array, float[] elements) {
        array.data().asNioFloat().put(elements);
        written(array);
    }

    /// Says that the host's copy of an array is the newer one; means something where a device has another.
    static void written(INDArray array) {
        Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    }

    @Override
    public void close() {
        for (INDArray array : arrays) {
            array.close();
        }
        arrays.clear();
    }
}

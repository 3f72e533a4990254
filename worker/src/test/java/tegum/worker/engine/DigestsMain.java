package tegum.worker.engine;

import jdk.incubator.vector.VectorShape;
import tegum.worker.engine.vector.VectorEngine;

/// Prints the size of this JVM's vectors in bits, then the digests of the vector engine's golden trainings.
final class DigestsMain {
    private DigestsMain() {}

    public static void main(String[] arguments) {
        System.out.println(VectorShape.preferredShape().vectorBitSize());
        GoldenTrainings.digests(new VectorEngine()).forEach(System.out::println);
    }
}

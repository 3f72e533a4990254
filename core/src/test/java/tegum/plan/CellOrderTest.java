package tegum.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CellOrderTest {

    @Test
    void theFirstPositionsAreThoseOfTheDesign() {
        // 6 = 2 * 3 and 5: digits in turn are (axis 0, radix 2), (axis 1, radix 5), (axis 0, radix 3).
        CellOrder order = new CellOrder(6, 5);

        assertThat(order.indices(0)).containsExactly(0, 0);
        assertThat(order.indices(1)).as("2 visited as d").containsExactly(3, 0);
        assertThat(order.indices(2)).as("5 visited as 3 d mod 5").containsExactly(0, 3);
        assertThat(order.indices(4)).containsExactly(0, 1);
        assertThat(order.indices(10)).as("3 visited as 2 d mod 3").containsExactly(2, 0);
        assertThat(order.indices(20)).containsExactly(1, 0);
    }

    @Test
    void stridesAreTheGoldenShareOfTheRadix() {
        assertThat(List.of(CellOrder.stride(2), CellOrder.stride(3), CellOrder.stride(5), CellOrder.stride(7)))
                .containsExactly(1, 2, 3, 4);
        assertThat(CellOrder.stride(41)).isEqualTo(25);
    }

    /// Goal: positions and grid points are one to one.
    /// Method: random axis counts, all positions of small grids; single positions of large ones.
    @Test
    void theOrderIsABijection() {
        SplittableRandom random = new SplittableRandom(3);
        for (int repetition = 0; repetition < 100; repetition++) {
            int[] counts = random.ints(random.nextInt(1, 4), 1, 31).toArray();
            long cells = Arrays.stream(counts).asLongStream().reduce(1, (a, b) -> a * b);
            CellOrder order = new CellOrder(counts);
            Set<List<Integer>> seen = new HashSet<>();
            for (long position = 0; position < cells; position++) {
                int[] indices = order.indices(position);
                assertThat(order.position(indices)).isEqualTo(position);
                for (int axis = 0; axis < counts.length; axis++) {
                    assertThat(indices[axis]).isBetween(0, counts[axis] - 1);
                }
                seen.add(Arrays.stream(indices).boxed().toList());
            }
            assertThat(seen).hasSize((int) cells);
        }
        CellOrder large = new CellOrder(999_983, 1000); // A large prime.
        for (long position = 0; position < 999_983_000L; position += 99_991_003L) {
            assertThat(large.position(large.indices(position))).isEqualTo(position);
        }
    }

    @Test
    void aSweepWithoutAxesHasOneCell() {
        assertThat(new CellOrder().indices(0)).isEmpty();
        assertThat(new CellOrder().position()).isZero();
    }
}

package tegum.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import tegum.measure.ComponentClass;
import tegum.plan.IndexRange;
import tegum.plan.Plan;
import tegum.plan.PlannedCell;
import tegum.plan.Stratum;
import tegum.protocol.ResultColumns;
import tegum.protocol.ResultColumns.ComponentColumns;
import tegum.protocol.ResultColumns.FeatureColumns;
import tegum.protocol.ResultColumns.LossColumns;
import tegum.protocol.ResultColumns.MeasuredColumns;
import tegum.protocol.ResultColumns.SumColumns;
import tegum.protocol.ResultColumns.TrajectoryColumns;
import tegum.protocol.ResultColumns.WeightColumns;

/// Results for any number of trainings, made from a few that were trained: every number of training `index` is that of
/// template `index mod templates`, scaled by a factor just above 1 that the index alone decides. So no two trainings
/// have equal numbers, nothing compresses better than real results do, and all can be told again.
final class MadeResults {
    private static final double MOST_CHANGE = 1e-3;

    private final ResultColumns templates;
    private final MeasuredColumns numbers;

    /// @param templates measured trainings of one stratum, all with weights and none with recorded steps
    MadeResults(ResultColumns templates) {
        this.templates = templates;
        this.numbers = templates.numbers();
        if (numbers.count() != templates.count() || numbers.weights().w().length == 0) {
            throw new IllegalArgumentException("the templates are measured trainings with weights");
        }
    }

    private static long mixed(long index) {
        long z = (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private static double factor(long index) {
        return 1 + MOST_CHANGE * (mixed(index) >>> 11) * 0x1p-53;
    }

    private int template(long index) {
        return (int) (index % templates.count());
    }

    /// The results of a range of trainings.
    ResultColumns of(IndexRange range) {
        int count = (int) range.count();
        long[] indices = LongStream.range(range.from(), range.to()).toArray();
        boolean[] measured = new boolean[count];
        Arrays.fill(measured, true);
        float[] millis = new float[count];
        for (int k = 0; k < count; k++) {
            millis[k] = templates.millis()[template(indices[k])];
        }
        LossColumns losses = numbers.losses();
        SumColumns sums = numbers.sums();
        FeatureColumns features = numbers.features();
        int n = numbers.shape().features();
        boolean[] settled = new boolean[count];
        int[] rank = new int[count];
        double[] slope = new double[count];
        for (int k = 0; k < count; k++) {
            settled[k] = losses.settled()[template(indices[k])];
            rank[k] = sums.rank()[template(indices[k])];
            slope[k] = losses.slope()[template(indices[k])];
        }
        return new ResultColumns(
                indices,
                measured,
                millis,
                new MeasuredColumns(
                        numbers.shape(),
                        new LossColumns(
                                scaled(losses.loss(), 1, indices),
                                scaled(losses.lossSe(), 1, indices),
                                scaled(losses.trainLoss(), 1, indices),
                                slope,
                                settled),
                        new SumColumns(
                                scaled(sums.frobeniusSq(), 1, indices),
                                scaled(sums.dimensionalitySum(), 1, indices),
                                scaled(sums.interferenceMean(), 1, indices),
                                rank),
                        new FeatureColumns(
                                scaled(features.norm(), n, indices),
                                scaled(features.dimensionality(), n, indices),
                                scaled(features.interference(), n, indices),
                                scaled(features.bias(), n, indices)),
                        components(indices),
                        weights(indices),
                        new TrajectoryColumns(
                                new int[count + 1],
                                new int[0],
                                new double[0],
                                new double[0],
                                new float[0],
                                new float[0])));
    }

    private double[] scaled(double[] column, int each, long... indices) {
        double[] made = new double[indices.length * each];
        for (int k = 0; k < indices.length; k++) {
            double factor = factor(indices[k]);
            int from = template(indices[k]) * each;
            for (int i = 0; i < each; i++) {
                made[k * each + i] = column[from + i] * factor;
            }
        }
        return made;
    }

    private float[] scaled(float[] column, int each, long... indices) {
        float[] made = new float[indices.length * each];
        for (int k = 0; k < indices.length; k++) {
            double factor = factor(indices[k]);
            int from = numbers.weights().at()[template(indices[k])] * each;
            for (int i = 0; i < each; i++) {
                made[k * each + i] = (float) (column[from + i] * factor);
            }
        }
        return made;
    }

    private ComponentColumns components(long... indices) {
        ComponentColumns all = numbers.components();
        int[] from = new int[indices.length + 1];
        List<Integer> taken = new ArrayList<>();
        for (int k = 0; k < indices.length; k++) {
            int template = template(indices[k]);
            for (int c = all.from()[template]; c < all.from()[template + 1]; c++) {
                taken.add(c);
            }
            from[k + 1] = taken.size();
        }
        int[] memberFrom = new int[taken.size() + 1];
        for (int c = 0; c < taken.size(); c++) {
            int of = taken.get(c);
            memberFrom[c + 1] = memberFrom[c] + all.memberFrom()[of + 1] - all.memberFrom()[of];
        }
        int[] members = new int[memberFrom[taken.size()]];
        for (int c = 0; c < taken.size(); c++) {
            System.arraycopy(
                    all.members(),
                    all.memberFrom()[taken.get(c)],
                    members,
                    memberFrom[c],
                    memberFrom[c + 1] - memberFrom[c]);
        }
        return new ComponentColumns(
                from,
                taken.stream().map(c -> all.shape()[c]).toArray(ComponentClass[]::new),
                taken.stream().mapToInt(c -> all.rank()[c]).toArray(),
                taken.stream().mapToDouble(c -> all.dimensionality()[c]).toArray(),
                memberFrom,
                members);
    }

    private WeightColumns weights(long... indices) {
        long[] digests = new long[2 * indices.length];
        int[] at = new int[indices.length];
        for (int k = 0; k < indices.length; k++) {
            at[k] = k;
            digests[2 * k] = mixed(indices[k]);
            digests[2 * k + 1] = ~mixed(indices[k]);
        }
        return new WeightColumns(
                digests,
                at,
                scaled(numbers.weights().w(), numbers.shape().weights(), indices),
                scaled(numbers.weights().b(), numbers.shape().features(), indices));
    }

    /// What `tegum digest` says of a store with the first trainings of a stratum and nothing else, told again from here
    /// and not from the store.
    ///
    /// @param trainings how many
    String digest(Plan plan, String numerics, long trainings) {
        Stratum stratum = plan.strata().getFirst();
        List<PlannedCell> cells = LongStream.range(0, Math.min(trainings, stratum.cells()))
                .mapToObj(position -> plan.cell(stratum, position))
                .sorted(Comparator.comparing(PlannedCell::id))
                .toList();
        Told told = new Told();
        for (PlannedCell cell : cells) {
            for (int replicate = 0; replicate < stratum.replicates(); replicate++) {
                long index = stratum.index(replicate, cell.where().position());
                if (index < trainings) {
                    told.text(cell.id().toString());
                    told.number(plan.spec().seed());
                    told.number(replicate);
                    told.text(numerics);
                    tell(told, index);
                }
            }
        }
        return told.digest();
    }

    private void tell(Told told, long index) {
        int template = template(index);
        double factor = factor(index);
        LossColumns losses = numbers.losses();
        told.text(losses.settled()[template] ? "converged" : "unsettled");
        told.number(losses.loss()[template] * factor);
        told.number(losses.lossSe()[template] * factor);
        told.text(HexFormat.of().toHexDigits(mixed(index)) + HexFormat.of().toHexDigits(~mixed(index)));
        FeatureColumns features = numbers.features();
        for (double[] column :
                List.of(features.norm(), features.dimensionality(), features.interference(), features.bias())) {
            int n = numbers.shape().features();
            told.list(column, template * n, n, factor);
        }
    }

    /// The bytes that a digest is over, as [tegum.coordinator.query.Digest] describes them.
    private static final class Told {
        private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        private final MessageDigest sha;

        Told() {
            try {
                sha = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        void text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
        }

        void number(long number) {
            room(Long.BYTES).putLong(number);
        }

        void number(double number) {
            room(Double.BYTES).putDouble(number);
        }

        void list(double[] column, int from, int count, double factor) {
            room(Integer.BYTES).putInt(count);
            for (int k = from; k < from + count; k++) {
                number(column[k] * factor);
            }
        }

        private ByteBuffer room(int bytes) {
            if (buffer.remaining() < bytes) {
                sha.update(buffer.flip());
                buffer.clear();
            }
            return buffer;
        }

        String digest() {
            sha.update(buffer.flip());
            return HexFormat.of().formatHex(sha.digest());
        }
    }
}

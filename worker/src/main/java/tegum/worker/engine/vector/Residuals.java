package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Losses and output gradients of a chunk, 4 vectors of samples at a time.
///
/// Small static methods that the compiler turns into loops over registers: parameters are unpacked at the call,
/// because an object in between keeps vectors out of registers, and vectors do not cross calls. They are written
/// out, and no longer than they are, because the compilers fuse neither arrays of vectors nor longer methods.
final class Residuals {
    private Residuals() {}

    /// Turns preactivations `a` in `g` into output gradients, and writes the loss of each sample: ReLU output.
    ///
    /// @param features rows of a group of `g`
    /// @param from where `x` begins; a row has `stride` floats
    /// @param atG where `g` begins
    /// @param to where the losses begin
    static void relu(
            float[] importance,
            int features,
            float[] x,
            int from,
            int stride,
            float[] g,
            int atG,
            float[] loss,
            int to,
            int groups) {
        int gGroup = features * Lanes.VIRTUAL;
        int g1 = Lanes.offset(1, gGroup);
        int g2 = Lanes.offset(2, gGroup);
        int g3 = Lanes.offset(3, gGroup);
        for (int group = 0; group < groups; group += Lanes.GROUPS) {
            int at = atG + group * gGroup;
            int row = from + group * Lanes.VIRTUAL;
            FloatVector l0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector l1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector l2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector l3 = FloatVector.zero(Lanes.FLOATS);
            for (int i = 0; i < features; i++) {
                FloatVector weight = FloatVector.broadcast(Lanes.FLOATS, importance[i]);
                FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, g, at);
                VectorMask<Float> passes0 = a0.compare(GT, 0f);
                FloatVector e0 = Lanes.ZERO.blend(a0, passes0).sub(FloatVector.fromArray(Lanes.FLOATS, x, row));
                FloatVector v0 = e0.mul(weight);
                l0 = v0.fma(e0, l0);
                Lanes.ZERO.blend(v0, passes0).intoArray(g, at);
                FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, g, at + g1);
                VectorMask<Float> passes1 = a1.compare(GT, 0f);
                FloatVector e1 =
                        Lanes.ZERO.blend(a1, passes1).sub(FloatVector.fromArray(Lanes.FLOATS, x, row + Lanes.WIDTH));
                FloatVector v1 = e1.mul(weight);
                l1 = v1.fma(e1, l1);
                Lanes.ZERO.blend(v1, passes1).intoArray(g, at + g1);
                FloatVector a2 = FloatVector.fromArray(Lanes.FLOATS, g, at + g2);
                VectorMask<Float> passes2 = a2.compare(GT, 0f);
                FloatVector e2 = Lanes.ZERO
                        .blend(a2, passes2)
                        .sub(FloatVector.fromArray(Lanes.FLOATS, x, row + 2 * Lanes.WIDTH));
                FloatVector v2 = e2.mul(weight);
                l2 = v2.fma(e2, l2);
                Lanes.ZERO.blend(v2, passes2).intoArray(g, at + g2);
                FloatVector a3 = FloatVector.fromArray(Lanes.FLOATS, g, at + g3);
                VectorMask<Float> passes3 = a3.compare(GT, 0f);
                FloatVector e3 = Lanes.ZERO
                        .blend(a3, passes3)
                        .sub(FloatVector.fromArray(Lanes.FLOATS, x, row + 3 * Lanes.WIDTH));
                FloatVector v3 = e3.mul(weight);
                l3 = v3.fma(e3, l3);
                Lanes.ZERO.blend(v3, passes3).intoArray(g, at + g3);
                at += Lanes.VIRTUAL;
                row += stride;
            }
            int column = to + group * Lanes.VIRTUAL;
            l0.intoArray(loss, column);
            l1.intoArray(loss, column + Lanes.WIDTH);
            l2.intoArray(loss, column + 2 * Lanes.WIDTH);
            l3.intoArray(loss, column + 3 * Lanes.WIDTH);
        }
    }

    /// As [#relu] for a linear output.
    ///
    /// @param features rows of a group of `g`
    /// @param from where `x` begins; a row has `stride` floats
    /// @param atG where `g` begins
    /// @param to where the losses begin
    static void linear(
            float[] importance,
            int features,
            float[] x,
            int from,
            int stride,
            float[] g,
            int atG,
            float[] loss,
            int to,
            int groups) {
        int gGroup = features * Lanes.VIRTUAL;
        int g1 = Lanes.offset(1, gGroup);
        int g2 = Lanes.offset(2, gGroup);
        int g3 = Lanes.offset(3, gGroup);
        for (int group = 0; group < groups; group += Lanes.GROUPS) {
            int at = atG + group * gGroup;
            int row = from + group * Lanes.VIRTUAL;
            FloatVector l0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector l1 = FloatVector.zero(Lanes.FLOATS);
            FloatVector l2 = FloatVector.zero(Lanes.FLOATS);
            FloatVector l3 = FloatVector.zero(Lanes.FLOATS);
            for (int i = 0; i < features; i++) {
                FloatVector weight = FloatVector.broadcast(Lanes.FLOATS, importance[i]);
                FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, g, at);
                FloatVector e0 = a0.sub(FloatVector.fromArray(Lanes.FLOATS, x, row));
                FloatVector v0 = e0.mul(weight);
                l0 = v0.fma(e0, l0);
                v0.intoArray(g, at);
                FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, g, at + g1);
                FloatVector e1 = a1.sub(FloatVector.fromArray(Lanes.FLOATS, x, row + Lanes.WIDTH));
                FloatVector v1 = e1.mul(weight);
                l1 = v1.fma(e1, l1);
                v1.intoArray(g, at + g1);
                FloatVector a2 = FloatVector.fromArray(Lanes.FLOATS, g, at + g2);
                FloatVector e2 = a2.sub(FloatVector.fromArray(Lanes.FLOATS, x, row + 2 * Lanes.WIDTH));
                FloatVector v2 = e2.mul(weight);
                l2 = v2.fma(e2, l2);
                v2.intoArray(g, at + g2);
                FloatVector a3 = FloatVector.fromArray(Lanes.FLOATS, g, at + g3);
                FloatVector e3 = a3.sub(FloatVector.fromArray(Lanes.FLOATS, x, row + 3 * Lanes.WIDTH));
                FloatVector v3 = e3.mul(weight);
                l3 = v3.fma(e3, l3);
                v3.intoArray(g, at + g3);
                at += Lanes.VIRTUAL;
                row += stride;
            }
            int column = to + group * Lanes.VIRTUAL;
            l0.intoArray(loss, column);
            l1.intoArray(loss, column + Lanes.WIDTH);
            l2.intoArray(loss, column + 2 * Lanes.WIDTH);
            l3.intoArray(loss, column + 3 * Lanes.WIDTH);
        }
    }
}

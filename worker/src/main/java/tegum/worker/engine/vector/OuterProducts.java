package tegum.worker.engine.vector;

import jdk.incubator.vector.FloatVector;

/// Adds `d_k x_i + h_k g_i` to the lane sums of a tile of up to 3 features by 5 hidden units.
///
/// Small static methods that the compiler turns into loops over registers: parameters are unpacked at the call,
/// because an object in between keeps vectors out of registers, and vectors do not cross calls. They are written
/// out, and no longer than they are, because the compilers fuse neither arrays of vectors nor longer methods. With
/// 4 by 5 sums the compiler keeps 5 of them in memory; one array for all but `x` saves it checks.
///
/// | parameter        | is                                                                       |
/// |------------------|--------------------------------------------------------------------------|
/// | `rowI`, `stride` | where the first feature's row begins in `x`; floats of a row             |
/// | `own`            | holds `g`, `h`, `d` and the sums                                         |
/// | `atI`, `gGroup`  | where the first feature lies in the first group of `g`; floats of a group|
/// | `atK`, `hGroup`  | where the first hidden unit lies in `h`; floats of a group of `h` and `d`|
/// | `atD`            | where it lies in `d`                                                     |
/// | `lane`           | first of the virtual lanes that are added                                |
/// | `to`, `next`     | the lane's sum of the first element; from a feature's sums to the next's |
final class OuterProducts {
    private OuterProducts() {}

    static void threeByFive(
            float[] x,
            int rowI,
            int stride,
            float[] own,
            int atI,
            int gGroup,
            int atK,
            int atD,
            int hGroup,
            int lane,
            int groups,
            int to,
            int next) {
        FloatVector p0 = FloatVector.fromArray(Lanes.FLOATS, own, to);
        FloatVector p1 = FloatVector.fromArray(Lanes.FLOATS, own, to + Lanes.VIRTUAL);
        FloatVector p2 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * Lanes.VIRTUAL);
        FloatVector p3 = FloatVector.fromArray(Lanes.FLOATS, own, to + 3 * Lanes.VIRTUAL);
        FloatVector p4 = FloatVector.fromArray(Lanes.FLOATS, own, to + 4 * Lanes.VIRTUAL);
        FloatVector q0 = FloatVector.fromArray(Lanes.FLOATS, own, to + next);
        FloatVector q1 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + Lanes.VIRTUAL);
        FloatVector q2 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + 2 * Lanes.VIRTUAL);
        FloatVector q3 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + 3 * Lanes.VIRTUAL);
        FloatVector q4 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + 4 * Lanes.VIRTUAL);
        FloatVector r0 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * next);
        FloatVector r1 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * next + Lanes.VIRTUAL);
        FloatVector r2 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * next + 2 * Lanes.VIRTUAL);
        FloatVector r3 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * next + 3 * Lanes.VIRTUAL);
        FloatVector r4 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * next + 4 * Lanes.VIRTUAL);
        int ofG = atI + lane;
        int ofH = atK + lane;
        int ofD = atD + lane;
        int end = rowI + groups * Lanes.VIRTUAL;
        for (int column = rowI + lane; column < end; column += Lanes.VIRTUAL) {
            FloatVector h0 = FloatVector.fromArray(Lanes.FLOATS, own, ofH);
            FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, own, ofD);
            FloatVector h1 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + Lanes.VIRTUAL);
            FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + Lanes.VIRTUAL);
            FloatVector h2 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + 2 * Lanes.VIRTUAL);
            FloatVector d2 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + 2 * Lanes.VIRTUAL);
            FloatVector h3 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + 3 * Lanes.VIRTUAL);
            FloatVector d3 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + 3 * Lanes.VIRTUAL);
            FloatVector h4 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + 4 * Lanes.VIRTUAL);
            FloatVector d4 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + 4 * Lanes.VIRTUAL);
            FloatVector xi = FloatVector.fromArray(Lanes.FLOATS, x, column);
            FloatVector gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG);
            p0 = d0.fma(xi, h0.fma(gi, p0));
            p1 = d1.fma(xi, h1.fma(gi, p1));
            p2 = d2.fma(xi, h2.fma(gi, p2));
            p3 = d3.fma(xi, h3.fma(gi, p3));
            p4 = d4.fma(xi, h4.fma(gi, p4));
            xi = FloatVector.fromArray(Lanes.FLOATS, x, column + stride);
            gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG + Lanes.VIRTUAL);
            q0 = d0.fma(xi, h0.fma(gi, q0));
            q1 = d1.fma(xi, h1.fma(gi, q1));
            q2 = d2.fma(xi, h2.fma(gi, q2));
            q3 = d3.fma(xi, h3.fma(gi, q3));
            q4 = d4.fma(xi, h4.fma(gi, q4));
            xi = FloatVector.fromArray(Lanes.FLOATS, x, column + 2 * stride);
            gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG + 2 * Lanes.VIRTUAL);
            r0 = d0.fma(xi, h0.fma(gi, r0));
            r1 = d1.fma(xi, h1.fma(gi, r1));
            r2 = d2.fma(xi, h2.fma(gi, r2));
            r3 = d3.fma(xi, h3.fma(gi, r3));
            r4 = d4.fma(xi, h4.fma(gi, r4));
            ofG += gGroup;
            ofH += hGroup;
            ofD += hGroup;
        }
        p0.intoArray(own, to);
        p1.intoArray(own, to + Lanes.VIRTUAL);
        p2.intoArray(own, to + 2 * Lanes.VIRTUAL);
        p3.intoArray(own, to + 3 * Lanes.VIRTUAL);
        p4.intoArray(own, to + 4 * Lanes.VIRTUAL);
        q0.intoArray(own, to + next);
        q1.intoArray(own, to + next + Lanes.VIRTUAL);
        q2.intoArray(own, to + next + 2 * Lanes.VIRTUAL);
        q3.intoArray(own, to + next + 3 * Lanes.VIRTUAL);
        q4.intoArray(own, to + next + 4 * Lanes.VIRTUAL);
        r0.intoArray(own, to + 2 * next);
        r1.intoArray(own, to + 2 * next + Lanes.VIRTUAL);
        r2.intoArray(own, to + 2 * next + 2 * Lanes.VIRTUAL);
        r3.intoArray(own, to + 2 * next + 3 * Lanes.VIRTUAL);
        r4.intoArray(own, to + 2 * next + 4 * Lanes.VIRTUAL);
    }

    static void threeByThree(
            float[] x,
            int rowI,
            int stride,
            float[] own,
            int atI,
            int gGroup,
            int atK,
            int atD,
            int hGroup,
            int lane,
            int groups,
            int to,
            int next) {
        FloatVector p0 = FloatVector.fromArray(Lanes.FLOATS, own, to);
        FloatVector p1 = FloatVector.fromArray(Lanes.FLOATS, own, to + Lanes.VIRTUAL);
        FloatVector p2 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * Lanes.VIRTUAL);
        FloatVector q0 = FloatVector.fromArray(Lanes.FLOATS, own, to + next);
        FloatVector q1 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + Lanes.VIRTUAL);
        FloatVector q2 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + 2 * Lanes.VIRTUAL);
        FloatVector r0 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * next);
        FloatVector r1 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * next + Lanes.VIRTUAL);
        FloatVector r2 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * next + 2 * Lanes.VIRTUAL);
        int ofG = atI + lane;
        int ofH = atK + lane;
        int ofD = atD + lane;
        int end = rowI + groups * Lanes.VIRTUAL;
        for (int column = rowI + lane; column < end; column += Lanes.VIRTUAL) {
            FloatVector h0 = FloatVector.fromArray(Lanes.FLOATS, own, ofH);
            FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, own, ofD);
            FloatVector h1 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + Lanes.VIRTUAL);
            FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + Lanes.VIRTUAL);
            FloatVector h2 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + 2 * Lanes.VIRTUAL);
            FloatVector d2 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + 2 * Lanes.VIRTUAL);
            FloatVector xi = FloatVector.fromArray(Lanes.FLOATS, x, column);
            FloatVector gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG);
            p0 = d0.fma(xi, h0.fma(gi, p0));
            p1 = d1.fma(xi, h1.fma(gi, p1));
            p2 = d2.fma(xi, h2.fma(gi, p2));
            xi = FloatVector.fromArray(Lanes.FLOATS, x, column + stride);
            gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG + Lanes.VIRTUAL);
            q0 = d0.fma(xi, h0.fma(gi, q0));
            q1 = d1.fma(xi, h1.fma(gi, q1));
            q2 = d2.fma(xi, h2.fma(gi, q2));
            xi = FloatVector.fromArray(Lanes.FLOATS, x, column + 2 * stride);
            gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG + 2 * Lanes.VIRTUAL);
            r0 = d0.fma(xi, h0.fma(gi, r0));
            r1 = d1.fma(xi, h1.fma(gi, r1));
            r2 = d2.fma(xi, h2.fma(gi, r2));
            ofG += gGroup;
            ofH += hGroup;
            ofD += hGroup;
        }
        p0.intoArray(own, to);
        p1.intoArray(own, to + Lanes.VIRTUAL);
        p2.intoArray(own, to + 2 * Lanes.VIRTUAL);
        q0.intoArray(own, to + next);
        q1.intoArray(own, to + next + Lanes.VIRTUAL);
        q2.intoArray(own, to + next + 2 * Lanes.VIRTUAL);
        r0.intoArray(own, to + 2 * next);
        r1.intoArray(own, to + 2 * next + Lanes.VIRTUAL);
        r2.intoArray(own, to + 2 * next + 2 * Lanes.VIRTUAL);
    }

    static void threeByTwo(
            float[] x,
            int rowI,
            int stride,
            float[] own,
            int atI,
            int gGroup,
            int atK,
            int atD,
            int hGroup,
            int lane,
            int groups,
            int to,
            int next) {
        FloatVector p0 = FloatVector.fromArray(Lanes.FLOATS, own, to);
        FloatVector p1 = FloatVector.fromArray(Lanes.FLOATS, own, to + Lanes.VIRTUAL);
        FloatVector q0 = FloatVector.fromArray(Lanes.FLOATS, own, to + next);
        FloatVector q1 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + Lanes.VIRTUAL);
        FloatVector r0 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * next);
        FloatVector r1 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * next + Lanes.VIRTUAL);
        int ofG = atI + lane;
        int ofH = atK + lane;
        int ofD = atD + lane;
        int end = rowI + groups * Lanes.VIRTUAL;
        for (int column = rowI + lane; column < end; column += Lanes.VIRTUAL) {
            FloatVector h0 = FloatVector.fromArray(Lanes.FLOATS, own, ofH);
            FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, own, ofD);
            FloatVector h1 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + Lanes.VIRTUAL);
            FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + Lanes.VIRTUAL);
            FloatVector xi = FloatVector.fromArray(Lanes.FLOATS, x, column);
            FloatVector gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG);
            p0 = d0.fma(xi, h0.fma(gi, p0));
            p1 = d1.fma(xi, h1.fma(gi, p1));
            xi = FloatVector.fromArray(Lanes.FLOATS, x, column + stride);
            gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG + Lanes.VIRTUAL);
            q0 = d0.fma(xi, h0.fma(gi, q0));
            q1 = d1.fma(xi, h1.fma(gi, q1));
            xi = FloatVector.fromArray(Lanes.FLOATS, x, column + 2 * stride);
            gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG + 2 * Lanes.VIRTUAL);
            r0 = d0.fma(xi, h0.fma(gi, r0));
            r1 = d1.fma(xi, h1.fma(gi, r1));
            ofG += gGroup;
            ofH += hGroup;
            ofD += hGroup;
        }
        p0.intoArray(own, to);
        p1.intoArray(own, to + Lanes.VIRTUAL);
        q0.intoArray(own, to + next);
        q1.intoArray(own, to + next + Lanes.VIRTUAL);
        r0.intoArray(own, to + 2 * next);
        r1.intoArray(own, to + 2 * next + Lanes.VIRTUAL);
    }

    static void twoByFive(
            float[] x,
            int rowI,
            int stride,
            float[] own,
            int atI,
            int gGroup,
            int atK,
            int atD,
            int hGroup,
            int lane,
            int groups,
            int to,
            int next) {
        FloatVector p0 = FloatVector.fromArray(Lanes.FLOATS, own, to);
        FloatVector p1 = FloatVector.fromArray(Lanes.FLOATS, own, to + Lanes.VIRTUAL);
        FloatVector p2 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * Lanes.VIRTUAL);
        FloatVector p3 = FloatVector.fromArray(Lanes.FLOATS, own, to + 3 * Lanes.VIRTUAL);
        FloatVector p4 = FloatVector.fromArray(Lanes.FLOATS, own, to + 4 * Lanes.VIRTUAL);
        FloatVector q0 = FloatVector.fromArray(Lanes.FLOATS, own, to + next);
        FloatVector q1 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + Lanes.VIRTUAL);
        FloatVector q2 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + 2 * Lanes.VIRTUAL);
        FloatVector q3 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + 3 * Lanes.VIRTUAL);
        FloatVector q4 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + 4 * Lanes.VIRTUAL);
        int ofG = atI + lane;
        int ofH = atK + lane;
        int ofD = atD + lane;
        int end = rowI + groups * Lanes.VIRTUAL;
        for (int column = rowI + lane; column < end; column += Lanes.VIRTUAL) {
            FloatVector h0 = FloatVector.fromArray(Lanes.FLOATS, own, ofH);
            FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, own, ofD);
            FloatVector h1 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + Lanes.VIRTUAL);
            FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + Lanes.VIRTUAL);
            FloatVector h2 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + 2 * Lanes.VIRTUAL);
            FloatVector d2 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + 2 * Lanes.VIRTUAL);
            FloatVector h3 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + 3 * Lanes.VIRTUAL);
            FloatVector d3 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + 3 * Lanes.VIRTUAL);
            FloatVector h4 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + 4 * Lanes.VIRTUAL);
            FloatVector d4 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + 4 * Lanes.VIRTUAL);
            FloatVector xi = FloatVector.fromArray(Lanes.FLOATS, x, column);
            FloatVector gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG);
            p0 = d0.fma(xi, h0.fma(gi, p0));
            p1 = d1.fma(xi, h1.fma(gi, p1));
            p2 = d2.fma(xi, h2.fma(gi, p2));
            p3 = d3.fma(xi, h3.fma(gi, p3));
            p4 = d4.fma(xi, h4.fma(gi, p4));
            xi = FloatVector.fromArray(Lanes.FLOATS, x, column + stride);
            gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG + Lanes.VIRTUAL);
            q0 = d0.fma(xi, h0.fma(gi, q0));
            q1 = d1.fma(xi, h1.fma(gi, q1));
            q2 = d2.fma(xi, h2.fma(gi, q2));
            q3 = d3.fma(xi, h3.fma(gi, q3));
            q4 = d4.fma(xi, h4.fma(gi, q4));
            ofG += gGroup;
            ofH += hGroup;
            ofD += hGroup;
        }
        p0.intoArray(own, to);
        p1.intoArray(own, to + Lanes.VIRTUAL);
        p2.intoArray(own, to + 2 * Lanes.VIRTUAL);
        p3.intoArray(own, to + 3 * Lanes.VIRTUAL);
        p4.intoArray(own, to + 4 * Lanes.VIRTUAL);
        q0.intoArray(own, to + next);
        q1.intoArray(own, to + next + Lanes.VIRTUAL);
        q2.intoArray(own, to + next + 2 * Lanes.VIRTUAL);
        q3.intoArray(own, to + next + 3 * Lanes.VIRTUAL);
        q4.intoArray(own, to + next + 4 * Lanes.VIRTUAL);
    }

    static void twoByThree(
            float[] x,
            int rowI,
            int stride,
            float[] own,
            int atI,
            int gGroup,
            int atK,
            int atD,
            int hGroup,
            int lane,
            int groups,
            int to,
            int next) {
        FloatVector p0 = FloatVector.fromArray(Lanes.FLOATS, own, to);
        FloatVector p1 = FloatVector.fromArray(Lanes.FLOATS, own, to + Lanes.VIRTUAL);
        FloatVector p2 = FloatVector.fromArray(Lanes.FLOATS, own, to + 2 * Lanes.VIRTUAL);
        FloatVector q0 = FloatVector.fromArray(Lanes.FLOATS, own, to + next);
        FloatVector q1 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + Lanes.VIRTUAL);
        FloatVector q2 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + 2 * Lanes.VIRTUAL);
        int ofG = atI + lane;
        int ofH = atK + lane;
        int ofD = atD + lane;
        int end = rowI + groups * Lanes.VIRTUAL;
        for (int column = rowI + lane; column < end; column += Lanes.VIRTUAL) {
            FloatVector h0 = FloatVector.fromArray(Lanes.FLOATS, own, ofH);
            FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, own, ofD);
            FloatVector h1 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + Lanes.VIRTUAL);
            FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + Lanes.VIRTUAL);
            FloatVector h2 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + 2 * Lanes.VIRTUAL);
            FloatVector d2 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + 2 * Lanes.VIRTUAL);
            FloatVector xi = FloatVector.fromArray(Lanes.FLOATS, x, column);
            FloatVector gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG);
            p0 = d0.fma(xi, h0.fma(gi, p0));
            p1 = d1.fma(xi, h1.fma(gi, p1));
            p2 = d2.fma(xi, h2.fma(gi, p2));
            xi = FloatVector.fromArray(Lanes.FLOATS, x, column + stride);
            gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG + Lanes.VIRTUAL);
            q0 = d0.fma(xi, h0.fma(gi, q0));
            q1 = d1.fma(xi, h1.fma(gi, q1));
            q2 = d2.fma(xi, h2.fma(gi, q2));
            ofG += gGroup;
            ofH += hGroup;
            ofD += hGroup;
        }
        p0.intoArray(own, to);
        p1.intoArray(own, to + Lanes.VIRTUAL);
        p2.intoArray(own, to + 2 * Lanes.VIRTUAL);
        q0.intoArray(own, to + next);
        q1.intoArray(own, to + next + Lanes.VIRTUAL);
        q2.intoArray(own, to + next + 2 * Lanes.VIRTUAL);
    }

    static void twoByTwo(
            float[] x,
            int rowI,
            int stride,
            float[] own,
            int atI,
            int gGroup,
            int atK,
            int atD,
            int hGroup,
            int lane,
            int groups,
            int to,
            int next) {
        FloatVector p0 = FloatVector.fromArray(Lanes.FLOATS, own, to);
        FloatVector p1 = FloatVector.fromArray(Lanes.FLOATS, own, to + Lanes.VIRTUAL);
        FloatVector q0 = FloatVector.fromArray(Lanes.FLOATS, own, to + next);
        FloatVector q1 = FloatVector.fromArray(Lanes.FLOATS, own, to + next + Lanes.VIRTUAL);
        int ofG = atI + lane;
        int ofH = atK + lane;
        int ofD = atD + lane;
        int end = rowI + groups * Lanes.VIRTUAL;
        for (int column = rowI + lane; column < end; column += Lanes.VIRTUAL) {
            FloatVector h0 = FloatVector.fromArray(Lanes.FLOATS, own, ofH);
            FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, own, ofD);
            FloatVector h1 = FloatVector.fromArray(Lanes.FLOATS, own, ofH + Lanes.VIRTUAL);
            FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, own, ofD + Lanes.VIRTUAL);
            FloatVector xi = FloatVector.fromArray(Lanes.FLOATS, x, column);
            FloatVector gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG);
            p0 = d0.fma(xi, h0.fma(gi, p0));
            p1 = d1.fma(xi, h1.fma(gi, p1));
            xi = FloatVector.fromArray(Lanes.FLOATS, x, column + stride);
            gi = FloatVector.fromArray(Lanes.FLOATS, own, ofG + Lanes.VIRTUAL);
            q0 = d0.fma(xi, h0.fma(gi, q0));
            q1 = d1.fma(xi, h1.fma(gi, q1));
            ofG += gGroup;
            ofH += hGroup;
            ofD += hGroup;
        }
        p0.intoArray(own, to);
        p1.intoArray(own, to + Lanes.VIRTUAL);
        q0.intoArray(own, to + next);
        q1.intoArray(own, to + next + Lanes.VIRTUAL);
    }
}

// The bound that Tegum's vector engine is compared with: hand-written AVX-512 for one core, one model after the other.
//
// A step draws 1,024 samples with Philox 4x32-10, adds gradient and loss of the tied ReLU model, and applies Adam. The
// shape is fixed when it is compiled:
//   g++ -std=c++17 -O3 -march=native -mprefer-vector-width=512 -DFEATURES=5 -DHIDDEN=2 upper_bound.cpp -o upper_bound
// Usage: upper_bound DENSITY SECONDS; trains each variant for so long and prints a line for each:
//   shape=5,2 density=0.1 variant=dense16 samples=... seconds=... loss=...
// Seconds are processor time. Variants:
//   dense16  every sample computed, two 16-bit draws a word (what Tegum draws from density 1/16 on)
//   dense32  every sample computed, a 32-bit draw each
//   list     gaps between active features drawn; samples without one left out (what Tegum draws below 1/16)
//   gram     the same draws; lanes over features, through the Gram matrix of W
#include <immintrin.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <vector>

#ifndef FEATURES
#error "compile with -DFEATURES=n -DHIDDEN=m"
#endif
static_assert(FEATURES < 20 || FEATURES % 4 == 0, "from 20 features on they come in fours");

typedef __m512i Words;
typedef __m512 Floats;
#define INLINE __attribute__((always_inline)) inline
#define NOINLINE __attribute__((noinline))

static INLINE Words wide(uint64_t x) { return _mm512_set1_epi64((long long)x); }
static INLINE Words ints(uint32_t x) { return _mm512_set1_epi32((int)x); }
static INLINE Floats floats(float x) { return _mm512_set1_ps(x); }
static INLINE Floats zeros() { return _mm512_setzero_ps(); }

static const int BATCH = 1024, N = FEATURES, M = HIDDEN;
static const uint32_t MULTIPLIER_0 = 0xD2511F53u, MULTIPLIER_1 = 0xCD9E8D57u;

static double processor_seconds() {
    timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

struct Key {
    uint64_t a[10], b[10];
    explicit Key(uint64_t seed = 0) {
        uint32_t x = (uint32_t)seed, y = (uint32_t)(seed >> 32);
        for (int round = 0; round < 10; round++, x += 0x9E3779B9u, y += 0xBB67AE85u) {
            a[round] = x;
            b[round] = y;
        }
    }
};

// Philox of 8 U counters (first, first + 1, ...), step, purpose, 0, a word in each 64-bit lane. Rounds 0 and 1 are half
// constant. out[2u] holds the first two words of each counter, out[2u + 1] the others.
template <int U>
static INLINE void philox(uint32_t first, uint32_t step, uint32_t purpose, const Key& k, Words* out) {
    const Words m0 = wide(MULTIPLIER_0), m1 = wide(MULTIPLIER_1);
    Words c = _mm512_add_epi64(wide(first), _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0));
    uint64_t q1 = (uint64_t)MULTIPLIER_1 * purpose;
    uint32_t a1 = (uint32_t)(q1 >> 32) ^ step ^ (uint32_t)k.a[0], b1 = (uint32_t)q1;
    uint64_t q0 = (uint64_t)MULTIPLIER_0 * a1;
    Words k1 = wide(k.b[0]), k2 = wide((uint64_t)(b1 ^ (uint32_t)k.a[1]));
    Words k3 = wide((uint64_t)((uint32_t)(q0 >> 32) ^ k.b[1])), rest = wide(q0);
    Words c0[U], c1[U], c2[U], c3[U];
    for (int u = 0; u < U; u++) {
        Words p0 = _mm512_mul_epu32(c, m0);
        c = _mm512_add_epi64(c, wide(8));
        Words p1 = _mm512_mul_epu32(_mm512_xor_si512(_mm512_srli_epi64(p0, 32), k1), m1);
        c0[u] = _mm512_xor_si512(_mm512_srli_epi64(p1, 32), k2);
        c1[u] = p1;
        c2[u] = _mm512_xor_si512(p0, k3);
        c3[u] = rest;
    }
#pragma GCC unroll 10
    for (int round = 2; round < 9; round++) {
        Words ka = wide(k.a[round]), kb = wide(k.b[round]);
#pragma GCC unroll 4
        for (int u = 0; u < U; u++) {
            Words p0 = _mm512_mul_epu32(c0[u], m0), p1 = _mm512_mul_epu32(c2[u], m1);
            c0[u] = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p1, 32), c1[u], ka, 0x96);
            c1[u] = p1;
            c2[u] = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p0, 32), c3[u], kb, 0x96);
            c3[u] = p0;
        }
    }
    Words ka = wide(k.a[9] << 32), kb = wide(k.b[9] << 32);
    for (int u = 0; u < U; u++) {
        Words p0 = _mm512_mul_epu32(c0[u], m0), p1 = _mm512_mul_epu32(c2[u], m1);
        out[2 * u] = _mm512_ternarylogic_epi64(p1, _mm512_slli_epi64(c1[u], 32), ka, 0x96);
        out[2 * u + 1] = _mm512_ternarylogic_epi64(p0, _mm512_slli_epi64(c3[u], 32), kb, 0x96);
    }
}

// Lane j of the result is the sum of the lanes of a[j].
static INLINE Floats fold16(const Floats* a) {
    Floats s[8], q[4];
    for (int i = 0; i < 8; i++)
        s[i] = _mm512_add_ps(_mm512_unpacklo_ps(a[i], a[i + 8]), _mm512_unpackhi_ps(a[i], a[i + 8]));
    for (int i = 0; i < 4; i++)
        q[i] = _mm512_add_ps((Floats)_mm512_unpacklo_pd((__m512d)s[i], (__m512d)s[i + 4]),
                             (Floats)_mm512_unpackhi_pd((__m512d)s[i], (__m512d)s[i + 4]));
    Floats r0 = _mm512_add_ps(_mm512_shuffle_f32x4(q[0], q[1], 0x88), _mm512_shuffle_f32x4(q[0], q[1], 0xdd));
    Floats r1 = _mm512_add_ps(_mm512_shuffle_f32x4(q[2], q[3], 0x88), _mm512_shuffle_f32x4(q[2], q[3], 0xdd));
    Floats z = _mm512_add_ps(_mm512_shuffle_f32x4(r0, r1, 0x88), _mm512_shuffle_f32x4(r0, r1, 0xdd));
    return _mm512_permutexvar_ps(_mm512_set_epi32(15, 11, 7, 3, 13, 9, 5, 1, 14, 10, 6, 2, 12, 8, 4, 0), z);
}

// One model and its training. From 20 features on the kernel works in tiles and W lies by feature.
struct Training {
    static const int P = N * M + N, VECTORS = (P + 1 + 15) / 16, PADDED = (N + 15) / 16;
    static constexpr bool TILES = N >= 20;
    static constexpr int at(int k, int i) { return TILES ? i * M + k : k * N + i; }

    alignas(64) float w[VECTORS * 16], first[VECTORS * 16], second[VECTORS * 16], g[VECTORS * 16], importance[N + 16];
    alignas(64) Floats sums[VECTORS * 16];
    alignas(64) float x[(BATCH / 16 + 8) * N * 16];
    alignas(64) float tile_h[8 * M * 16], tile_d[8 * M * 16], tile_g[8 * N * 16];
    alignas(64) uint32_t position[BATCH * N * 2 / 5 + 4096], place_of[BATCH * N * 2 / 5 + 4096];
    alignas(64) float value[BATCH * N * 2 / 5 + 4096];
    alignas(64) float gram_of[N][PADDED * 16], outer[N][PADDED * 16];
    uint32_t table[256];
    Key key;
    double loss;
    float decay1, decay2, p;
    int step;

    void init(float density) {
        memset((void*)this, 0, sizeof *this);
        decay1 = decay2 = 1;
        p = density;
        key = Key(1);
        uint64_t state = 0x9E3779B97F4A7C15ull + 1;
        for (int i = 0; i < N * M; i++) {
            double s = 0;
            for (int q = 0; q < 12; q++) {
                state = state * 6364136223846793005ull + 1442695040888963407ull;
                s += (state >> 40) / 16777216.0;
            }
            w[i] = (float)((s - 6) * sqrt(2.0 / (N + M)));
        }
        for (int i = 0; i < N; i++) importance[i] = powf(.9f, i);
        make_table();
    }

    // Alias table of gaps: outcome k < 255 is a gap of k, 255 an escape.
    void make_table() {
        double q[256], rest = 1, threshold[256];
        int alias[256];
        std::vector<int> small, large;
        for (int i = 0; i < 256; i++) {
            q[i] = 256 * (i < 255 ? rest * p : rest);
            rest *= 1 - p;
            (q[i] < 1 ? small : large).push_back(i);
            alias[i] = i;
            threshold[i] = 1;
        }
        while (!small.empty() && !large.empty()) {
            int a = small.back(), b = large.back();
            small.pop_back();
            threshold[a] = q[a];
            alias[a] = b;
            q[b] -= 1 - q[a];
            if (q[b] < 1) {
                large.pop_back();
                small.push_back(b);
            }
        }
        for (int i = 0; i < 256; i++) {
            uint32_t t = (uint32_t)(threshold[i] * 16777216.0 + .5);
            table[i] = (t > 0xFFFFFF ? 0xFFFFFF : t) << 8 | alias[i];
        }
    }

    // ---- kernels: nv vectors of 16 samples, rows of 16 floats a feature

    INLINE void kernel(const float* xs, int nv, Floats* a) {
        if constexpr (TILES)
            tiles(xs, nv, a);
        else
            unrolled(xs, nv, a);
    }

    INLINE void unrolled(const float* xs, int nv, Floats* a) {
        for (int v = 0; v < nv; v++, xs += N * 16) {
            Floats in[N], h[M], d[M], e[N];
            for (int i = 0; i < N; i++) in[i] = _mm512_load_ps(xs + i * 16);
#pragma GCC unroll 32
            for (int k = 0; k < M; k++) {
                h[k] = _mm512_mul_ps(in[0], floats(w[k * N]));
#pragma GCC unroll 32
                for (int i = 1; i < N; i++) h[k] = _mm512_fmadd_ps(in[i], floats(w[k * N + i]), h[k]);
                d[k] = zeros();
            }
            Floats total = a[P];
#pragma GCC unroll 32
            for (int i = 0; i < N; i++) {
                Floats y = floats(w[N * M + i]);
#pragma GCC unroll 32
                for (int k = 0; k < M; k++) y = _mm512_fmadd_ps(h[k], floats(w[k * N + i]), y);
                __mmask16 passes = _mm512_cmp_ps_mask(y, zeros(), _CMP_GT_OQ);
                Floats error = _mm512_sub_ps(_mm512_max_ps(y, zeros()), in[i]);
                Floats weighted = _mm512_mul_ps(error, floats(importance[i]));
                total = _mm512_fmadd_ps(weighted, error, total);
                e[i] = _mm512_maskz_mov_ps(passes, weighted);
                a[N * M + i] = _mm512_add_ps(a[N * M + i], e[i]);
#pragma GCC unroll 32
                for (int k = 0; k < M; k++) d[k] = _mm512_fmadd_ps(e[i], floats(w[k * N + i]), d[k]);
            }
            a[P] = total;
#pragma GCC unroll 32
            for (int k = 0; k < M; k++)
#pragma GCC unroll 32
                for (int i = 0; i < N; i++)
                    a[k * N + i] = _mm512_fmadd_ps(d[k], in[i], _mm512_fmadd_ps(h[k], e[i], a[k * N + i]));
        }
    }

    static constexpr int KB = M % 5 == 0 ? 5 : 1, IB = 4;

    // out[s][k] = sum over i of w[i, k] in[s][i], for four vectors of samples
    INLINE void project(const float* in, float* out) {
        for (int kb = 0; kb < M; kb += KB) {
            Floats a[KB][4];
            for (int k = 0; k < KB; k++)
                for (int s = 0; s < 4; s++) a[k][s] = zeros();
            for (int i = 0; i < N; i++) {
                Floats row[4];
                for (int s = 0; s < 4; s++) row[s] = _mm512_load_ps(in + (s * N + i) * 16);
                for (int k = 0; k < KB; k++) {
                    Floats weight = floats(w[i * M + kb + k]);
                    for (int s = 0; s < 4; s++) a[k][s] = _mm512_fmadd_ps(weight, row[s], a[k][s]);
                }
            }
            for (int k = 0; k < KB; k++)
                for (int s = 0; s < 4; s++) _mm512_store_ps(out + (s * M + kb + k) * 16, a[k][s]);
        }
    }

    NOINLINE void tiles(const float* xs, int nv, Floats* sum) {
        float* acc = (float*)sum;
        Floats total = sum[P];
        for (int v = 0; v < nv; v += 8) {
            const float* in = xs + v * N * 16;
            int vectors = nv - v < 8 ? nv - v : 8;
            for (int q = 0; q < vectors; q += 4) {
                const float* rows = in + q * N * 16;
                float *h = tile_h + q * M * 16, *e = tile_g + q * N * 16;
                project(rows, h);
                for (int ib = 0; ib < N; ib += IB) {
                    Floats a[IB][4];
                    for (int i = 0; i < IB; i++)
                        for (int s = 0; s < 4; s++) a[i][s] = floats(w[N * M + ib + i]);
                    for (int k = 0; k < M; k++) {
                        Floats hidden[4];
                        for (int s = 0; s < 4; s++) hidden[s] = _mm512_load_ps(h + (s * M + k) * 16);
                        for (int i = 0; i < IB; i++) {
                            Floats weight = floats(w[(ib + i) * M + k]);
                            for (int s = 0; s < 4; s++) a[i][s] = _mm512_fmadd_ps(weight, hidden[s], a[i][s]);
                        }
                    }
                    for (int i = 0; i < IB; i++) {
                        Floats bias = _mm512_load_ps(acc + (N * M + ib + i) * 16);
                        for (int s = 0; s < 4; s++) {
                            __mmask16 passes = _mm512_cmp_ps_mask(a[i][s], zeros(), _CMP_GT_OQ);
                            Floats error = _mm512_sub_ps(_mm512_max_ps(a[i][s], zeros()),
                                                         _mm512_load_ps(rows + (s * N + ib + i) * 16));
                            Floats weighted = _mm512_mul_ps(error, floats(importance[ib + i]));
                            total = _mm512_fmadd_ps(weighted, error, total);
                            Floats gradient = _mm512_maskz_mov_ps(passes, weighted);
                            bias = _mm512_add_ps(bias, gradient);
                            _mm512_store_ps(e + (s * N + ib + i) * 16, gradient);
                        }
                        _mm512_store_ps(acc + (N * M + ib + i) * 16, bias);
                    }
                }
                project(e, tile_d + q * M * 16);
            }
            for (int ib = 0; ib < N; ib += IB)
                for (int kb = 0; kb < M; kb += KB) outer_products(in, ib, kb, vectors, acc);
        }
        sum[P] = total;
    }

    INLINE void outer_products(const float* in, int ib, int kb, int vectors, float* acc) {
        Floats a[IB][KB];
        for (int i = 0; i < IB; i++)
            for (int k = 0; k < KB; k++) a[i][k] = _mm512_load_ps(acc + ((ib + i) * M + kb + k) * 16);
        for (int s = 0; s < vectors; s++) {
            Floats h[KB], d[KB];
            for (int k = 0; k < KB; k++) {
                h[k] = _mm512_load_ps(tile_h + (s * M + kb + k) * 16);
                d[k] = _mm512_load_ps(tile_d + (s * M + kb + k) * 16);
            }
            for (int i = 0; i < IB; i++) {
                Floats e = _mm512_load_ps(tile_g + (s * N + ib + i) * 16);
                Floats xi = _mm512_load_ps(in + (s * N + ib + i) * 16);
                for (int k = 0; k < KB; k++) a[i][k] = _mm512_fmadd_ps(h[k], e, _mm512_fmadd_ps(d[k], xi, a[i][k]));
            }
        }
        for (int i = 0; i < IB; i++)
            for (int k = 0; k < KB; k++) _mm512_store_ps(acc + ((ib + i) * M + kb + k) * 16, a[i][k]);
    }

    // ---- optimiser

    INLINE void adam_of_sums(double left_out) {
        for (int v = 0; v < VECTORS; v++) _mm512_store_ps(g + v * 16, fold16(sums + v * 16));
        adam(left_out);
    }

    // The samples left out have x = 0: their gradient has a closed form.
    INLINE void adam(double left_out) {
        float of_zero = 0;
        for (int i = 0; i < N; i++) {
            float y = w[N * M + i] > 0 ? w[N * M + i] : 0, weighted = importance[i] * y;
            g[N * M + i] += (float)left_out * weighted;
            of_zero += weighted * y;
        }
        loss = (g[P] + left_out * of_zero) / BATCH;
        decay1 *= .9f;
        decay2 *= .999f;
        float rate = 1e-3f / (1 - decay1), c2 = 1 / (1 - decay2);
        for (int v = 0; v < VECTORS; v++) {
            Floats gradient = _mm512_mul_ps(_mm512_load_ps(g + v * 16), floats(2.f / BATCH));
            Floats m = _mm512_fmadd_ps(floats(.9f), _mm512_load_ps(first + v * 16), _mm512_mul_ps(floats(.1f), gradient));
            Floats s = _mm512_fmadd_ps(floats(.999f), _mm512_load_ps(second + v * 16),
                                       _mm512_mul_ps(floats(.001f), _mm512_mul_ps(gradient, gradient)));
            _mm512_store_ps(first + v * 16, m);
            _mm512_store_ps(second + v * 16, s);
            Floats root = _mm512_add_ps(_mm512_sqrt_ps(_mm512_mul_ps(s, floats(c2))), floats(1e-8f));
            _mm512_store_ps(w + v * 16, _mm512_sub_ps(_mm512_load_ps(w + v * 16),
                                                      _mm512_div_ps(_mm512_mul_ps(m, floats(rate)), root)));
        }
        w[P] = 0;
    }

    // ---- dense draws

    // Bits 16: 64 samples in 4 vectors; bits 32: 32 samples in 2.
    template <int BITS, bool ALWAYS>
    INLINE void draw_dense(int block, float* xs) {
        constexpr int U = N % 4 == 0 ? 4 : N % 2 == 0 ? 2 : 1;
        const uint32_t range = (uint32_t)(p * 65536.f + .5f);
        const double range32 = p * 4294967296.0;
        const Words below = BITS == 16 ? ints(range) : ints(range32 >= 4294967295.0 ? ~0u : (uint32_t)range32);
        const Floats scale = floats(BITS == 16 ? 1.f / range : (float)(1 / range32)), half = floats(.5f / range);
        for (int i = 0; i < N; i += U) {
            Words o[2 * U];
            philox<U>((block * N + i) * 8, step, 1, key, o);
            for (int u = 0; u < 2 * U; u++) {
                if (BITS == 16) {
                    Words q[2] = {_mm512_and_si512(o[u], ints(0xffff)), _mm512_srli_epi32(o[u], 16)};
                    for (int c = 0; c < 2; c++) {
                        Floats v = _mm512_fmadd_ps(_mm512_cvtepi32_ps(q[c]), scale, half);
                        if (!ALWAYS) v = _mm512_maskz_mov_ps(_mm512_cmplt_epu32_mask(q[c], below), v);
                        _mm512_store_ps(xs + ((2 * (u & 1) + c) * N + i + u / 2) * 16, v);
                    }
                } else {
                    Floats v = _mm512_mul_ps(_mm512_cvtepu32_ps(o[u]), scale);
                    if (!ALWAYS) v = _mm512_maskz_mov_ps(_mm512_cmplt_epu32_mask(o[u], below), v);
                    _mm512_store_ps(xs + ((u & 1) * N + i + u / 2) * 16, v);
                }
            }
        }
    }

    template <int BITS, bool ALWAYS>
    NOINLINE void dense(int steps) {
        constexpr int W = BITS == 16 ? 4 : 2, CHUNK = TILES ? 8 / W : 1;
        for (int s = 0; s < steps; s++, step++) {
            alignas(64) Floats a[P + 1];
            for (int j = 0; j <= P; j++) a[j] = zeros();
            for (int block = 0; block < 64 / W; block += CHUNK) {
                for (int c = 0; c < CHUNK; c++) draw_dense<BITS, ALWAYS>(block + c, x + c * W * N * 16);
                asm volatile("" ::"r"(x) : "memory");
                kernel(x, W * CHUNK, a);
            }
            for (int j = 0; j < VECTORS * 16; j++) sums[j] = j <= P ? a[j] : zeros();
            adam_of_sums(0);
        }
    }

    // ---- sparse draws: the list of active features by position (sample times N plus feature)

    INLINE int draw_list() {
        const uint32_t end = BATCH * N;
        const Words iota = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        const Words back1 = _mm512_sub_epi32(iota, ints(1)), back2 = _mm512_sub_epi32(iota, ints(2));
        const Words back4 = _mm512_sub_epi32(iota, ints(4)), back8 = _mm512_sub_epi32(iota, ints(8));
        Words base = ints(0);
        uint32_t draw = 0, last = 0;
        int count = 0;
        while (last < end) {
            Words o[8];
            philox<4>(draw++ * 32, step, 2, key, o);
            for (int q = 0; q < 4; q++) {
                Words gaps = _mm512_mask_blend_epi32(0x5555, o[2 * q], _mm512_srli_epi64(o[2 * q + 1], 32));
                Words values = _mm512_mask_blend_epi32(0xaaaa, o[2 * q], _mm512_slli_epi64(o[2 * q + 1], 32));
                Words column = _mm512_and_si512(gaps, ints(255));
                Words entry = _mm512_i32gather_epi32(column, table, 4);
                __mmask16 own = _mm512_cmplt_epu32_mask(_mm512_srli_epi32(gaps, 8), _mm512_srli_epi32(entry, 8));
                Words gap = _mm512_mask_blend_epi32(own, _mm512_and_si512(entry, ints(255)), column);
                __mmask16 active = _mm512_cmpneq_epi32_mask(gap, ints(255));
                Words to = _mm512_mask_add_epi32(gap, active, gap, ints(1));
                to = _mm512_add_epi32(to, _mm512_maskz_permutexvar_epi32(0xfffe, back1, to));
                to = _mm512_add_epi32(to, _mm512_maskz_permutexvar_epi32(0xfffc, back2, to));
                to = _mm512_add_epi32(to, _mm512_maskz_permutexvar_epi32(0xfff0, back4, to));
                to = _mm512_add_epi32(to, _mm512_maskz_permutexvar_epi32(0xff00, back8, to));
                to = _mm512_add_epi32(to, base);
                base = _mm512_permutexvar_epi32(ints(15), to);
                Words here = _mm512_sub_epi32(to, ints(1));
                active &= _mm512_cmplt_epu32_mask(here, ints(end));
                Floats v = _mm512_fmadd_ps(_mm512_cvtepi32_ps(_mm512_srli_epi32(values, 8)), floats(1 / 16777216.f),
                                           floats(.5f / 16777216.f));
                _mm512_storeu_si512(position + count, _mm512_maskz_compress_epi32(active, here));
                _mm512_storeu_ps(value + count, _mm512_maskz_compress_ps(active, v));
                count += __builtin_popcount(active);
            }
            last = _mm_cvtsi128_si32(_mm512_castsi512_si128(base));
        }
        return count;
    }

    static INLINE uint32_t sample_of(uint32_t place) { return ((uint64_t)place * ((1ull << 32) / N + 1)) >> 32; }

    // Samples with an active feature, one after the other; returns vectors of 16.
    INLINE int compact(int count) {
        int column = -1;
        uint32_t before = ~0u;
        for (int e = 0; e < count; e++) {
            uint32_t sample = sample_of(position[e]);
            column += sample != before;
            before = sample;
            place_of[e] = ((column >> 4) * N + position[e] - sample * N) * 16 + (column & 15);
        }
        int vectors = (column + 16) / 16;
        if (TILES) vectors = (vectors + 3) / 4 * 4;
        for (int j = 0; j < vectors * N; j++) _mm512_store_ps(x + j * 16, zeros());
        for (int e = 0; e < count; e++) x[place_of[e]] = value[e];
        return vectors;
    }

    NOINLINE void list(int steps) {
        for (int s = 0; s < steps; s++, step++) {
            alignas(64) Floats a[VECTORS * 16];
            for (int j = 0; j < VECTORS * 16; j++) a[j] = zeros();
            int vectors = compact(draw_list());
            asm volatile("" ::"r"(x) : "memory");
            kernel(x, vectors, a);
            for (int j = 0; j < VECTORS * 16; j++) sums[j] = a[j];
            // The last vectors' padding was computed as samples without an active feature.
            adam_of_sums(BATCH - vectors * 16);
        }
    }

    // ---- Gram: lanes over features, G = W^T W once a step; y = b + sum of x_a G[a], S[a] += x_a g; dW = W (S + S^T)

    static INLINE __mmask16 lanes(int v) { return v == PADDED - 1 && N % 16 ? (1 << (N % 16)) - 1 : 0xffff; }

    NOINLINE void gram(int steps) {
        const Words iota = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        alignas(64) float rows[M][PADDED * 16];
        memset(rows, 0, sizeof rows);
        for (int s = 0; s < steps; s++, step++) {
            int count = draw_list();
            for (int k = 0; k < M; k++)
                for (int i = 0; i < N; i++) rows[k][i] = w[at(k, i)];
            Floats bias[PADDED], weight[PADDED], of_bias[PADDED], total = zeros();
            for (int v = 0; v < PADDED; v++) {
                bias[v] = _mm512_maskz_loadu_ps(lanes(v), w + N * M + v * 16);
                weight[v] = _mm512_maskz_loadu_ps(lanes(v), importance + v * 16);
                of_bias[v] = zeros();
            }
            for (int i = 0; i < N; i++) {
                Floats a[PADDED];
                for (int v = 0; v < PADDED; v++) a[v] = zeros();
                for (int k = 0; k < M; k++)
                    for (int v = 0; v < PADDED; v++)
                        a[v] = _mm512_fmadd_ps(floats(rows[k][i]), _mm512_load_ps(rows[k] + v * 16), a[v]);
                for (int v = 0; v < PADDED; v++) {
                    _mm512_store_ps(gram_of[i] + v * 16, a[v]);
                    _mm512_store_ps(outer[i] + v * 16, zeros());
                }
            }
            int samples = 0;
            position[count] = ~0u;
            for (int e = 0, next; e < count; e = next, samples++) {
                uint32_t base = sample_of(position[e]) * N;
                next = e + 1;
                while (position[next] < base + N) next++;
                Floats y[PADDED], in[PADDED];
                for (int v = 0; v < PADDED; v++) {
                    y[v] = bias[v];
                    in[v] = zeros();
                }
                for (int q = e; q < next; q++) {
                    int f = position[q] - base;
                    for (int v = 0; v < PADDED; v++) {
                        y[v] = _mm512_fmadd_ps(floats(value[q]), _mm512_load_ps(gram_of[f] + v * 16), y[v]);
                        __mmask16 here = _mm512_cmpeq_epi32_mask(_mm512_add_epi32(iota, ints(v * 16)), ints(f));
                        in[v] = _mm512_mask_mov_ps(in[v], here, floats(value[q]));
                    }
                }
                for (int v = 0; v < PADDED; v++) {
                    Floats error = _mm512_sub_ps(_mm512_max_ps(y[v], zeros()), in[v]);
                    Floats weighted = _mm512_mul_ps(error, weight[v]);
                    total = _mm512_fmadd_ps(weighted, error, total);
                    y[v] = _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(y[v], zeros(), _CMP_GT_OQ), weighted);
                    of_bias[v] = _mm512_add_ps(of_bias[v], y[v]);
                }
                for (int q = e; q < next; q++) {
                    float* row = outer[position[q] - base];
                    for (int v = 0; v < PADDED; v++)
                        _mm512_store_ps(row + v * 16,
                                        _mm512_fmadd_ps(floats(value[q]), y[v], _mm512_load_ps(row + v * 16)));
                }
            }
            gradient_of_outer(rows);
            for (int v = 0; v < PADDED; v++) _mm512_mask_storeu_ps(g + N * M + v * 16, lanes(v), of_bias[v]);
            g[P] = _mm512_reduce_add_ps(total);
            adam(BATCH - samples);
        }
    }

    INLINE void gradient_of_outer(float rows[M][PADDED * 16]) {
        alignas(64) float row[PADDED * 16];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < i; j++) outer[i][j] = outer[j][i] = outer[i][j] + outer[j][i];
            outer[i][i] *= 2;
        }
        for (int k = 0; k < M; k++) {
            Floats a[PADDED];
            for (int v = 0; v < PADDED; v++) a[v] = zeros();
            for (int i = 0; i < N; i++)
                for (int v = 0; v < PADDED; v++)
                    a[v] = _mm512_fmadd_ps(floats(rows[k][i]), _mm512_load_ps(outer[i] + v * 16), a[v]);
            for (int v = 0; v < PADDED; v++) _mm512_store_ps(row + v * 16, a[v]);
            for (int i = 0; i < N; i++) g[at(k, i)] = row[i];
        }
    }
};

static Training* training;

template <typename Steps>
static void time_variant(const char* name, double density, double seconds, Steps steps) {
    training->init((float)density);
    int count = 1;
    double taken = 0;
    // Grows until a tenth of the time is reached, which warms up as well.
    while (taken < seconds / 10) {
        double start = processor_seconds();
        steps(count);
        taken = processor_seconds() - start;
        count *= 2;
    }
    count = (int)(count / 2 * seconds / taken) + 1;
    double start = processor_seconds();
    steps(count);
    taken = processor_seconds() - start;
    printf("shape=%d,%d density=%g variant=%s samples=%.0f seconds=%.6f loss=%.6g\n", N, M, density, name,
           (double)count * BATCH, taken, training->loss);
    fflush(stdout);
}

int main(int count, char** arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: %s DENSITY SECONDS\n", arguments[0]);
        return 2;
    }
    double density = atof(arguments[1]), seconds = atof(arguments[2]);
    training = (Training*)aligned_alloc(64, (sizeof(Training) + 63) / 64 * 64);
    if (density == 1) {
        time_variant("dense16", density, seconds, [](int n) { training->dense<16, true>(n); });
        time_variant("dense32", density, seconds, [](int n) { training->dense<32, true>(n); });
    } else {
        time_variant("dense16", density, seconds, [](int n) { training->dense<16, false>(n); });
        time_variant("dense32", density, seconds, [](int n) { training->dense<32, false>(n); });
    }
    if (density < .35) {  // the lists have room for two fifths of all places
        time_variant("list", density, seconds, [](int n) { training->list(n); });
        time_variant("gram", density, seconds, [](int n) { training->gram(n); });
    }
}

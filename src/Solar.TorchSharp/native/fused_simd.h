// Vectors of one instruction set: included once by each fused_isa_*.cpp, which names SOLAR_ISA (the
// namespace) and SOLAR_LANES (floats in a register). No standard header is included here, so that no
// inline function of the library is ever compiled for instructions that the machine may lack.
#pragma once

namespace solar::SOLAR_ISA {

using Int = long long;
constexpr Int Lanes = SOLAR_LANES;
constexpr float Infinity = __builtin_inff();

typedef float V __attribute__((vector_size(SOLAR_LANES * 4)));
typedef int I __attribute__((vector_size(SOLAR_LANES * 4)));
typedef unsigned U __attribute__((vector_size(SOLAR_LANES * 4)));
typedef float LooseV __attribute__((vector_size(SOLAR_LANES * 4), aligned(4), may_alias));
typedef unsigned short H __attribute__((vector_size(SOLAR_LANES * 2)));
typedef unsigned short LooseH __attribute__((vector_size(SOLAR_LANES * 2), aligned(2), may_alias));

// A bfloat16 in memory: the upper half of a float32.
struct Half { unsigned short bits; };

inline V all(float x) { return x - V{}; }
inline V choose(I mask, V yes, V no) { return mask ? yes : no; }

inline V load(const float* p) { return *(const LooseV*)p; }
inline void store(float* p, V x) { *(LooseV*)p = x; }

inline V load(const Half* p) {
  H h = *(const LooseH*)p;
  return (V)(__builtin_convertvector(h, U) << 16);
}

// Round to nearest even; a NaN stays a NaN.
inline void store(Half* p, V x) {
  U bits = (U)x;
  U rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  U quiet = (bits >> 16) | 0x40u;
  I nan = x != x;
  U result = ((U)nan & quiet) | (~(U)nan & rounded);
  *(LooseH*)p = __builtin_convertvector(result, H);
}

// The ragged end of a row: `count` elements, the missing ones read as zero.
template <typename T> inline V load_some(const T* p, Int count) {
  T buffer[Lanes] = {};
  for (Int i = 0; i < count; i++) buffer[i] = p[i];
  return load(buffer);
}

template <typename T> inline void store_some(T* p, V x, Int count) {
  T buffer[Lanes];
  store(buffer, x);
  for (Int i = 0; i < count; i++) p[i] = buffer[i];
}

// Calls body(offset, count) with count = Lanes, and at last with what is left. `load_n` and `store_n` take the count.
template <typename F> inline __attribute__((always_inline)) void over(Int n, F body) {
  Int i = 0;
  for (; i + Lanes <= n; i += Lanes) body(i, Lanes);
  if (i < n) body(i, n - i);
}
template <typename T> inline V load_n(const T* p, Int count) { return count == Lanes ? load(p) : load_some(p, count); }
template <typename T> inline void store_n(T* p, V x, Int count) {
  if (count == Lanes) store(p, x);
  else store_some(p, x, count);
}

inline float sum_of(V x) {
  float lanes[Lanes];
  store(lanes, x);
  for (Int width = Lanes / 2; width > 0; width /= 2)
    for (Int i = 0; i < width; i++) lanes[i] += lanes[i + width];
  return lanes[0];
}

inline V larger(V a, V b) { return choose(a > b, a, b); }

inline float largest_of(V x) {
  float lanes[Lanes];
  store(lanes, x);
  float best = lanes[0];
  for (Int i = 1; i < Lanes; i++) best = lanes[i] > best ? lanes[i] : best;
  return best;
}

// e^x to about one unit in the last place for x <= 0 or up to 88.7: 0 below the normal floats, NaN for NaN.
inline V exp_small(V x) {
  const V magic = all(12582912.0f); // 1.5 * 2^23: adding it rounds to an integer that stands in the low bits
  V shifted = x * all(1.44269504088896341f) + magic;
  V n = shifted - magic;
  V r = x - n * all(0.693359375f);
  r = r - n * all(-2.12194440e-4f);
  V p = all(1.9875691500e-4f);
  p = p * r + all(1.3981999507e-3f);
  p = p * r + all(8.3334519073e-3f);
  p = p * r + all(4.1665795894e-2f);
  p = p * r + all(1.6666665459e-1f);
  p = p * r + all(5.0000001201e-1f);
  p = p * (r * r) + r + all(1.0f);
  V y = (V)((I)p + ((I)shifted << 23));
  y = choose(x >= all(-87.3365447f), y, V{});
  return choose(x != x, x, y);
}

// The same for any x: infinity above the floats.
inline V exp(V x) { return choose(x > all(88.7228390f), all(Infinity), exp_small(x)); }

} // namespace solar::SOLAR_ISA

// Causal attention of one instruction set (see fused_simd.h), one (sequence, key head) at a time: the query heads that
// share the key head, their keys and values packed once, six queries at a time against only the keys they can see.
#pragma once
#include "fused_kernels.h"
#include "fused_rows.h"

namespace solar::SOLAR_ISA {

constexpr Int TileRows = 6;    // 6 x 2 registers of sums: what 16 registers hold beside the operands
constexpr Int BlockRows = 48;  // queries whose probabilities stand in the cache while keys and values collect their gradients

inline Int up(Int n) { return (n + Lanes - 1) / Lanes * Lanes; }
inline Int pitch(Int n) { return up(n) + Lanes; }  // a row of scores; never a power of two, which would share few cache sets
inline Int down(Int n) { return n / Lanes * Lanes; }
inline Int least(Int a, Int b) { return a < b ? a : b; }
inline Int most(Int a, Int b) { return a > b ? a : b; }

// c[M, N registers] (+)= a[M, depth] * b[depth, N registers]; a[i, k] stands at a[i * row + k * step].
template <int M, int N>
inline __attribute__((always_inline)) void tile(const float* a, Int row, Int step, const float* b, Int b_row, Int depth,
                                                float* c, Int c_row, bool add) {
  V sums[M][N];
#pragma GCC unroll 8
  for (int i = 0; i < M; i++)
#pragma GCC unroll 2
    for (int j = 0; j < N; j++) sums[i][j] = add ? load(c + i * c_row + j * Lanes) : V{};
  for (Int k = 0; k < depth; k++) {
    V right[N];
#pragma GCC unroll 2
    for (int j = 0; j < N; j++) right[j] = load(b + k * b_row + j * Lanes);
#pragma GCC unroll 8
    for (int i = 0; i < M; i++) {
      V left = all(a[i * row + k * step]);
#pragma GCC unroll 2
      for (int j = 0; j < N; j++) sums[i][j] += left * right[j];
    }
  }
#pragma GCC unroll 8
  for (int i = 0; i < M; i++)
#pragma GCC unroll 2
    for (int j = 0; j < N; j++) store(c + i * c_row + j * Lanes, sums[i][j]);
}

template <int M>
void strip(const float* a, Int row, Int step, const float* b, Int b_row, Int depth, float* c, Int c_row, Int width, bool add) {
  Int j = 0;
  for (; j + 2 * Lanes <= width; j += 2 * Lanes) tile<M, 2>(a, row, step, b + j, b_row, depth, c + j, c_row, add);
  if (j < width) tile<M, 1>(a, row, step, b + j, b_row, depth, c + j, c_row, add);
}

// The same with up to six rows, `width` a multiple of Lanes.
inline void multiply(Int rows, const float* a, Int row, Int step, const float* b, Int b_row, Int depth, float* c, Int c_row,
                     Int width, bool add) {
  switch (rows) {
    case 1: return strip<1>(a, row, step, b, b_row, depth, c, c_row, width, add);
    case 2: return strip<2>(a, row, step, b, b_row, depth, c, c_row, width, add);
    case 3: return strip<3>(a, row, step, b, b_row, depth, c, c_row, width, add);
    case 4: return strip<4>(a, row, step, b, b_row, depth, c, c_row, width, add);
    case 5: return strip<5>(a, row, step, b, b_row, depth, c, c_row, width, add);
    default: return strip<6>(a, row, step, b, b_row, depth, c, c_row, width, add);
  }
}

inline void clear(float* p, Int count) {
  for (Int i = 0; i < count; i++) p[i] = 0;
}

template <typename T> inline T* at(const Heads& h, Int batch, Int token, Int head) {
  return (T*)h.data + batch * h.batch + token * h.token + head * h.head;
}

// One row [width] of queries, keys or values as float32, rotated where there are angles, times scale.
template <typename T>
inline void unpack(const Attention& p, const T* from, Int batch, Int token, bool rotated, float scale, float* to) {
  Int angle = (batch * p.angles + token) * (p.width / 2);
  if (rotated && p.cosine) rotate(from, p.cosine + angle, p.sine + angle, false, scale, p.width, to);
  else over(p.width, [&](Int i, Int n) __attribute__((always_inline)) { store_n(to + i, load_n(from + i, n) * all(scale), n); });
}

template <typename T>
inline void pack_gradient(const Attention& p, const float* from, Int batch, Int token, bool rotated, float scale, T* to) {
  Int angle = (batch * p.angles + token) * (p.width / 2);
  if (rotated && p.cosine) rotate(from, p.cosine + angle, p.sine + angle, true, scale, p.width, to);
  else over(p.width, [&](Int i, Int n) __attribute__((always_inline)) { store_n(to + i, load_n(from + i, n) * all(scale), n); });
}

// Which keys a tile of queries reads: [low, high), whole registers.
struct Range { Int low, high; };

inline Int first_of(const Attention& p, Int batch, Int token) {
  if (!p.first) return 0;
  Int f = p.first[batch * p.tokens + token];
  return f < 0 ? 0 : f;
}

inline Int shared_of(const Attention& p, Int batch) { return p.shared ? p.shared[batch] : 0; }

inline Range visible(const Attention& p, Int batch, Int begin, Int rows) {
  Int low = shared_of(p, batch) > 0 ? 0 : begin + rows;
  for (Int t = begin; t < begin + rows; t++) low = least(low, first_of(p, batch, t));
  return {down(low), up(begin + rows)};
}

inline void transpose(const float* from, Int rows, Int row, Int width, float* to, Int to_row) {
  for (Int t = 0; t < rows; t++)
    for (Int i = 0; i < width; i++) to[i * to_row + t] = from[t * row + i];
}

// The keys (rotated) or values of one head: [T, wide] in `plain`, their transpose [width, long] in `turned`.
template <typename T>
void gather(const Attention& p, const Heads& h, Int batch, Int head, bool rotated, Int wide, Int length, float* plain, float* turned) {
  clear(plain, length * wide);
  for (Int t = 0; t < p.tokens; t++) unpack(p, at<T>(h, batch, t, head), batch, t, rotated, 1.0f, plain + t * wide);
  if (!turned) return;
  for (Int i = 0; i < p.width; i++) clear(turned + i * length + p.tokens, length - p.tokens);
  transpose(plain, p.tokens, wide, p.width, turned, length);
}

// Hides what the query may not see within [low, high) of its row of scores.
inline void hide(float* scores, Range range, Int shared, Int first, Int token) {
  for (Int s = most(shared, range.low); s < least(first, range.high); s++) scores[s] = -Infinity;
  for (Int s = most(token + 1, range.low); s < range.high; s++) scores[s] = -Infinity;
}

inline long long attention_scratch(const Attention& p, bool backward) {
  Int wide = up(p.width), length = pitch(p.tokens);
  Int whole = length * wide;
  // forward: keys, keys turned, values, one tile of queries, of scores and of outputs
  if (!backward) return 3 * whole + wide * length + TileRows * (2 * wide + length);
  // backward: keys, values, both turned, their gradients, a block of queries and output gradients, of P and dS, a tile of dQ
  return 4 * whole + 2 * wide * length + BlockRows * 2 * wide + 2 * (BlockRows + TileRows) * length + TileRows * wide;
}

template <typename T> void attention(const Attention& p, Int batch, Int key_head, float* scratch) {
  Int wide = up(p.width), length = pitch(p.tokens), group = p.heads / p.key_heads;
  float* keys = scratch;
  float* turned = keys + length * wide;
  float* values = turned + wide * length;
  float* queries = values + length * wide;
  float* outputs = queries + TileRows * wide;
  float* scores = outputs + TileRows * wide;
  gather<T>(p, p.k, batch, key_head, true, wide, length, keys, turned);
  gather<T>(p, p.v, batch, key_head, false, wide, length, values, nullptr);

  for (Int head = key_head * group; head < (key_head + 1) * group; head++)
    for (Int begin = 0; begin < p.tokens; begin += TileRows) {
      Int rows = least(TileRows, p.tokens - begin);
      Range range = visible(p, batch, begin, rows);
      for (Int r = 0; r < rows; r++) unpack(p, at<T>(p.q, batch, begin + r, head), batch, begin + r, true, p.scale, queries + r * wide);
      multiply(rows, queries, wide, 1, turned + range.low, length, p.width, scores + range.low, length, range.high - range.low, false);

      float inverse[TileRows];
      for (Int r = 0; r < rows; r++) {
        float* row = scores + r * length;
        Int first = first_of(p, batch, begin + r);
        float* log_sum = p.log_sum + (batch * p.heads + head) * p.tokens + begin + r;
        if (first > begin + r && shared_of(p, batch) == 0) { // sees nothing: the output is zero
          clear(row + range.low, range.high - range.low);
          inverse[r] = 0;
          *log_sum = Infinity;
          continue;
        }
        hide(row, range, shared_of(p, batch), first, begin + r);
        V peaks = all(-Infinity), sums = {};
        for (Int s = range.low; s < range.high; s += Lanes) peaks = larger(load(row + s), peaks);
        float peak = largest_of(peaks);
        for (Int s = range.low; s < range.high; s += Lanes) {
          V e = exp_small(load(row + s) - all(peak));
          store(row + s, e);
          sums += e;
        }
        float sum = sum_of(sums);
        inverse[r] = 1.0f / sum;
        *log_sum = peak + (float)__builtin_log((double)sum);
      }

      multiply(rows, scores + range.low, length, 1, values + range.low * wide, wide, range.high - range.low, outputs, wide, wide, false);
      for (Int r = 0; r < rows; r++) {
        T* out = at<T>(p.out, batch, begin + r, head);
        over(p.width, [&](Int i, Int n) __attribute__((always_inline)) {
          store_n(out + i, load_n(outputs + r * wide + i, n) * all(inverse[r]), n);
        });
      }
    }
}

template <typename T> void attention_backward(const Attention& p, Int batch, Int key_head, float* scratch) {
  Int wide = up(p.width), length = pitch(p.tokens), group = p.heads / p.key_heads, whole = length * wide;
  float* keys = scratch;
  float* values = keys + whole;
  float* dkeys = values + whole;
  float* dvalues = dkeys + whole;
  float* keys_turned = dvalues + whole;
  float* values_turned = keys_turned + wide * length;
  float* queries = values_turned + wide * length;
  float* douts = queries + BlockRows * wide;
  float* chances = douts + BlockRows * wide;      // P, then beside it dS
  float* slopes = chances + (BlockRows + TileRows) * length;
  float* dquery = slopes + (BlockRows + TileRows) * length;
  gather<T>(p, p.k, batch, key_head, true, wide, length, keys, keys_turned);
  gather<T>(p, p.v, batch, key_head, false, wide, length, values, values_turned);
  clear(dkeys, 2 * whole);
  clear(queries, 2 * BlockRows * wide);

  for (Int head = key_head * group; head < (key_head + 1) * group; head++)
    for (Int block = 0; block < p.tokens; block += BlockRows) {
      Int block_rows = least(BlockRows, p.tokens - block);
      Range seen = visible(p, batch, block, block_rows);
      for (Int begin = 0; begin < block_rows; begin += TileRows) {
        Int rows = least(TileRows, block_rows - begin);
        Range range = visible(p, batch, block + begin, rows);
        Int span = range.high - range.low;
        float* q = queries + begin * wide;
        float* g = douts + begin * wide;
        float deltas[TileRows];
        for (Int r = 0; r < rows; r++) {
          Int token = block + begin + r;
          unpack(p, at<T>(p.q, batch, token, head), batch, token, true, p.scale, q + r * wide);
          unpack(p, at<T>(p.dout, batch, token, head), batch, token, false, 1.0f, g + r * wide);
          const T* out = at<T>(p.out, batch, token, head);
          V dot = {};
          over(p.width, [&](Int i, Int n) __attribute__((always_inline)) { dot += load_n(out + i, n) * load_n(g + r * wide + i, n); });
          deltas[r] = sum_of(dot);
        }
        float* chance = chances + begin * length;
        float* slope = slopes + begin * length;
        multiply(rows, q, wide, 1, keys_turned + range.low, length, p.width, chance + range.low, length, span, false);
        multiply(rows, g, wide, 1, values_turned + range.low, length, p.width, slope + range.low, length, span, false);
        for (Int r = 0; r < rows; r++) {
          Int token = block + begin + r;
          float* c = chance + r * length;
          float* s = slope + r * length;
          hide(c, range, shared_of(p, batch), first_of(p, batch, token), token);
          V minus = all(p.log_sum[(batch * p.heads + head) * p.tokens + token]), delta = all(deltas[r]);
          for (Int i = range.low; i < range.high; i += Lanes) {
            V probability = exp_small(load(c + i) - minus);
            store(c + i, probability);
            store(s + i, probability * (load(s + i) - delta));
          }
          clear(c + seen.low, range.low - seen.low);
          clear(s + seen.low, range.low - seen.low);
          clear(c + range.high, seen.high - range.high);
          clear(s + range.high, seen.high - range.high);
        }
        multiply(rows, slope + range.low, length, 1, keys + range.low * wide, wide, span, dquery, wide, wide, false);
        for (Int r = 0; r < rows; r++) {
          Int token = block + begin + r;
          pack_gradient(p, dquery + r * wide, batch, token, true, p.scale, at<T>(p.dq, batch, token, head));
        }
      }
      // dV = P^T dO and dK = dS^T Q of this block; a key is seen by no earlier query than its own
      Int end = least(seen.high, p.tokens);
      for (Int s = seen.low; s < end; s += TileRows) {
        Int rows = least(TileRows, end - s), from = most(0, s - block), depth = block_rows - from;
        multiply(rows, chances + from * length + s, 1, length, douts + from * wide, wide, depth, dvalues + s * wide, wide, wide, true);
        multiply(rows, slopes + from * length + s, 1, length, queries + from * wide, wide, depth, dkeys + s * wide, wide, wide, true);
      }
    }
  for (Int t = 0; t < p.tokens; t++) {
    pack_gradient(p, dkeys + t * wide, batch, t, true, 1.0f, at<T>(p.dk, batch, t, key_head));
    pack_gradient(p, dvalues + t * wide, batch, t, false, 1.0f, at<T>(p.dv, batch, t, key_head));
  }
}

} // namespace solar::SOLAR_ISA

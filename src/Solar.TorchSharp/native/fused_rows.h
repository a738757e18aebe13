// Row kernels of one instruction set (see fused_simd.h): norm, feed-forward gate, rotation, cross entropy, AdamW.
#pragma once
#include "fused_kernels.h"
#include "fused_simd.h"

namespace solar::SOLAR_ISA {

// y = s / sqrt(mean(s^2) + eps) * weight with s = x, or s = x + delta, which is then written to `sum`.
template <typename T>
void rms_norm(const T* x, const T* delta, const T* weight, double eps, Int rows, Int width, T* sum, T* y, float* inverse) {
  for (Int row = 0; row < rows; row++, x += width, y += width) {
    V squares = {};
    const T* source = x;
    if (delta) {
      over(width, [&](Int i, Int n) __attribute__((always_inline)) {
        store_n(sum + i, load_n(x + i, n) + load_n(delta + i, n), n);
        V s = load_n(sum + i, n);   // as stored, so that backward sees the same numbers
        squares += s * s;
      });
      source = sum;
      delta += width;
      sum += width;
    } else {
      over(width, [&](Int i, Int n) __attribute__((always_inline)) { V s = load_n(x + i, n); squares += s * s; });
    }
    float scale = (float)(1.0 / __builtin_sqrt((double)sum_of(squares) / (double)width + eps));
    inverse[row] = scale;
    V by = all(scale);
    over(width, [&](Int i, Int n) __attribute__((always_inline)) {
      store_n(y + i, load_n(source + i, n) * by * load_n(weight + i, n), n);
    });
  }
}

// dx = r * (dy w) - x * r^3 * mean(dy w x), r = inverse; and dsum on top when the sum went on elsewhere.
template <typename T>
void rms_norm_backward(const T* x, const T* weight, const float* inverse, const T* dy, const T* dsum, Int rows, Int width,
                       T* dx, float* partial) {
  for (Int i = 0; i < width; i++) partial[i] = 0;
  for (Int row = 0; row < rows; row++, x += width, dy += width, dx += width) {
    float r = inverse[row];
    V dot = {}, by = all(r);
    over(width, [&](Int i, Int n) __attribute__((always_inline)) {
      V product = load_n(dy + i, n) * load_n(x + i, n);
      dot += product * load_n(weight + i, n);
      store_n(partial + i, load_n(partial + i, n) + product * by, n);
    });
    V along = all((float)((double)sum_of(dot) * r * r * r / (double)width));
    over(width, [&](Int i, Int n) __attribute__((always_inline)) {
      V g = load_n(dy + i, n) * load_n(weight + i, n) * by - load_n(x + i, n) * along;
      if (dsum) g += load_n(dsum + i, n);
      store_n(dx + i, g, n);
    });
    if (dsum) dsum += width;
  }
}

inline V sigmoid(V x) { return all(1.0f) / (all(1.0f) + exp(-x)); }

// y = silu(gate) * up; a row is [gate | up], `width` of each.
template <typename T> void swiglu(const T* gate_up, Int rows, Int width, T* y) {
  for (Int row = 0; row < rows; row++, gate_up += 2 * width, y += width)
    over(width, [&](Int i, Int n) __attribute__((always_inline)) {
      V gate = load_n(gate_up + i, n), up = load_n(gate_up + width + i, n);
      store_n(y + i, gate / (all(1.0f) + exp(-gate)) * up, n);
    });
}

template <typename T> void swiglu_backward(const T* gate_up, const T* dy, Int rows, Int width, T* dgate_up) {
  for (Int row = 0; row < rows; row++, gate_up += 2 * width, dgate_up += 2 * width, dy += width)
    over(width, [&](Int i, Int n) __attribute__((always_inline)) {
      V gate = load_n(gate_up + i, n), up = load_n(gate_up + width + i, n), g = load_n(dy + i, n);
      V s = sigmoid(gate), silu = gate * s;
      store_n(dgate_up + i, g * up * (s + silu * (all(1.0f) - s)), n);
      store_n(dgate_up + width + i, g * silu, n);
    });
}

// Turns the pair (i, i + width / 2) of every head by its angle, as Hugging Face pairs them; backwards by minus the angle.
template <typename S, typename T>
void rotate(const S* x, const float* cosine, const float* sine, bool backwards, float scale, Int width, T* y) {
  Int half = width / 2;
  float sign = backwards ? -scale : scale;
  over(half, [&](Int i, Int n) __attribute__((always_inline)) {
    V a = load_n(x + i, n), b = load_n(x + half + i, n);
    V c = load_n(cosine + i, n) * all(scale), s = load_n(sine + i, n) * all(sign);
    store_n(y + i, a * c - b * s, n);
    store_n(y + half + i, b * c + a * s, n);
  });
}

template <typename T> double cross_entropy(T* logits, Int width, Int target, float grad_scale, bool gradient) {
  V most = all(-Infinity);
  Int whole = width - width % Lanes;
  for (Int i = 0; i < whole; i += Lanes) most = larger(load(logits + i), most);
  float best = largest_of(most);
  for (Int i = whole; i < width; i++) {
    float x = load_some(logits + i, 1)[0];
    best = x > best ? x : best;
  }
  float at_target = load_some(logits + target, 1)[0];
  V total = {}, top = all(best);
  float last = 0;
  for (Int i = 0; i < whole; i += Lanes) {
    V e = exp_small(load(logits + i) - top);
    total += e;
    if (gradient) store(logits + i, e);
  }
  for (Int i = whole; i < width; i++) {
    V e = exp_small(load_some(logits + i, 1) - top);
    last += e[0];
    if (gradient) store_some(logits + i, e, 1);
  }
  double sum = (double)sum_of(total) + (double)last;
  if (gradient) {
    V by = all((float)((double)grad_scale / sum));
    over(width, [&](Int i, Int n) __attribute__((always_inline)) { store_n(logits + i, load_n(logits + i, n) * by, n); });
    store_some(logits + target, exp_small(all(at_target) - top) * by - all(grad_scale), 1);
  }
  return (double)best + __builtin_log(sum) - (double)at_target;
}

inline void adamw(const AdamW& s, float* weights, const float* gradients, float* mean, float* square, Int count) {
  V keep = all((float)(1 - s.rate * s.decay)), beta1 = all((float)s.beta1), beta2 = all((float)s.beta2);
  V rest1 = all((float)(1 - s.beta1)), rest2 = all((float)(1 - s.beta2)), scale = all((float)s.gradient_scale);
  V rate = all((float)(s.rate / s.correction1)), root = all((float)(1 / __builtin_sqrt(s.correction2)));
  V epsilon = all((float)s.epsilon);
  over(count, [&](Int i, Int n) __attribute__((always_inline)) {
    V g = load_n(gradients + i, n) * scale;
    V m = load_n(mean + i, n) * beta1 + g * rest1;
    V v = load_n(square + i, n) * beta2 + g * g * rest2;
    store_n(mean + i, m, n);
    store_n(square + i, v, n);
    V deviation;
    for (Int j = 0; j < Lanes; j++) deviation[j] = __builtin_sqrtf(v[j]);
    store_n(weights + i, load_n(weights + i, n) * keep - rate * m / (deviation * root + epsilon), n);
  });
}

// Four registers of float64 sums, each over half a register of floats.
inline double sum_of_squares(const float* x, Int count) {
  typedef float Q __attribute__((vector_size(SOLAR_LANES * 2), aligned(4), may_alias));
  typedef double D __attribute__((vector_size(SOLAR_LANES * 4)));
  D sums[4] = {};
  Int i = 0;
  for (; i + 2 * Lanes <= count; i += 2 * Lanes)
#pragma GCC unroll 4
    for (Int j = 0; j < 4; j++) {
      D d = __builtin_convertvector(*(const Q*)(x + i + j * (Lanes / 2)), D);
      sums[j] += d * d;
    }
  double total = 0;
  for (Int j = 0; j < 4; j++)
    for (Int lane = 0; lane < Lanes / 2; lane++) total += sums[j][lane];
  for (; i < count; i++) total += (double)x[i] * (double)x[i];
  return total;
}

inline double sum_of_squares(const Half* x, Int count) {
  double total = 0;
  over(count, [&](Int i, Int n) __attribute__((always_inline)) {
    float floats[Lanes];
    store(floats, load_n(x + i, n));
    total += sum_of_squares(floats, n);
  });
  return total;
}

} // namespace solar::SOLAR_ISA

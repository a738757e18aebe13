// The table of one instruction set's kernels (see fused_simd.h).
#pragma once
#include "fused_attention_kernel.h"

namespace solar::SOLAR_ISA {

// Calls a kernel with the element type that the storage names.
#define SOLAR_BY_STORAGE(storage, call)  \
  if (storage == Storage::Float32) {     \
    using T = float;                     \
    call;                                \
  } else {                               \
    using T = Half;                      \
    call;                                \
  }

inline Kernels table() {
  Kernels k;
  k.rms_norm = [](Storage st, const void* x, const void* delta, const void* weight, double eps, Int rows, Int width, void* sum,
                  void* y, float* inverse) {
    SOLAR_BY_STORAGE(st, rms_norm((const T*)x, (const T*)delta, (const T*)weight, eps, rows, width, (T*)sum, (T*)y, inverse))
  };
  k.rms_norm_backward = [](Storage st, const void* x, const void* weight, const float* inverse, const void* dy, const void* dsum,
                           Int rows, Int width, void* dx, float* partial) {
    SOLAR_BY_STORAGE(st, rms_norm_backward((const T*)x, (const T*)weight, inverse, (const T*)dy, (const T*)dsum, rows, width, (T*)dx, partial))
  };
  k.swiglu = [](Storage st, const void* gate_up, Int rows, Int width, void* y) {
    SOLAR_BY_STORAGE(st, swiglu((const T*)gate_up, rows, width, (T*)y))
  };
  k.swiglu_backward = [](Storage st, const void* gate_up, const void* dy, Int rows, Int width, void* dgate_up) {
    SOLAR_BY_STORAGE(st, swiglu_backward((const T*)gate_up, (const T*)dy, rows, width, (T*)dgate_up))
  };
  k.rotate = [](Storage st, const void* x, const float* cosine, const float* sine, bool backwards, Int heads, Int width, void* y) {
    for (Int h = 0; h < heads; h++) {
      SOLAR_BY_STORAGE(st, rotate((const T*)x + h * width, cosine, sine, backwards, 1.0f, width, (T*)y + h * width))
    }
  };
  k.attention_scratch = [](const Attention& p, bool backward) { return attention_scratch(p, backward); };
  k.attention = [](const Attention& p, Int batch, Int key_head, float* scratch) {
    SOLAR_BY_STORAGE(p.storage, attention<T>(p, batch, key_head, scratch))
  };
  k.attention_backward = [](const Attention& p, Int batch, Int key_head, float* scratch) {
    SOLAR_BY_STORAGE(p.storage, attention_backward<T>(p, batch, key_head, scratch))
  };
  k.cross_entropy = [](Storage st, void* logits, Int width, Int target, float grad_scale, bool gradient) -> double {
    SOLAR_BY_STORAGE(st, return cross_entropy((T*)logits, width, target, grad_scale, gradient))
  };
  k.adamw = [](const AdamW& s, float* weights, const float* gradients, float* mean, float* square, Int count) {
    adamw(s, weights, gradients, mean, square, count);
  };
  k.sum_of_squares = [](Storage st, const void* x, Int count) -> double {
    SOLAR_BY_STORAGE(st, return sum_of_squares((const T*)x, count))
  };
  return k;
}

} // namespace solar::SOLAR_ISA

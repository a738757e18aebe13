// The kernels that have one build per instruction set, and the table that the machine's own one is taken from.
// Plain C types only: the builds for AVX2 and AVX-512 must not compile any library code.
#pragma once

namespace solar {

// How the elements of a tensor are stored; arithmetic is always float32.
enum class Storage { Float32, BFloat16 };

// Queries, keys and values of [batch, tokens, heads, width], each with its own strides (in elements, width dense).
struct Heads {
  void* data;
  long long batch, token, head;
};

struct Attention {
  Storage storage;
  long long tokens, heads, key_heads, width;
  float scale;
  Heads q, k, v, out;            // out: [B, T, A, D], written by forward, read by backward
  Heads dq, dk, dv, dout;        // backward only
  const float *cosine, *sine;    // [T, D / 2] or [B, T, D / 2], or null: no rotation
  long long angles;              // tokens between the angles of one sequence and the next: T, or 0 where all have the same
  const long long* first;        // [B, T], or null: first visible key of each query
  const long long* shared;       // [B], or null: so many keys at the beginning are seen from behind as well
  float* log_sum;                // [B, A, T] log of the softmax's denominator, written by forward, read by backward
};

struct AdamW {
  double rate, beta1, beta2, epsilon, decay, gradient_scale;
  double correction1, correction2; // 1 - beta^step
};

// One contiguous run of rows; `partial` of rms_norm_backward is the [width] sum over these rows of the weight's gradient.
struct Kernels {
  void (*rms_norm)(Storage, const void* x, const void* delta, const void* weight, double eps, long long rows, long long width,
                   void* sum, void* y, float* inverse);
  void (*rms_norm_backward)(Storage, const void* x, const void* weight, const float* inverse, const void* dy, const void* dsum,
                            long long rows, long long width, void* dx, float* partial);
  void (*swiglu)(Storage, const void* gate_up, long long rows, long long width, void* y);
  void (*swiglu_backward)(Storage, const void* gate_up, const void* dy, long long rows, long long width, void* dgate_up);
  void (*rotate)(Storage, const void* x, const float* cosine, const float* sine, bool backwards, long long heads, long long width, void* y);
  long long (*attention_scratch)(const Attention&, bool backward);   // floats
  void (*attention)(const Attention&, long long batch, long long key_head, float* scratch);
  void (*attention_backward)(const Attention&, long long batch, long long key_head, float* scratch);
  // Turns a row of logits into its gradient, (softmax - one at target) * grad_scale, in place when `gradient`; returns the loss in nats.
  double (*cross_entropy)(Storage, void* logits, long long width, long long target, float grad_scale, bool gradient);
  void (*adamw)(const AdamW&, float* weights, const float* gradients, float* mean, float* square, long long count);
  double (*sum_of_squares)(Storage, const void* x, long long count);
};

// The fastest set that this machine can run. "default", "avx2" or "avx512" in SOLAR_CPU asks for that one.
const Kernels& kernels();

} // namespace solar

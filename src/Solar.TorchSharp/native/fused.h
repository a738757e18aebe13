// What the fused operators share: the check at the door and the cut of rows into parallel runs.
#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros.h>

#include "fused_kernels.h"
#include "shim.h"

namespace solar {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

inline std::string shape_of(const Tensor& t) {
  std::string text = "[";
  for (int64_t i = 0; i < t.dim(); i++) text += (i ? ", " : "") + std::to_string(t.size(i));
  return text + "]";
}

// A tensor that the kernels can read: on the CPU, float32 or bfloat16.
inline void check(const Tensor& t, const char* op, const char* name) {
  TORCH_CHECK(t.defined(), op, ": ", name, " is missing.");
  TORCH_CHECK(t.device().is_cpu(), op, ": ", name, " is on ", t.device().str(), "; the fused operators work on the CPU only. Use the composed form there.");
  TORCH_CHECK(t.scalar_type() == at::kFloat || t.scalar_type() == at::kBFloat16, op, ": ", name, " is ", c10::toString(t.scalar_type()),
              "; the fused operators take Float and BFloat16. Use the composed form for other types.");
}

inline void check_same_type(const Tensor& a, const Tensor& b, const char* op, const char* name) {
  check(b, op, name);
  TORCH_CHECK(a.scalar_type() == b.scalar_type(), op, ": ", name, " is ", c10::toString(b.scalar_type()), " beside ", c10::toString(a.scalar_type()), "; both must be of one type.");
}

inline void check_shape(const Tensor& t, at::IntArrayRef shape, const char* op, const char* name) {
  TORCH_CHECK(t.sizes() == shape, op, ": ", name, " is ", shape_of(t), ", expected ", shape, ".");
}

// The cosine or sine of the angles of T positions, [T, D / 2], as the kernels read them: float32.
inline Tensor angles(const Tensor& t, int64_t tokens, int64_t width, const char* op, const char* name) {
  check(t, op, name);
  check_shape(t, {tokens, width / 2}, op, name);
  return t.to(at::kFloat).contiguous();
}

inline Storage storage_of(const Tensor& t) { return t.scalar_type() == at::kFloat ? Storage::Float32 : Storage::BFloat16; }

inline char* bytes(const Tensor& t) { return static_cast<char*>(t.data_ptr()); }

// Rows [begin, end) for each thread; a run costs about `row_cost` elements a row.
template <typename F> void over_rows(int64_t rows, int64_t row_cost, F body) {
  at::parallel_for(0, rows, std::max<int64_t>(1, 16384 / std::max<int64_t>(1, row_cost)), body);
}

// Memory of one thread during one call, aligned to a cache line.
struct Scratch {
  explicit Scratch(int64_t floats) {
    void* memory = nullptr;
    TORCH_CHECK(posix_memalign(&memory, 64, static_cast<size_t>(std::max<int64_t>(floats, 16)) * sizeof(float)) == 0, "Out of memory.");
    data.reset(static_cast<float*>(memory));
  }
  struct Free { void operator()(float* p) const { std::free(p); } };
  std::unique_ptr<float, Free> data;
};

}  // namespace solar

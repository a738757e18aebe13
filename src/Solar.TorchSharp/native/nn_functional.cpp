// torch.nn.functional, less its losses.
#include "shim.h"

#include <cmath>
#include <limits>

#include <ATen/TensorOperators.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/log_sigmoid.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/one_hot.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/softmax.h>

#if ST_TORCH_AT_LEAST(2, 0)
#include <ATen/ops/scaled_dot_product_attention.h>
#endif

using namespace st;

ST_API int32_t st_nn_linear(Th input, Th weight, Th bias, Th* out) {
  return guard([&] { *out = own(at::linear(*input, *weight, maybe(bias))); });
}

ST_API int32_t st_nn_embedding(Th weight, Th ids, int64_t padding, int32_t by_frequency, int32_t sparse, Th* out) {
  return guard([&] { *out = own(at::embedding(*weight, *ids, padding, by_frequency != 0, sparse != 0)); });
}

ST_API int32_t st_nn_dropout(Th input, double p, int32_t training, int32_t in_place, Th* out) {
  return guard([&] {
    *out = own(in_place ? at::dropout_(*input, p, training != 0) : at::dropout(*input, p, training != 0));
  });
}

ST_API int32_t st_nn_layer_norm(Th input, const int64_t* shape, int32_t dims, Th weight, Th bias, double eps, Th* out) {
  return guard([&] { *out = own(at::layer_norm(*input, ints(shape, dims), maybe(weight), maybe(bias), eps)); });
}

ST_API int32_t st_nn_softmax(Th input, int64_t dim, int32_t type, Th* out) {
  return guard([&] { *out = own(at::softmax(*input, dim, type_or_none(type))); });
}

ST_API int32_t st_nn_log_softmax(Th input, int64_t dim, Th* out) {
  return guard([&] { *out = own(at::log_softmax(*input, dim)); });
}

ST_API int32_t st_nn_silu(Th input, int32_t in_place, Th* out) {
  return guard([&] { *out = own(in_place ? at::silu_(*input) : at::silu(*input)); });
}

ST_API int32_t st_nn_logsigmoid(Th input, Th* out) {
  return guard([&] { *out = own(at::log_sigmoid(*input)); });
}

ST_API int32_t st_nn_one_hot(Th ids, int64_t classes, Th* out) {
  return guard([&] { *out = own(at::one_hot(*ids, classes)); });
}

#if !ST_TORCH_AT_LEAST(2, 0)
// libtorch 1.13 has no public attention operator: softmax(q kᵀ / √D + mask) v, as its definition reads.
static at::Tensor attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                            const at::Tensor& mask, double p, bool causal) {
  auto scores = at::matmul(query * (1 / std::sqrt(static_cast<double>(query.size(-1)))), key.transpose(-2, -1));
  TORCH_CHECK(!causal || !mask.defined(), "attention takes attn_mask or is_causal, not both");
  auto never = -std::numeric_limits<double>::infinity();
  if (causal) {
    auto visible = at::ones({query.size(-2), key.size(-2)}, query.options().dtype(at::kBool)).tril();
    scores = scores.masked_fill(visible.logical_not(), never);
  } else if (mask.defined()) {
    scores = mask.scalar_type() == at::kBool ? scores.masked_fill(mask.logical_not(), never) : scores + mask;
  }
  auto weights = at::softmax(scores, -1);
  if (p > 0) weights = at::dropout(weights, p, true);
  return at::matmul(weights, value);
}
#endif

ST_API int32_t st_nn_attention(Th query, Th key, Th value, Th mask, double p, int32_t causal, Th* out) {
  return guard([&] {
#if ST_TORCH_AT_LEAST(2, 0)
    *out = own(at::scaled_dot_product_attention(*query, *key, *value, maybe(mask), p, causal != 0));
#else
    *out = own(attention(*query, *key, *value, or_undefined(mask), p, causal != 0));
#endif
  });
}

// AdamW and the norm over flat buffers, each in one pass.
#include <cmath>
#include <vector>

#include "fused.h"

namespace solar {
namespace {

constexpr int64_t Block = 16384;  // sums of squares are kept per block and added in order: the same bits for any number of threads

void check_flat(const Tensor& t, int64_t count, const char* op, const char* name) {
  check(t, op, name);
  TORCH_CHECK(t.scalar_type() == at::kFloat && t.is_contiguous(), op, ": ", name, " must be contiguous Float.");
  check_shape(t, {count}, op, name);
}

}  // namespace
}  // namespace solar

ST_API int32_t st_fused_adamw_step(Th weights, Th gradients, Th mean, Th square, int64_t decayed, double rate, double beta1, double beta2,
                                   double epsilon, double decay, int64_t step, double gradient_scale) {
  return st::guard([&] {
    const char* op = "AdamWStep";
    TORCH_CHECK(weights->dim() == 1, op, ": weights are ", solar::shape_of(*weights), ", expected one flat buffer.");
    int64_t count = weights->numel();
    solar::check_flat(*weights, count, op, "weights");
    solar::check_flat(*gradients, count, op, "gradients");
    solar::check_flat(*mean, count, op, "mean");
    solar::check_flat(*square, count, op, "square");
    TORCH_CHECK(decayed >= 0 && decayed <= count, op, ": ", decayed, " decayed weights of ", count, ".");
    TORCH_CHECK(step >= 1, op, ": step ", step, "; the first step is 1.");
    solar::AdamW with{rate, beta1, beta2, epsilon, decay, gradient_scale, 1 - std::pow(beta1, step), 1 - std::pow(beta2, step)};
    solar::AdamW without = with;
    without.decay = 0;
    at::parallel_for(0, count, solar::Block, [&](int64_t begin, int64_t end) {
      auto run = [&](const solar::AdamW& settings, int64_t from, int64_t to) {
        if (from < to)
          solar::kernels().adamw(settings, weights->data_ptr<float>() + from, gradients->data_ptr<float>() + from, mean->data_ptr<float>() + from,
                                 square->data_ptr<float>() + from, to - from);
      };
      run(with, begin, std::min(end, decayed));
      run(without, std::max(begin, decayed), end);
    });
    weights->unsafeGetTensorImpl()->bump_version();
    mean->unsafeGetTensorImpl()->bump_version();
    square->unsafeGetTensorImpl()->bump_version();
  });
}

ST_API int32_t st_fused_norm(Th x, double* out) {
  return st::guard([&] {
    solar::check(*x, "Norm", "x");
    at::Tensor flat = x->contiguous();
    int64_t count = flat.numel(), blocks = (count + solar::Block - 1) / solar::Block;
    std::vector<double> partial(blocks);
    at::parallel_for(0, blocks, 4, [&](int64_t begin, int64_t end) {
      for (int64_t b = begin; b < end; b++)
        partial[b] = solar::kernels().sum_of_squares(solar::storage_of(flat), solar::bytes(flat) + b * solar::Block * flat.element_size(),
                                                     std::min(solar::Block, count - b * solar::Block));
    });
    double total = 0;
    for (double p : partial) total += p;
    *out = std::sqrt(total);
  });
}

// The language-model head and its loss: logits exist for a chunk of rows at a time, and turn into their own gradient in place.
#include <cmath>
#include <vector>

#include "fused.h"

#include <ATen/ops/addmm.h>
#include <ATen/ops/full.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/zeros_like.h>

namespace solar {
namespace {

constexpr int64_t Ignored = -100;

struct Losses {
  double sum;
  int64_t count;
  Tensor dhidden, dweight;  // of sum / divisor
};

int64_t count_of(const Tensor& targets) {
  const int64_t* t = targets.data_ptr<int64_t>();
  int64_t count = 0;
  for (int64_t i = 0; i < targets.numel(); i++) count += t[i] != Ignored;
  return count;
}

Losses walk(const Tensor& hidden, const Tensor& weight, const Tensor& targets, int64_t chunk, double divisor, bool hidden_grad, bool weight_grad) {
  int64_t rows = hidden.size(0), vocabulary = weight.size(0);
  Losses result{0, 0, Tensor(), Tensor()};
  if (hidden_grad) result.dhidden = at::empty_like(hidden);
  if (weight_grad) result.dweight = at::zeros_like(weight);
  bool gradient = hidden_grad || weight_grad;
  const int64_t* target = targets.data_ptr<int64_t>();
  std::vector<double> losses(rows, 0.0);
  Tensor buffer = at::empty({std::min(chunk, rows), vocabulary}, hidden.options()), turned = weight.t();
  for (int64_t begin = 0; begin < rows; begin += chunk) {
    int64_t count = std::min(chunk, rows - begin);
    Tensor part = hidden.narrow(0, begin, count), logits = buffer.narrow(0, 0, count);
    at::mm_out(logits, part, turned);
    over_rows(count, vocabulary * 4, [&](int64_t first, int64_t last) {
      for (int64_t i = first; i < last; i++) {
        char* row = bytes(logits) + i * vocabulary * logits.element_size();
        int64_t answer = target[begin + i];
        if (answer != Ignored)
          losses[begin + i] = kernels().cross_entropy(storage_of(logits), row, vocabulary, answer, static_cast<float>(1 / divisor), gradient);
        else if (gradient)
          std::fill_n(row, vocabulary * logits.element_size(), 0);
      }
    });
    if (hidden_grad) {
      Tensor into = result.dhidden.narrow(0, begin, count);
      at::mm_out(into, logits, weight);
    }
    if (weight_grad) result.dweight.addmm_(logits.t(), part);
  }
  for (int64_t i = 0; i < rows; i++) result.sum += losses[i];  // in order, in double
  return result;
}

struct CrossEntropyHead : torch::autograd::Function<CrossEntropyHead> {
  static Tensor forward(AutogradContext* ctx, const Tensor& hidden, const Tensor& weight, const Tensor& targets, int64_t chunk, double divisor,
                        bool hidden_grad, bool weight_grad, double* sum) {
    Losses all = walk(hidden, weight, targets, chunk, divisor, hidden_grad, weight_grad);
    *sum = all.sum;
    ctx->save_for_backward({all.dhidden, all.dweight});
    return at::full({}, all.sum / divisor, hidden.options().dtype(at::kFloat));
  }

  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    auto saved = ctx->get_saved_variables();
    double by = grads[0].item<double>();
    for (Tensor& t : saved)
      if (t.defined() && by != 1) t = at::mul(t, by);
    return {saved[0], saved[1], Tensor(), Tensor(), Tensor(), Tensor(), Tensor(), Tensor()};
  }
};

}  // namespace
}  // namespace solar

// loss: the sum over targets other than -100 divided by `divisor`, or by their number where divisor is 0.
ST_API int32_t st_fused_cross_entropy_head(Th hidden, Th weight, Th targets, int64_t chunk, double divisor, Th* loss, double* sum, int64_t* count) {
  return st::guard([&] {
    const char* op = "CrossEntropyHead";
    solar::check(*hidden, op, "hidden");
    solar::check_same_type(*hidden, *weight, op, "weight");
    TORCH_CHECK(hidden->dim() == 2 && weight->dim() == 2 && hidden->size(1) == weight->size(1), op, ": hidden is ", solar::shape_of(*hidden), " and weight is ", solar::shape_of(*weight), ", expected [N, H] and [V, H].");
    TORCH_CHECK(targets->scalar_type() == at::kLong && targets->device().is_cpu(), op, ": targets are ", c10::toString(targets->scalar_type()), " on ", targets->device().str(), ", expected Long on the CPU.");
    solar::check_shape(*targets, {hidden->size(0)}, op, "targets");
    TORCH_CHECK(chunk > 0, op, ": a chunk of ", chunk, " rows.");
    at::Tensor answers = targets->contiguous();
    for (int64_t i = 0; i < answers.numel(); i++) {
      int64_t t = answers.data_ptr<int64_t>()[i];
      TORCH_CHECK(t == solar::Ignored || (t >= 0 && t < weight->size(0)), op, ": target ", t, " at row ", i, " is outside the vocabulary of ", weight->size(0), ".");
    }
    *count = solar::count_of(answers);
    if (divisor == 0) divisor = static_cast<double>(*count);
    bool learns = at::GradMode::is_enabled();
    *loss = st::own(solar::CrossEntropyHead::apply(hidden->contiguous(), weight->contiguous(), answers, chunk, divisor,
                                                   learns && hidden->requires_grad(), learns && weight->requires_grad(), sum));
  });
}
